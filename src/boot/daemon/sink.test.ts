import { describe, expect, it } from 'vitest';
import type { TransportRequest } from '../../aws/transport.ts';
import { minute } from '../../model/instant.ts';
import { seededEntropy } from '../../runtime/entropy.ts';
import { memoryDisk } from '../../runtime/memory-files.ts';
import { seededRandoms } from '../../runtime/random.ts';
import { virtualClock } from '../../runtime/virtual-clock.ts';
import { createSandbox, defaultPrincipal } from '../../sandbox/sandbox.ts';
import { sandboxTransport } from '../../sandbox/transport.ts';
import { account, acceptedStack } from '../../store/places.test-helper.ts';
import { createMachine } from '../machine.ts';
import { openSink } from './sink.ts';

const head = { chain: 'a', seq: 1, hash: 'h' };
const roles = { read: 'r', write: 'w' };

/** Writes a head, and gives the roles that signed. */
async function signers(
  given: Partial<typeof roles & { coordination: string }> | undefined,
  writes: boolean,
): Promise<readonly string[]> {
  const clock = virtualClock();
  const randoms = seededRandoms(1);
  const sandbox = createSandbox({ clock, random: randoms.stream('sandbox') });
  sandbox.raw({
    service: 's3',
    operation: 'CreateBucket',
    ...account,
    principal: defaultPrincipal,
    input: {
      Bucket: 'kw-audit',
      CreateBucketConfiguration: { LocationConstraint: account.region },
      ObjectLockEnabledForBucket: true,
    },
  });
  const signed: string[] = [];
  const inner = sandboxTransport(sandbox);
  const transport = {
    send(request: TransportRequest) {
      if (request.op === 's3:PutObject') signed.push(request.role);
      return inner.send(request);
    },
  };
  const { settings } = acceptedStack();
  const accounts = settings.accounts.map((one) =>
    given === undefined ? one : { ...one, roles: { ...roles, ...given } },
  );
  const entropy = seededEntropy(randoms.stream('ids'));
  const sink = openSink(
    { interval: minute, sink: { s3: { bucket: 'kw-audit', prefix: 'k/', ...account, retainDays: 1 } } },
    {
      host: { files: memoryDisk().files, randoms },
      machine: createMachine({ clock, randoms, entropy, traffic: () => undefined }),
      transport,
      stack: { ...settings, accounts },
      writes,
      signal: new AbortController().signal,
    },
  );
  await sink?.write(head, clock.now());
  return signed;
}

describe('a head is written', () => {
  it.each([
    { by: 'coordination', given: { coordination: 'c' }, writes: true },
    { by: 'coordination', given: { coordination: 'c' }, writes: false },
    { by: 'write', given: {}, writes: true },
    { by: 'write', given: undefined, writes: false },
  ])(
    'writes by the role $by where roles are $given and writes are $writes',
    async ({ by, given, writes }) => {
      expect(await signers(given, writes)).toEqual([by]);
    },
  );

  it('writes never by the write role in a process that only observes', async () => {
    await expect(signers({}, false)).rejects.toMatchObject({
      diagnostic: { code: 'record.sink', hint: expect.stringContaining('roles.coordination') as string },
    });
  });
});
