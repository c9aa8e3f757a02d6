import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import {
  createOrigin,
  describeWith,
  type Origin,
} from '../../src/manifest/sources/git/origin.test-helper.ts';
import { hour } from '../../src/model/instant.ts';
import { realDatabases } from '../../src/runtime/database.ts';
import { account, createGitOps, type GitOps } from './gitops.test-helper.ts';

const opened: Origin[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

const stack = `apiVersion: keywright.dev/v1
kind: Stack
metadata: { name: shop }
spec:
  uid: 0a1b2c3d4e5f
  accounts: [{ id: '${account}', regions: [eu-central-1] }]
`;
const key = `apiVersion: keywright.dev/v1
kind: Key
metadata: { name: app }
spec: { description: Encrypts orders }
`;

function origin(): Origin {
  const made = createOrigin();
  opened.push(made);
  made.commit({ 'stack.yaml': stack, 'app.yaml': key });
  return made;
}

function keysIn(aws: GitOps): readonly unknown[] {
  return aws.kms('ListKeys', {})['Keys'] as readonly unknown[];
}

function codesOf({ events }: GitOps): readonly string[] {
  return events.flatMap((event) => (event.is === 'failed' ? [event.diagnostic.code] : []));
}

describeWith('git', 'ssh-keygen')('disasters of a daemon, as docs/disaster-recovery.md tells them', () => {
  it('moves a damaged history aside, begins a new one, and makes no second key', async () => {
    const made = origin();
    const aws = createGitOps(made);
    const before = aws.start();
    await before.until('the key is there', () => keysIn(aws).length === 1);
    await before.stop();
    const data = join(made.root, 'data');
    writeFileSync(join(data, 'history.sqlite'), 'nonsense '.repeat(1_000));
    const after = aws.start();
    await after.until('it is told', () => codesOf(aws).includes('store.damaged-history'));
    await aws.clock.sleep(2 * hour);
    expect(keysIn(aws)).toHaveLength(1);
    expect(readdirSync(data).some((name) => name.startsWith('history.sqlite.damaged-'))).toBe(true);
    await after.stop();
  });

  it('writes nothing while its history belongs to another user, and continues once it may', async () => {
    const made = origin();
    const real = realDatabases();
    let closed = true;
    const aws = createGitOps(made, {}, undefined, {
      ...real,
      open(path) {
        if (closed)
          throw Object.assign(new Error(`EACCES: permission denied, open '${path}'`), { code: 'EACCES' });
        return real.open(path);
      },
    });
    const daemon = aws.start();
    await daemon.until('it is told', () => codesOf(aws).includes('store.forbidden'));
    await aws.clock.sleep(hour);
    expect(keysIn(aws)).toHaveLength(0);
    closed = false;
    await daemon.until('the key is there', () => keysIn(aws).length === 1);
    await daemon.stop();
  });
});
