import { describe, expect, it } from 'vitest';
import { applyJsonSchema } from '../../src/report/formats/apply.ts';
import { planJsonSchema } from '../../src/report/formats/plan.ts';
import { createDirectoryStore } from '../../src/store/directory/store.ts';
import { storeFiles } from '../../src/store/files.ts';
import { createDesk, exampleManifests, morning, type Desk, exampleSize } from './desk.test-helper.ts';
import { expectGolden } from './golden.test-helper.ts';
import { acquireAt } from '../../src/store/places.test-helper.ts';

const noChanges = 'No changes. AWS matches the manifests.\n';

/** Makes a desk on which the example estate is in the directory `aws`. */
async function settled(): Promise<Desk> {
  const desk = createDesk();
  expect((await desk.run('apply', '--sandbox=aws', '--yes')).exit).toBe(0);
  return desk;
}

/** Returns the example estate with one text of its keys replaced by another. */
function changedKeys(from: string, to: string): Promise<string> {
  const text = exampleManifests()['manifests/keys.yaml'] ?? '';
  expect(text).toContain(from);
  return Promise.resolve(text.replace(from, to));
}

/** Declares as disabled a key that encrypts no bucket: disabling one that does is refused before AWS is asked. */
function backupsDisabled(): Promise<string> {
  const until = 'description: Encrypts backups\n  enabled: ';
  return changedKeys(`${until}true`, `${until}false`);
}

async function keyIdOf(desk: Desk, description: string): Promise<string> {
  const world = (await desk.disk.files.read('aws/world.json')) ?? '';
  const found = new RegExp(
    `"([0-9a-f]{8}-[0-9a-f-]{27})":\\[\\[[^\\]]*?"description":"${description}"`,
    'u',
  ).exec(world);
  return found?.[1] ?? 'no such key';
}

