import { expect, it } from 'vitest';
import type { LocalHttp } from '../../runtime/local-http.ts';
import { virtualClock } from '../../runtime/virtual-clock.ts';
import { createClient } from './client.ts';

it.each([
  { because: 'closed', code: 'control.closed' },
  { because: 'unsafe', code: 'control.unsafe-socket' },
] as const)('says why nothing was sent to a socket that is $because', async ({ because, code }) => {
  const refused = {
    is: 'refused',
    because,
    message: '/run/keywright is not accessible to this user',
  } as const;
  const http: LocalHttp = {
    listen: () => Promise.resolve(refused),
    ask: () => Promise.resolve(refused),
  };
  const client = createClient({ http, clock: virtualClock(), socket: '/run/keywright/s', version: '1' });
  const answer = await client.ask('status', {}, new AbortController().signal);
  expect(answer).toMatchObject({ refused: [{ code, message: refused.message }] });
});
