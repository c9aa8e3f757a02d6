import { expect, it } from 'vitest';
import { failureOf } from './failure.ts';

it.each<{ why: string; thrown: unknown; handed: boolean; failure: object }>([
  {
    why: 'AWS refused',
    thrown: { name: 'NotFoundException', message: 'm', $metadata: { httpStatusCode: 400, requestId: 'r' } },
    handed: true,
    failure: { name: 'NotFoundException', message: 'm', status: 400, requestId: 'r', sent: true },
  },
  {
    why: 'the connection broke: its code says more than the name that the SDK gives',
    thrown: { name: 'TimeoutError', code: 'ECONNRESET', message: 'm' },
    handed: true,
    failure: { name: 'ECONNRESET', sent: true },
  },
  {
    why: 'no connection came about',
    thrown: { name: 'Error', code: 'ECONNREFUSED', message: 'm', $metadata: { attempts: 1 } },
    handed: true,
    failure: { name: 'ECONNREFUSED', sent: false },
  },
  {
    why: 'there were no credentials',
    thrown: { name: 'CredentialsProviderError', message: 'm' },
    handed: false,
    failure: { name: 'CredentialsProviderError', sent: false },
  },
  {
    why: 'the endpoint names a pause in seconds',
    thrown: {
      name: 'SlowDown',
      message: '',
      $metadata: { httpStatusCode: 503 },
      $response: { headers: { 'retry-after': '3' } },
    },
    handed: true,
    failure: { retryAfterMs: 3_000 },
  },
  {
    why: 'AWS names one in milliseconds',
    thrown: { name: 'SlowDown', message: '', $response: { headers: { 'x-amz-retry-after': '250' } } },
    handed: true,
    failure: { retryAfterMs: 250 },
  },
  {
    why: 'something that is no error was thrown',
    thrown: 'oops',
    handed: false,
    failure: { name: 'Error', message: 'oops' },
  },
])('$why', ({ thrown, handed, failure }) => {
  expect(failureOf(thrown, handed)).toMatchObject({ is: 'error', ...failure });
});

it('names no pause when the endpoint names none', () => {
  expect(failureOf({ name: 'SlowDown', $response: { headers: {} } }, true)).not.toHaveProperty(
    'retryAfterMs',
  );
});