describe('the example estate', () => {
  it('is planned and made, then there is nothing left to do', async () => {
    const desk = createDesk();
    const first = await desk.run('apply', '--sandbox=aws', '--yes');
    expect(first.exit).toBe(0);
    expectGolden('apply.out.txt', first.out);
    expectGolden('apply.err.txt', first.err);
    expect(await desk.run('apply', '--sandbox=aws', '--yes')).toMatchObject({
      exit: 0,
      out: noChanges,
      err: '',
    });
    expect(await desk.run('plan', '--sandbox=aws')).toMatchObject({ exit: 0, out: noChanges, err: '' });
  });

  it('leaves nothing behind without a directory', async () => {
    const desk = createDesk();
    const before = desk.disk.contents();
    expect((await desk.run('apply', '--sandbox', '--yes')).exit).toBe(0);
    expect(desk.disk.contents()).toEqual(before);
  });

  it.each([
    { why: 'of a new world', first: false, exit: 2 },
    { why: 'of a world that stands', first: true, exit: 0 },
  ])('leaves every byte in a dry run $why', async ({ first, exit }) => {
    const desk = first ? await settled() : createDesk();
    const before = desk.disk.contents();
    expect((await desk.run('apply', '--sandbox=aws', '--dry-run')).exit).toBe(exit);
    expect((await desk.run('plan', '--sandbox=aws', '-o', 'json')).exit).toBe(exit);
    expect(desk.disk.contents()).toEqual(before);
  });

  it('applies in parts', async () => {
    const desk = createDesk();
    const part = await desk.run(
      'apply',
      '--sandbox=aws',
      '--yes',
      '--target',
      'BucketEncryption/customer-data',
    );
    expect(part.exit).toBe(0);
    expect(part.out).toContain('3 added');
    const rest = await desk.run('apply', '--sandbox=aws', '--yes', '--exclude', 'Alias/backups-current');
    expect(rest.out).toContain(`${exampleSize - 3 - 1} added`);
    expect((await desk.run('plan', '--sandbox=aws')).out).toContain(
      'Plan: 1 to add, 0 to change, 0 to destroy.',
    );
  });

  it('speaks JSON: one document on stdout', async () => {
    const desk = createDesk();
    const planned = await desk.run('plan', '--sandbox=aws', '-o', 'json', '--commit', 'abc123');
    expect(planJsonSchema.parse(JSON.parse(planned.out))).toMatchObject({
      commit: 'abc123',
      counts: { add: exampleSize },
    });
    const applied = await desk.run('apply', '--sandbox=aws', '--yes', '-o', 'json');
    expect(applyJsonSchema.parse(JSON.parse(applied.out))).toMatchObject({
      counts: { added: exampleSize, failed: 0 },
    });
    const again = await desk.run('apply', '--sandbox=aws', '--yes', '-o', 'json');
    expect(applyJsonSchema.parse(JSON.parse(again.out))).toMatchObject({
      counts: { added: 0 },
      calls: { writes: 0 },
    });
  });

  it('speaks Markdown for a pull request', async () => {
    const { out } = await createDesk().run('plan', '--sandbox', '-o', 'markdown');
    expect(out.startsWith(`### Keywright plan for \`example\`\n\n**Plan: ${exampleSize} to add`)).toBe(true);
  });

  it('shows every call with its input where asked', async () => {
    const { out, err } = await createDesk().run('apply', '--sandbox', '--yes', '--calls=full');
    expect(out).toContain('kms:CreateKey');
    expect(out).toContain('"keywright:address"');
    expect(err).toContain('Key/backups: → kms:CreateKey');
  });

  it.each([
    { why: 'on a terminal', typed: ['yes'], variables: {}, argv: [], coloured: true },
    { why: 'but not with --no-color', typed: ['yes'], variables: {}, argv: ['--no-color'], coloured: false },
    { why: 'nor with NO_COLOR', typed: ['yes'], variables: { NO_COLOR: '1' }, argv: [], coloured: false },
    { why: 'nor on a dumb terminal', typed: ['yes'], variables: { TERM: 'dumb' }, argv: [], coloured: false },
  ])('is coloured $why', async ({ typed, variables, argv, coloured }) => {
    const { exit, out } = await createDesk({ typed, variables }).run('apply', '--sandbox', ...argv);
    expect(exit).toBe(0);
    expect(out.includes('\u001b[')).toBe(coloured);
  });
});

describe('a person is asked', () => {
  it('asks once after the plan, and a yes releases all shown steps', async () => {
    const desk = await settled();
    await desk.disk.files.write('manifests/keys.yaml', await backupsDisabled());
    const { exit, out, err } = await desk.runWith({ typed: ['yes'] }, 'apply', '--sandbox=aws', '--no-color');
    expect(exit).toBe(0);
    expect(
      err.match(/Do you want to perform these actions\?\n {2}Only 'yes' will be accepted: yes/gu),
    ).toHaveLength(1);
    expect(out).toContain('Apply complete! 0 added, 1 changed, 0 destroyed.');
  });

  it.each(['no', 'y', 'YES', '', undefined])('does not take %j as yes', async (answer) => {
    const desk = createDesk({ typed: answer === undefined ? [] : [answer] });
    const { exit, err } = await desk.run('apply', '--sandbox=aws');
    expect(exit).toBe(1);
    expect(err).toContain('Not applied: nothing was changed.');
    expect((await desk.run('plan', '--sandbox=aws')).out).toContain(`Plan: ${exampleSize} to add`);
  });

  it('asks nothing when there is nothing to do', async () => {
    const desk = await settled();
    const { exit, out, err } = await desk.runWith({ typed: [] }, 'apply', '--sandbox=aws', '--no-color');
    expect({ exit, out, err }).toEqual({ exit: 0, out: noChanges, err: '' });
  });
});

