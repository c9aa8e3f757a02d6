import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import {
  createOrigin,
  describeWith,
  type Origin,
} from '../../src/manifest/sources/git/origin.test-helper.ts';
import { hour } from '../../src/model/instant.ts';
import { account, createGitOps, type GitOps } from './gitops.test-helper.ts';

const opened: Origin[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

function origin(): Origin {
  const made = createOrigin();
  opened.push(made);
  return made;
}

function stackText(more = ''): string {
  return `apiVersion: keywright.dev/v1
kind: Stack
metadata: { name: shop }
spec:
  uid: 0a1b2c3d4e5f
  accounts: [{ id: '${account}', regions: [eu-central-1] }]
${more}`;
}

function keyText(name: string, description: string): string {
  return `apiVersion: keywright.dev/v1
kind: Key
metadata: { name: ${name} }
spec: { description: ${description} }
---
apiVersion: keywright.dev/v1
kind: Alias
metadata: { name: ${name} }
spec: { name: alias/${name}, target: { ref: Key/${name} } }
`;
}

/** Returns one key with this description. */
function described(description: string): Readonly<Record<string, string>> {
  return { 'stack.yaml': stackText(), 'app.yaml': keyText('app', description) };
}

function descriptionIn(aws: GitOps): unknown {
  try {
    const { KeyMetadata } = aws.kms('DescribeKey', { KeyId: 'alias/app' });
    return (KeyMetadata as Record<string, unknown>)['Description'];
  } catch {
    return undefined;
  }
}

describeWith('git', 'ssh-keygen')('a daemon that follows a repository', () => {
  it('applies a commit, then the next one, and records both by their names', async () => {
    const made = origin();
    const first = made.commit(described('one'), 'Describe the key');
    const aws = createGitOps(made);
    const daemon = aws.start();
    await daemon.until('the first commit is applied', () => descriptionIn(aws) === 'one');
    expect(daemon.state().inForce).toMatchObject({ id: first, commit: { subject: 'Describe the key' } });
    const second = made.commit(described('two'));
    await daemon.until('the second commit is applied', () => descriptionIn(aws) === 'two');
    expect(daemon.state().inForce?.id).toBe(second);
    const passed = aws.events.flatMap((event) => (event.is === 'passed' ? [event.result.plan.commit] : []));
    expect(new Set(passed)).toEqual(new Set([first, second]));
    await daemon.stop();
  });

  it.each<readonly [why: string, files: Readonly<Record<string, string>>, code: string]>([
    ['a broken commit', { ...described('two'), 'x.yaml': 'a: [' }, 'manifest.syntax'],
    ['an emptied directory', { 'README.md': 'moved' }, 'manifest.file'],
    ['a commit without its Stack', { 'app.yaml': keyText('app', 'two') }, 'manifest.stack'],
  ])(
    'keeps the last good commit in force after %s, shows why, and still guards it',
    async (_why, files, code) => {
      const made = origin();
      const good = made.commit(described('one'));
      const aws = createGitOps(made);
      const daemon = aws.start();
      await daemon.until('the good commit is applied', () => descriptionIn(aws) === 'one');
      const bad = made.commit(files);
      const state = await daemon.until('the bad commit is shown', ({ wanted }) => wanted?.id === bad);
      expect(state.inForce?.id).toBe(good);
      expect(state.wanted).toMatchObject({ is: 'refused', diagnostics: [expect.objectContaining({ code })] });
      aws.kms('UpdateKeyDescription', { KeyId: idOfKey(aws), Description: 'changed by hand' });
      await daemon.until('the drift is put back', () => descriptionIn(aws) === 'one');
      expect(aws.kms('ListKeys', {})['Keys']).toHaveLength(1);
      const next = made.commit(described('three'));
      await daemon.until('the next good commit is applied', () => descriptionIn(aws) === 'three');
      expect(daemon.state()).toMatchObject({ inForce: { id: next }, wanted: undefined });
      await daemon.stop();
    },
  );

  it('lets a rewritten history wait, and continues with the commit that it took', async () => {
    const made = origin();
    const base = made.commit(described('one'));
    const taken = made.commit(described('two'));
    const aws = createGitOps(made);
    const daemon = aws.start();
    await daemon.until('it is applied', () => descriptionIn(aws) === 'two');
    made.git('reset', '--quiet', '--hard', base);
    const rewritten = made.commit(described('three'));
    const state = await daemon.until('it waits', ({ wanted }) => wanted?.id === rewritten);
    expect(state).toMatchObject({ inForce: { id: taken }, wanted: { is: 'waits' } });
    await aws.clock.sleep(2 * hour);
    expect(descriptionIn(aws)).toBe('two');
    await daemon.stop();
  });

  it('ends with what was committed last, also during a pass', async () => {
    const made = origin();
    made.commit(described('one'));
    const aws = createGitOps(made);
    const daemon = aws.start();
    await daemon.until('a pass is under way', () => descriptionIn(aws) !== undefined || started(aws));
    const last = made.commit(described('two'));
    await daemon.until('the last commit is applied', () => descriptionIn(aws) === 'two');
    expect(daemon.state().inForce?.id).toBe(last);
    expect(aws.kms('ListKeys', {})['Keys']).toHaveLength(1);
    await daemon.stop();
  });

  it('guards on after a restart while the repository cannot be reached, and takes what came when it can', async () => {
    const made = origin();
    const good = made.commit(described('one'));
    const aws = createGitOps(made);
    const before = aws.start();
    await before.until('it is applied', () => descriptionIn(aws) === 'one');
    await before.stop();
    const away = `${made.repository}-away`;
    renameSync(made.repository, away);
    const daemon = aws.start();
    const state = await daemon.until('it guards', ({ inForce }) => inForce !== undefined);
    expect(state).toMatchObject({ inForce: { id: good }, wanted: { is: 'unreachable' } });
    aws.kms('UpdateKeyDescription', { KeyId: idOfKey(aws), Description: 'changed by hand' });
    await daemon.until('the drift is put back', () => descriptionIn(aws) === 'one');
    renameSync(away, made.repository);
    made.commit(described('two'));
    await daemon.until('the new commit is applied', () => descriptionIn(aws) === 'two');
    expect(daemon.state().wanted).toBeUndefined();
    await daemon.stop();
  });

  it('lets wait what a commit loosens, and applies the rest of it', async () => {
    const made = origin();
    made.commit(described('one'));
    const aws = createGitOps(made);
    const daemon = aws.start();
    await daemon.until('it is applied', () => descriptionIn(aws) === 'one');
    made.commit({
      'stack.yaml': stackText(`  trustedAccounts: ['444455556666']\n`),
      'app.yaml': keyText('app', 'two'),
    });
    await daemon.until('the rest is applied', () => descriptionIn(aws) === 'two');
    expect(daemon.state().plan?.stackChange).toMatchObject({
      loosened: [{ path: '/spec/trustedAccounts' }],
      gate: { is: 'approval', classes: ['loosen'] },
    });
    await daemon.stop();
  });
});

describeWith('git', 'ssh-keygen')('a daemon that wants signed commits', () => {
  it('lets wait what somebody not on the list committed, also below a signed commit', async () => {
    const made = origin();
    const file = (name: string): string => join(made.root, name);
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file('alice')]);
    writeFileSync(file('signers'), `alice@example.com ${readFileSync(file('alice.pub'), 'utf8')}`);
    made.git('config', 'gpg.format', 'ssh');
    made.git('config', 'user.signingKey', file('alice'));
    made.git('config', 'commit.gpgSign', 'true');
    const signed = made.commit(described('one'));
    const aws = createGitOps(made, { '--source-git-signers-file': file('signers') });
    const daemon = aws.start();
    await daemon.until('the signed commit is applied', () => descriptionIn(aws) === 'one');
    made.git('config', 'commit.gpgSign', 'false');
    const strange = made.commit(described('two'));
    made.git('config', 'commit.gpgSign', 'true');
    const above = made.commit(described('three'));
    const state = await daemon.until('it waits', ({ wanted }) => wanted?.id === above);
    expect(state).toMatchObject({ inForce: { id: signed }, wanted: { is: 'waits' } });
    expect(state.wanted?.why).toContain(strange);
    await aws.clock.sleep(hour);
    expect(descriptionIn(aws)).toBe('one');
    await daemon.stop();
  });
});

describeWith('git')('a daemon that watches a work tree', () => {
  it('refuses a Stack that keeps its lease and decisions where a commit can write them', async () => {
    const made = origin();
    const inside = join(made.repository, 'state');
    made.commit({
      ...described('one'),
      'stack.yaml': stackText(`  coordination: { directory: ${inside} }\n`),
    });
    const aws = createGitOps(made, { '--source-directory': made.repository });
    const daemon = aws.start();
    const state = await daemon.until('it is refused', ({ wanted }) => wanted?.is === 'refused');
    expect(state.wanted?.diagnostics.map(({ code }) => code)).toEqual(['store.inside-manifests']);
    made.commit(described('one'));
    await daemon.until('it is applied once it is elsewhere', () => descriptionIn(aws) === 'one');
    await daemon.stop();
  });
});

function started(aws: GitOps): boolean {
  return (aws.kms('ListKeys', {})['Keys'] as readonly unknown[]).length > 0;
}

function idOfKey(aws: GitOps): string {
  const { KeyMetadata } = aws.kms('DescribeKey', { KeyId: 'alias/app' });
  return String((KeyMetadata as Record<string, unknown>)['KeyId']);
}
