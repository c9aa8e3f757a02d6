import { describe, expect, it } from 'vitest';
import { scripted, type Script } from '../../aws/scripted.test-helper.ts';
import { minute } from '../../model/instant.ts';
import { acquireAt, account, estate } from '../places.test-helper.ts';
import { journalConformance } from '../conformance.test-helper.ts';
import { fakeS3, type Fault } from './fake-s3.test-helper.ts';
import { createS3Journal, type S3Journal } from './journal.ts';

/** Puts the fake below the whole port: reads are shared, errors classified, and retried as the port does. */
function below(fault: () => Fault = () => 'none') {
  const { aws: fake, objects } = fakeS3(fault);
  const script: Script = async ({ op, at, input }) => {
    const answer = await fake.call({ op, at, input: input as Parameters<typeof fake.call>[0]['input'] });
    if (answer.is === 'ok') return { is: 'ok', output: answer.value };
    const { name, message, status } = answer.failure;
    return { is: 'error', name, message, sent: true, ...(status === undefined ? {} : { status }) };
  };
  const { aws, clock, requests } = scripted(script);
  const boot = (): S3Journal =>
    createS3Journal({
      aws,
      place: account,
      bucket: 'state',
      prefix: 'estate-u1/',
      stack: estate,
      clock,
      clockSkew: 0,
    });
  return { boot, requests, objects };
}

describe('the journal in S3, through the port to AWS', () => {
  journalConformance(() => {
    const { boot } = below();
    return { boot, crash: () => undefined };
  });

  it('sends the expected owner of the bucket with each request', async () => {
    const { boot, requests } = below();
    await acquireAt(boot(), 'one', minute, 0);
    expect(requests.length).toBeGreaterThan(0);
    expect(requests.filter(({ input }) => input['ExpectedBucketOwner'] !== account.account)).toEqual([]);
  });

  it('holds a lease whose answer was lost', async () => {
    let first = true;
    const { boot } = below(() => {
      const fault = first ? 'lost-answer' : 'none';
      first = false;
      return fault;
    });
    expect(await acquireAt(boot(), 'one', minute, 0)).toMatchObject({ is: 'held', lease: { term: 1 } });
    expect(await acquireAt(boot(), 'two', minute, 1)).toMatchObject({ is: 'refused', by: { holder: 'one' } });
  });
});