describe('--yes', () => {
  it('releases only what needs no approval; --approve names the rest', async () => {
    const desk = await settled();
    await desk.disk.files.write('manifests/keys.yaml', await backupsDisabled());
    const waits = await desk.run('apply', '--sandbox=aws', '--yes');
    expect(waits.exit).toBe(3);
    expect(waits.out).toContain('approve with --yes --approve=disable');
    const wrong = await desk.run('apply', '--sandbox=aws', '--yes', '--approve=widen');
    expect(wrong.exit).toBe(3);
    expect((await desk.run('apply', '--sandbox=aws', '--yes', '--approve=widen,disable')).exit).toBe(0);
    expect(await desk.run('plan', '--sandbox=aws')).toMatchObject({ exit: 0 });
  });
});

describe('drift', () => {
  it('shows and reverts drift with its old value', async () => {
    const desk = await settled();
    const keyId = await keyIdOf(desk, 'Encrypts backups');
    const input = { KeyId: keyId, Description: 'changed by hand' };
    expect(await desk.raw('aws', { service: 'kms', operation: 'UpdateKeyDescription', input })).toMatchObject(
      { is: 'ok' },
    );

    const planned = await desk.run('plan', '--sandbox=aws');
    expect(planned.exit).toBe(2);
    expectGolden('drift.out.txt', planned.out.replaceAll(keyId, 'KEY-ID'));
    const applied = await desk.run('apply', '--sandbox=aws', '--yes');
    expect(applied.exit).toBe(0);
    expect(await desk.run('plan', '--sandbox=aws')).toMatchObject({ exit: 0, out: noChanges });
  });

  it('waits for approval when a repair gives access back', async () => {
    const desk = await settled();
    // Who moved is known of what a run has seen in order: nothing was written for `enabled: true`.
    await desk.run('apply', '--sandbox=aws', '--yes');
    const keyId = await keyIdOf(desk, 'Encrypts backups');
    await desk.raw('aws', { service: 'kms', operation: 'DisableKey', input: { KeyId: keyId } });
    const held = await desk.run('apply', '--sandbox=aws', '--yes');
    expect(held.exit).toBe(3);
    expect(held.out).toContain('approve with --yes --approve=repair');
    expect((await desk.run('apply', '--sandbox=aws', '--yes', '--approve=repair')).exit).toBe(0);
    expect(await desk.run('plan', '--sandbox=aws')).toMatchObject({ exit: 0 });
  });
});

/** The Stack of the example estate in `manifests/`. */
const exampleStack = { name: 'example', uid: '7f3a9c21' };

