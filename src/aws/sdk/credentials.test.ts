import { describe, expect, it } from 'vitest';
import { virtualClock } from '../../runtime/virtual-clock.ts';
import { createCredentials, sessionName, type AssumeRoleInput, type AwsCredentials } from './credentials.ts';

const prod = {
  id: '111122223333',
  roles: { read: 'arn:aws:iam::111122223333:role/read', write: 'arn:aws:iam::111122223333:role/write' },
  externalId: 'tenant-7',
  regions: ['eu-central-1'],
};
const bare = { id: '444455556666', regions: ['eu-central-1'] };
const start: AwsCredentials = { accessKeyId: 'start', secretAccessKey: 'x' };

function setUp(fail: readonly number[] = []) {
  const clock = virtualClock(0);
  const asked: AssumeRoleInput[] = [];
  const credentials = createCredentials({
    accounts: [prod, bare],
    session: 'payments/abc123',
    clock,
    base: async () => start,
    async assume(input) {
      asked.push(input);
      if (fail.includes(asked.length)) throw new Error('AccessDenied');
      return {
        ...start,
        accessKeyId: `session-${asked.length}`,
        expiration: new Date(clock.now() + 3_600_000),
      };
    },
  });
  const read = (): Promise<AwsCredentials> => credentials.of(prod.id, 'read', 'eu-central-1')();
  return { clock, asked, credentials, read };
}

describe('a role', () => {
  it('is assumed once for all who ask, with the external id and a name that tells the stack', async () => {
    const { asked, read } = setUp();
    await Promise.all([read(), read(), read()]);
    expect(asked).toEqual([
      { RoleArn: prod.roles.read, RoleSessionName: 'keywright-payments-abc123', ExternalId: 'tenant-7' },
    ]);
  });

  it('is another for reading than for writing', async () => {
    const { asked, credentials, read } = setUp();
    await read();
    expect(asked.map((input) => input.RoleArn)).toEqual([prod.roles.read]);
    await credentials.of(prod.id, 'write', 'eu-central-1')();
    expect(asked.map((input) => input.RoleArn)).toEqual([prod.roles.read, prod.roles.write]);
  });

  it('has one session for each source identity, and forgets those that ended', async () => {
    const { clock, asked, credentials } = setUp();
    const write = (source: string): Promise<AwsCredentials> =>
      credentials.of(prod.id, 'write', 'eu-central-1', source)();
    const [first, same, other] = [await write('p1.ada'), await write('p1.ada'), await write('p2.bob')];
    expect(same).toBe(first);
    expect(other).not.toBe(first);
    expect(asked.map(({ SourceIdentity }) => SourceIdentity)).toEqual(['p1.ada', 'p2.bob']);
    await clock.sleep(60 * 60_000);
    await write('p1.ada');
    expect(asked).toHaveLength(3);
  });

  it('is renewed five minutes before its session ends, not earlier', async () => {
    const { clock, asked, read } = setUp();
    await read();
    await clock.sleep(54 * 60_000);
    await read();
    expect(asked).toHaveLength(1);
    await clock.sleep(60_000);
    expect((await read()).accessKeyId).toBe('session-2');
  });

  it('is assumed again after a failure, and after AWS called the session expired', async () => {
    const { asked, credentials, read } = setUp([1]);
    await expect(read()).rejects.toThrow('AccessDenied');
    await credentials.forget(prod.id, 'read', await read());
    await read();
    expect(asked).toHaveLength(3);
  });
});

it('keeps the session that another caller got when a late answer calls the one before expired', async () => {
  const { asked, credentials, read } = setUp();
  const before = await read();
  await credentials.forget(prod.id, 'read', before);
  const after = await read();
  await credentials.forget(prod.id, 'read', before);
  expect(await read()).toBe(after);
  expect(asked).toHaveLength(2);
});

it('uses what Keywright was started with where the Stack names no roles', async () => {
  const { asked, credentials } = setUp();
  expect(await credentials.of(bare.id, 'write', 'eu-central-1')()).toBe(start);
  expect(asked).toEqual([]);
});

it('makes session names that STS takes', () => {
  expect(sessionName('a b/ü')).toBe('keywright-a-b-');
  expect(sessionName('x'.repeat(100))).toHaveLength(64);
});
