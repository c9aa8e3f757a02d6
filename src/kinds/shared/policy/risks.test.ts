import { expect, it } from 'vitest';
import type { Settings } from '../../../model/resource.ts';
import { trustOf } from './risks.ts';

const [first, second, trusted] = ['111122223333', '444455556666', '777788889999'];
function role(name: string): string {
  return `arn:aws:iam::${first}:role/${name}`;
}

const settings = {
  partition: 'aws',
  accounts: [
    { id: first, regions: [], roles: { read: role('read'), write: role('write') } },
    { id: second, regions: [] },
  ],
  trustedAccounts: [trusted],
  keyAdministrators: [role('admin')],
} as unknown as Settings;

// A trusted account may use what it is given, and the read role never writes: neither may get PutKeyPolicy unseen.
it('counts as administrators the roots of own accounts, the listed ones and the write role only', () => {
  const place = { account: first ?? '', region: 'eu-central-1' };
  expect(trustOf('key', { settings, place }).administrators).toEqual([
    `arn:aws:iam::${first}:root`,
    `arn:aws:iam::${second}:root`,
    role('admin'),
    role('write'),
  ]);
});