describe('the lease', () => {
  async function heldBy(holder: string, lasts = 3_600_000): Promise<Desk> {
    const desk = await settled();
    const store = createDirectoryStore(storeFiles(desk.disk.files), 'aws', exampleStack, {
      now: () => morning,
    });
    await acquireAt(store.journal, holder, lasts, morning);
    return desk;
  }

  it.each([
    { why: 'a living process of this host', holder: 'grace@desk:77', alive: [77] },
    { why: 'a process of another host, of which nothing is known', holder: 'grace@elsewhere:78', alive: [] },
  ])('names the holder of a lease $why and leaves it alone', async ({ holder, alive }) => {
    const desk = await heldBy(holder);
    await desk.disk.files.write(
      'manifests/keys.yaml',
      await changedKeys('Encrypts backups', 'Encrypts all backups'),
    );
    const { exit, out, err } = await desk.runWith({ alive }, 'apply', '--sandbox=aws', '--yes');
    expect(exit).toBe(1);
    expect(out).toBe('');
    expect(err).toContain(`${holder} holds the lease of this stack until 2026-11-02T10:`);
    expect((await desk.run('plan', '--sandbox=aws')).exit, 'planning needs no lease').toBe(2);
  });

  it('waits out the lease of a dead process of this host, then continues', async () => {
    const desk = await heldBy('grace@desk:77');
    const { exit, out, err } = await desk.run('apply', '--sandbox=aws', '--yes', '--timeout=1h');
    expect({ exit, out }).toEqual({ exit: 0, out: noChanges });
    expect(err).toMatch(
      /grace@desk:77 ended without releasing the lease of this stack; waiting 1m30s for it to expire/u,
    );
  });

  it('refuses the lease of a dead process when it lasts longer than the run may wait', async () => {
    const desk = await heldBy('grace@desk:77');
    const { exit, err } = await desk.run('apply', '--sandbox=aws', '--yes', '--timeout=0');
    expect(exit).toBe(1);
    expect(err).toContain('(store.lease-held)');
    expect(err).not.toContain('waiting until');
  });

  it('watches an expired lease of another host, then continues', async () => {
    const desk = await heldBy('grace@elsewhere:78', -60_000);
    const { exit, out, err } = await desk.run('apply', '--sandbox=aws', '--yes');
    expect({ exit, out }).toEqual({ exit: 0, out: noChanges });
    expect(err.replaceAll(/\s+/gu, ' ')).toContain(
      'grace@elsewhere:78 has not released the lease of this stack, which expired at 2026-11-02T08:59:00.000Z by the clock of this machine. That clock may be wrong, so Keywright watches the lease for 1m30s',
    );
  });

  it('refuses an expired lease of another host when the watch takes longer than the run may wait', async () => {
    const desk = await heldBy('grace@elsewhere:78', -60_000);
    const { exit, out, err } = await desk.run('apply', '--sandbox=aws', '--yes', '--timeout=1m');
    expect({ exit, out }).toEqual({ exit: 1, out: '' });
    expect(err.replaceAll(/\s+/gu, ' ')).toContain('watch it for 1m30s with --timeout 1m30s or more');
    expect(err).not.toContain('Watching');
  });

  it('leaves the lease of another host alone when Ctrl-C ends the watch', async () => {
    const desk = await heldBy('grace@elsewhere:78', -60_000);
    const { exit, out, err } = await desk.runWith(
      {
        watch(text, press) {
          if (text.includes('watches the lease')) press('SIGINT');
        },
      },
      'apply',
      '--sandbox=aws',
      '--yes',
    );
    expect({ exit, out }).toEqual({ exit: 1, out: '' });
    expect(err).toContain('Stopped before anything was changed.');
  });
});

describe('Ctrl-C', () => {
  it('lets what is in flight finish and reports the rest; the next run does it', async () => {
    const desk = createDesk();
    let pressed = false;
    const { exit, out, err, killed } = await desk.runWith(
      {
        watch(text, press) {
          if (pressed || !text.includes(': created [')) return;
          pressed = true;
          press('SIGINT');
        },
      },
      'apply',
      '--sandbox=aws',
      '--yes',
    );
    expect(exit).toBe(1);
    expect(err).toContain('Stopping: what is in flight finishes, nothing new starts.');
    expect(out).toContain('Not started:');
    expect(killed).toEqual([]);
    // The bucket of the lifecycle is there by now, and may hold objects.
    expect((await desk.run('apply', '--sandbox=aws', '--yes', '--approve=delete')).exit).toBe(0);
    const world = (await desk.disk.files.read('aws/world.json')) ?? '';
    expect(world.match(/"description":"Encrypts backups"/gu), 'one key for each address').toHaveLength(1);
  });

  it('aborts at once at the second Ctrl-C', async () => {
    const { killed } = await createDesk().runWith(
      {
        watch(text, press) {
          if (!text.includes('Key/backups: creating…')) return;
          press('SIGINT');
          press('SIGTERM');
        },
      },
      'apply',
      '--sandbox=aws',
      '--yes',
    );
    expect(killed).toEqual([130]);
  });

  it('takes Ctrl-C at the question as a no', async () => {
    const { exit, err } = await createDesk().runWith(
      {
        typed: ['yes'],
        watch(text, press) {
          if (text.includes('Do you want')) press('SIGINT');
        },
      },
      'apply',
      '--sandbox=aws',
    );
    expect(exit).toBe(1);
    expect(err).toContain('Stopped before anything was changed.');
  });
});

