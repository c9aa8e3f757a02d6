import { describe, expect, it } from 'vitest';
import { createCallLog } from '../../aws/call-log.ts';
import { createLimiter } from '../../aws/limiter.ts';
import { createAws } from '../../aws/port.ts';
import { minute } from '../../model/instant.ts';
import { memoryDisk } from '../../runtime/memory-files.ts';
import { seededRandoms } from '../../runtime/random.ts';
import { virtualClock } from '../../runtime/virtual-clock.ts';
import { createSandbox, defaultPrincipal } from '../../sandbox/sandbox.ts';
import { sandboxTransport } from '../../sandbox/transport.ts';
import { account, estate } from '../places.test-helper.ts';
import { directorySink } from './directory.ts';
import { isOfSink, s3Sink } from './s3.ts';

const first = { chain: 'a', seq: 1, hash: 'one' };
const second = { chain: 'b', seq: 2, hash: 'two' };

it('appends heads to one file for each Stack, and finds the last', async () => {
  const disk = memoryDisk();
  const sink = directorySink(disk.files, '/audit', estate);
  expect(await sink.last()).toBeUndefined();
  await sink.write(first, 0);
  await sink.write(second, 1);
  await disk.files.append('/audit/estate-u1u1u1u1.jsonl', '{"torn');
  expect(await sink.last()).toEqual(second);
  expect(await directorySink(disk.files, '/audit', { name: 'other', uid: 'x' }).last()).toBeUndefined();
});

describe('a bucket', () => {
  function setUp(bucket: string, isLocked: boolean) {
    const clock = virtualClock();
    const random = seededRandoms(1);
    const sandbox = createSandbox({ clock, random: random.stream('sandbox') });
    const raw = (operation: string, input: Readonly<Record<string, unknown>>) =>
      sandbox.raw({ service: 's3', operation, ...account, principal: defaultPrincipal, input });
    raw('CreateBucket', {
      Bucket: bucket,
      CreateBucketConfiguration: { LocationConstraint: account.region },
      ...(isLocked ? { ObjectLockEnabledForBucket: true } : {}),
    });
    const place = { bucket, prefix: 'keywright/' };
    const aws = createAws({
      transport: sandboxTransport(sandbox),
      clock,
      random: random.stream('retries'),
      limiter: createLimiter(clock),
      log: createCallLog(),
      unleased: isOfSink(place),
    });
    const sink = s3Sink({ ...place, aws, place: account, retain: minute, stack: estate });
    return { clock, raw, sink };
  }

  it('keeps each head until its end with Object Lock, and returns the newest', async () => {
    const { clock, raw, sink } = setUp('kw-audit', true);
    expect(await sink.last()).toBeUndefined();
    await sink.write(first, clock.now());
    await clock.sleep(1_000);
    await sink.write(second, clock.now());
    expect(await sink.last()).toEqual(second);
    const list = raw('ListObjectsV2', { Bucket: 'kw-audit' });
    const keys = (list as unknown as { output: { Contents: { Key: string }[] } }).output.Contents;
    expect(keys.map(({ Key }) => Key.split('/').slice(0, 2))).toEqual([
      ['keywright', 'estate-u1u1u1u1'],
      ['keywright', 'estate-u1u1u1u1'],
    ]);
    expect(raw('HeadObject', { Bucket: 'kw-audit', Key: keys[0]?.Key })).toMatchObject({
      output: { ObjectLockMode: 'COMPLIANCE' },
    });
  });

  it('refuses a bucket without Object Lock, and names what it needs', async () => {
    const { clock, sink } = setUp('kw-plain', false);
    await expect(sink.write(first, clock.now())).rejects.toMatchObject({
      diagnostic: { code: 'record.sink', hint: expect.stringContaining('Object Lock') as string },
    });
  });
});
