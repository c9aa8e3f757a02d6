import { describe, expect, it } from 'vitest';
import { createCallLog } from '../../aws/call-log.ts';
import { createLimiter } from '../../aws/limiter.ts';
import { createAws } from '../../aws/port.ts';
import { hour, minute, second } from '../../model/instant.ts';
import { seededRandoms } from '../../runtime/random.ts';
import { virtualClock } from '../../runtime/virtual-clock.ts';
import { createSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { sandboxTransport } from '../../sandbox/transport.ts';
import { acquireAt, account, estate, intentFor } from '../places.test-helper.ts';
import { journalConformance } from '../conformance.test-helper.ts';
import { createS3Journal, type S3Journal } from './journal.ts';
import { isOfJournal } from './objects.ts';

/** Sets up the embedded AWS with a bucket, reads of all but objects lagging, and short pages. */
function world(): { sandbox: Sandbox; boot(ahead?: number): S3Journal; pass(ms: number): void } {
  const randoms = seededRandoms(1);
  const virtual = virtualClock();
  let later = 0;
  const clock = { ...virtual, now: () => virtual.now() + later };
  const sandbox = createSandbox({ clock, random: randoms.stream('sandbox'), lagMs: minute, pageSize: 3 });
  sandbox.raw({
    service: 's3',
    operation: 'CreateBucket',
    ...account,
    principal: `arn:aws:iam::${account.account}:role/admin`,
    input: { Bucket: 'state', CreateBucketConfiguration: { LocationConstraint: account.region } },
  });
  // The bucket was made long ago.
  later = hour;
  return {
    sandbox,
    pass: (ms) => void (later += ms),
    boot(ahead = 0) {
      const aws = createAws({
        transport: sandboxTransport(sandbox),
        clock,
        random: randoms.stream('jitter'),
        limiter: createLimiter(clock),
        log: createCallLog(),
        unleased: isOfJournal({ bucket: 'state', prefix: 'estate-u1/' }),
      });
      return createS3Journal({
        aws,
        place: account,
        bucket: 'state',
        prefix: 'estate-u1/',
        stack: estate,
        clock: { ...clock, now: () => clock.now() + ahead },
        clockSkew: 0,
      });
    },
  };
}

describe('the journal in S3, on the embedded AWS', () => {
  journalConformance(() => {
    const { boot } = world();
    return { boot, crash: () => undefined };
  });

  it('reads listings of several pages', async () => {
    const { boot } = world();
    const journal = boot();
    const names = Array.from({ length: 12 }, (_, index) => `key-${String(index).padStart(2, '0')}`);
    for (const name of names) await journal.remember(`Key/${name}`, { keyId: name });
    for (const name of names) await journal.open(intentFor(name));
    expect([...(await boot().known()).keys()]).toEqual(names.map((name) => `Key/${name}`));
    expect((await boot().openIntents()).map(({ id }) => id)).toEqual(names);
  });

  it('is as young as its copy when it was restored from one', async () => {
    const { sandbox, boot, pass } = world();
    await boot().remember('Key/a', { keyId: 'a' });
    const bornAt = await boot().bornAt();
    pass(hour);
    const Key = 'estate-u1/journal.json';
    const asked = {
      service: 's3',
      ...account,
      principal: `arn:aws:iam::${account.account}:role/admin`,
    } as const;
    const copy = sandbox.raw({ ...asked, operation: 'GetObject', input: { Bucket: 'state', Key } });
    if (copy.is !== 'ok') throw new Error('there is a journal');
    const input = { Bucket: 'state', Key, Body: copy.output['Body'] };
    sandbox.raw({ ...asked, operation: 'PutObject', input });
    expect((await boot().bornAt()) - bornAt).toBeGreaterThanOrEqual(hour);
  });

  it('counts from when S3 stored it where the clock of its writer was behind', async () => {
    const { boot } = world();
    const slow = boot(-hour);
    await slow.remember('Key/a', { keyId: 'a' });
    const now = await world().boot().bornAt();
    await slow.open(intentFor('a', now - hour));
    const [intent] = await boot().openIntents();
    expect((await boot().bornAt()) - now).toBeGreaterThanOrEqual(-second);
    expect((intent?.at ?? 0) - now).toBeGreaterThanOrEqual(-second);
  });

  it('gives the lease to one of two journals that take turns', async () => {
    const { boot } = world();
    const [one, two] = [boot(), boot()];
    const answers = await Promise.all([acquireAt(one, 'one', minute, 0), acquireAt(two, 'two', minute, 0)]);
    expect(answers.map(({ is }) => is).sort((a, b) => (a < b ? -1 : 1))).toEqual(['held', 'refused']);
  });

  it('says once that the bucket is missing', async () => {
    const { sandbox, boot, pass } = world();
    sandbox.raw({
      service: 's3',
      operation: 'DeleteBucket',
      ...account,
      principal: `arn:aws:iam::${account.account}:role/admin`,
      input: { Bucket: 'state' },
    });
    pass(hour);
    expect(await boot().check()).toMatchObject([
      { code: 'store.unavailable', message: expect.stringContaining('NoSuchBucket') as string },
    ]);
  });
});