describe('damage on disk', () => {
  it.each([
    { why: 'a journal', file: 'aws/journal.jsonl', code: 'store.corrupt-journal' },
    { why: 'a world', file: 'aws/world.json', code: 'cli.sandbox-world' },
  ])('$why stops the run with a message', async ({ file, code }) => {
    const desk = await settled();
    const whole = (await desk.disk.files.read(file)) ?? '';
    await desk.disk.files.write(file, `${whole.slice(0, 60)}\u0000${whole.slice(61)}`);
    const before = desk.disk.contents();
    for (const argv of [
      ['apply', '--sandbox=aws', '--yes'],
      ['plan', '--sandbox=aws'],
    ]) {
      const { exit, out, err } = await desk.run(...argv);
      expect(exit).toBe(1);
      expect(out).toBe('');
      expect(err).toContain(code);
      expect(err).not.toMatch(/^\s+at /mu);
    }
    expect(desk.disk.contents()).toEqual(before);
  });

  it('warns only about a damaged memory', async () => {
    const desk = await settled();
    await desk.disk.files.append('aws/memory.jsonl', 'not a line\n');
    const { exit, err } = await desk.run('plan', '--sandbox=aws');
    expect(exit).toBe(0);
    expect(err).toContain('store.memory-unreadable');
  });
});

describe('an alias without its manifest', () => {
  it('fails --fail-on orphans until forget lets it go', async () => {
    const desk = createDesk();
    const stack = `apiVersion: keywright.dev/v1
kind: Stack
metadata: { name: t }
spec: { uid: 5d41402a, accounts: [{ id: '111122223333', regions: [eu-central-1] }] }
---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: k }
spec: { description: k }
`;
    const alias = `---
apiVersion: keywright.dev/v1
kind: Alias
metadata: { name: old }
spec: { name: alias/old, target: { ref: Key/k } }
`;
    await desk.disk.files.write('m/a.yaml', stack + alias);
    expect((await desk.run('apply', 'm', '--sandbox=aws', '--yes')).exit).toBe(0);
    await desk.disk.files.write('m/a.yaml', stack);
    const argv = ['plan', 'm', '--sandbox=aws'] as const;
    expect((await desk.run(...argv)).out).toContain('Alias/old (111122223333/eu-central-1) [name=alias/old]');
    expect((await desk.run(...argv)).exit).toBe(0);
    expect((await desk.run(...argv, '--fail-on', 'orphans')).exit).toBe(2);
    expect((await desk.run('status', 'm', '--sandbox=aws', '--fail-on', 'orphans')).exit).toBe(2);
    const forgotten = await desk.run('forget', 'Alias/old', 'm', '--sandbox=aws', '--yes');
    expect(forgotten.exit).toBe(0);
    expect(await desk.run(...argv, '--fail-on', 'orphans')).toMatchObject({ exit: 0, out: noChanges });
    expect((await desk.run('status', 'm', '--sandbox=aws', '--fail-on', 'orphans')).exit).toBe(0);
  });
});

describe('forget', () => {
  it('drops what is remembered, after asking; AWS stays as it is', async () => {
    const desk = await settled();
    const world = await desk.disk.files.read('aws/world.json');
    const kept = await desk.runWith({ typed: ['no'] }, 'forget', 'Key/backups', '--sandbox=aws');
    expect(kept).toMatchObject({ exit: 1 });
    const forgotten = await desk.runWith({ typed: ['yes'] }, 'forget', 'Key/backups', '--sandbox=aws');
    expect(forgotten.exit).toBe(0);
    expect(forgotten.err).toContain('Key/backups is forgotten.');
    expect(await desk.disk.files.read('aws/world.json')).toBe(world);
    const again = await desk.run('forget', 'Key/backups', '--sandbox=aws', '--yes');
    expect(again.err).toContain('Keywright has no recorded state of Key/backups.');
    expect(await desk.run('plan', '--sandbox=aws'), 'the mark still finds the key').toMatchObject({
      exit: 0,
    });
  });
});
