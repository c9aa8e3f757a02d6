import { describe, expect, it } from 'vitest';
import { createBench } from './bench.test-helper.ts';

async function settled(promise: Promise<unknown>): Promise<boolean> {
  return Promise.race([
    promise.then(() => true),
    Promise.resolve()
      .then(() => Promise.resolve())
      .then(() => false),
  ]);
}

describe('a fault', () => {
  it.each([
    { fault: 'before', name: 'ECONNREFUSED', status: 0, keys: 0 },
    { fault: 'after', name: 'TimeoutError', status: 0, keys: 1 },
    { fault: 'throttle', name: 'ThrottlingException', status: 400, keys: 0 },
    { fault: 'internal', name: 'KMSInternalException', status: 500, keys: 0 },
  ] as const)('$fault answers $name and leaves $keys keys', async ({ fault, name, status, keys }) => {
    const bench = createBench();
    bench.sandbox.faults.next({ service: 'kms', operation: 'CreateKey' }, fault);
    expect(await bench.send('kms.ListKeys')).toMatchObject({ is: 'ok' });
    expect(await bench.send('kms.CreateKey')).toMatchObject({ is: 'error', name, status });
    expect(bench.ok('kms.ListKeys')['Keys']).toHaveLength(keys);
    expect(await bench.send('kms.CreateKey')).toMatchObject({ is: 'ok' });
  });

  it.each([
    { fault: 'never', keys: 0 },
    { fault: 'never-after', keys: 1 },
  ] as const)('$fault answers nothing at all and leaves $keys keys', async ({ fault, keys }) => {
    const bench = createBench();
    bench.sandbox.faults.at(1, fault);
    expect(await settled(bench.send('kms.CreateKey'))).toBe(false);
    expect(bench.ok('kms.ListKeys')['Keys']).toHaveLength(keys);
    expect(bench.sandbox.log()).toMatchObject([{ operation: 'CreateKey', result: 'no answer' }]);
  });

  it('hits the n-th call, or all that match until it is cleared', async () => {
    const bench = createBench();
    bench.sandbox.faults.at(2, 'internal');
    const results = async (count: number) => {
      const got: string[] = [];
      for (let n = 0; n < count; n++) {
        const answer = await bench.send('kms.ListKeys');
        got.push(answer.is === 'ok' ? 'ok' : answer.name);
      }
      return got;
    };
    expect(await results(3)).toEqual(['ok', 'KMSInternalException', 'ok']);
    bench.sandbox.faults.every({ where: (request) => request.operation.startsWith('List') }, 'throttle');
    expect(await results(2)).toEqual(['ThrottlingException', 'ThrottlingException']);
    bench.sandbox.faults.clear();
    expect(await results(1)).toEqual(['ok']);
  });

  it('accepts a function that makes the call and spoils its answer', async () => {
    const bench = createBench();
    bench.sandbox.faults.next({}, (_request, run) => {
      run();
      return run();
    });
    await bench.send('kms.CreateKey');
    expect(bench.ok('kms.ListKeys')['Keys']).toHaveLength(2);
  });

  it('does not touch raw calls, and raw calls are not in the log', async () => {
    const bench = createBench();
    bench.sandbox.faults.every({}, 'internal');
    bench.key();
    await bench.send('kms.ListKeys');
    expect(bench.sandbox.log().map((entry) => [entry.operation, entry.result])).toEqual([
      ['ListKeys', 'KMSInternalException'],
    ]);
  });
});

describe('quotas', () => {
  it('lets CreateKey pass five times a second in one Region, and again later', async () => {
    const bench = createBench({ throttle: true });
    const create = async (region: string) => (await bench.send('kms.CreateKey', {}, { region })).is;
    const burst: string[] = [];
    for (let n = 0; n < 6; n++) burst.push(await create('us-east-1'));
    expect(burst).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'error']);
    expect(await create('eu-west-1')).toBe('ok');
    bench.clock.pass(200);
    expect([await create('us-east-1'), await create('us-east-1')]).toEqual(['ok', 'error']);
  });

  it('counts a replica twice against CreateKey in its Region', async () => {
    const bench = createBench({ throttle: true });
    const replicate = async () => {
      const { KeyId } = bench.key({ MultiRegion: true });
      const answer = await bench.send('kms.ReplicateKey', { KeyId, ReplicaRegion: 'eu-west-1' });
      return answer.is === 'ok' ? 'ok' : answer.name;
    };
    expect([await replicate(), await replicate(), await replicate()]).toEqual([
      'ok',
      'ok',
      'ThrottlingException',
    ]);
  });

  it.each([
    ['s3.GetBucketEncryption', 50, 'SlowDown'],
    ['iam.GetRole', 15, 'Throttling'],
    ['tagging.GetResources', 15, 'ThrottledException'],
    ['sts.GetCallerIdentity', 600, 'Throttling'],
  ])('limits %s to %i a second and ends in %s', async (call, quota, name) => {
    const bench = createBench({ throttle: true });
    const refused: string[] = [];
    for (let n = 0; n <= quota; n++) {
      const answer = await bench.send(call, { Bucket: 'b', RoleName: 'admin' });
      if (answer.is === 'error' && answer.status !== 404) refused.push(`${String(n)} ${answer.name}`);
    }
    expect(refused).toEqual([`${String(quota)} ${name}`]);
  });
});
