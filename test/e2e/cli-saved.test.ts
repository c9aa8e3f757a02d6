import { describe, expect, it } from 'vitest';
import { applyJsonSchema } from '../../src/report/formats/apply.ts';
import { planJsonSchema } from '../../src/report/formats/plan.ts';
import { digestOf } from '../../src/model/digest.ts';
import type { Tree } from '../../src/model/tree.ts';
import { keyYaml, manifests } from '../support/estate-facts.ts';
import { createDesk, exampleManifests, type Desk } from './desk.test-helper.ts';
import { expectGolden } from './golden.test-helper.ts';

const keys = 'manifests/keys.yaml';

/** Makes a desk with the example estate in the directory `aws`, and a plan of three changes in `plan.json`. */
async function planned(): Promise<Desk> {
  const desk = createDesk();
  expect((await desk.run('apply', '--sandbox=aws', '--yes')).exit).toBe(0);
  const text = (exampleManifests()[keys] ?? '')
    .replace('description: Encrypts backups', 'description: Encrypts what is kept for years')
    .replace('periodInDays: 365', 'periodInDays: 300')
    .replace('data-class: internal', 'data-class: secret');
  await desk.disk.files.write(keys, text);
  const { exit, err } = await desk.run('plan', '--sandbox=aws', '--out', 'plan.json', '--commit', 'abc123');
  expect({ exit, err }).toEqual({
    exit: 2,
    err: '\nSaved. To apply it before 2026-11-03T09:00:00.000Z: reconcile apply plan.json --sandbox=aws\n',
  });
  return desk;
}

/** Joins a text into one line, wherever it was wrapped. */
function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ');
}

/** Replaces the description of the key for backups in AWS. */
async function drift(desk: Desk): Promise<void> {
  const world = (await desk.disk.files.read('aws/world.json')) ?? '';
  expect(world).toContain('"description":"Encrypts backups"');
  await desk.disk.files.write(
    'aws/world.json',
    world.replace('"description":"Encrypts backups"', '"description":"Changed by hand"'),
  );
}

/** Edits a field of the saved plan and makes its digest anew: by somebody who means it. */
async function edit(desk: Desk, change: (file: Record<string, Tree>) => void): Promise<void> {
  const { digest: _, ...file } = JSON.parse((await desk.disk.files.read('plan.json')) ?? '') as Record<
    string,
    Tree
  >;
  change(file);
  await desk.disk.files.write('plan.json', JSON.stringify({ digest: digestOf(file), ...file }));
}

describe('a plan is saved', () => {
  it('writes nothing else', async () => {
    const desk = createDesk();
    const before = [...desk.disk.contents().keys()];
    expect((await desk.run('plan', '--sandbox', '--out', 'plan.json')).exit).toBe(2);
    expect([...desk.disk.contents().keys()].filter((name) => !before.includes(name))).toEqual(['plan.json']);
  });

  it.each([
    { out: '', says: '--out needs a file name' },
    { out: 'manifests', says: 'manifests is a directory' },
    { out: 'nowhere/plan.json', says: 'no such directory: nowhere' },
    {
      out: keys,
      says: 'manifests/keys.yaml already exists and is not a saved plan; it was not overwritten',
    },
  ])('refuses "$out" as an output', async ({ out, says }) => {
    const desk = createDesk();
    const before = desk.disk.contents();
    const { exit, err } = await desk.run('plan', '--sandbox', '--out', out);
    expect(exit).toBe(1);
    expect(oneLine(err)).toContain(`error: ${says} (plan.unwritable)`);
    expect(desk.disk.contents()).toEqual(before);
  });

  it('overwrites an older plan, and does not become a manifest beside manifests', async () => {
    const desk = createDesk();
    for (const _ of [1, 2])
      expect((await desk.run('plan', '--sandbox', '--out', 'manifests/plan.json')).exit).toBe(2);
    expect((await desk.run('validate')).exit).toBe(0);
  });

  it('saves in a dry run of apply too, but not in an apply', async () => {
    const desk = createDesk();
    expect((await desk.run('apply', '--sandbox', '--dry-run', '--out', 'plan.json')).exit).toBe(2);
    expect(await desk.run('apply', '--sandbox', '--yes', '--out', 'plan.json')).toMatchObject({ exit: 1 });
  });
});

describe('a saved plan is shown', () => {
  it('shows a saved plan unchanged, without AWS', async () => {
    const desk = await planned();
    await desk.disk.files.remove('aws');
    const { exit, out, err } = await desk.run('show', 'plan.json');
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expectGolden('saved-show.out.txt', out);
    expectGolden('saved-show.md', (await desk.run('show', 'plan.json', '-o', 'markdown')).out);
  });

  it('shows a saved plan as JSON', async () => {
    const desk = await planned();
    const { out } = await desk.run('show', 'plan.json', '-o', 'json');
    expect(planJsonSchema.parse(JSON.parse(out))).toMatchObject({
      commit: 'abc123',
      counts: { change: 2 },
      saved: { expiresAt: Date.parse('2026-11-03T09:00:00.000Z'), already: [] },
    });
  });
});

describe('a saved plan is applied', () => {
  it('applies a saved plan as shown, and has nothing left the second time', async () => {
    const desk = await planned();
    // The manifests are not needed any more.
    await desk.disk.files.remove('manifests');
    const first = await desk.run('apply', 'plan.json', '--sandbox=aws', '--yes');
    expect(first).toMatchObject({ exit: 0 });
    expect(first.out).toContain('Apply complete! 0 added, 2 changed, 0 destroyed.');
    const second = await desk.run('apply', 'plan.json', '--sandbox=aws', '--yes');
    expect(second.exit).toBe(0);
    expectGolden('saved-again.out.txt', second.out);
  });

  it('applies a saved plan after a question', async () => {
    const desk = await planned();
    const no = await desk.runWith({ typed: ['no'] }, 'apply', 'plan.json', '--sandbox=aws', '--no-color');
    expect(no).toMatchObject({ exit: 1 });
    expect(no.err).toContain('Do you want to perform these actions?');
    const yes = await desk.runWith({ typed: ['yes'] }, 'apply', 'plan.json', '--sandbox=aws', '--no-color');
    expect(yes).toMatchObject({ exit: 0 });
  });

  it('applies a saved plan except for stale steps, which it shows', async () => {
    const desk = await planned();
    await drift(desk);
    const dry = await desk.run('apply', 'plan.json', '--sandbox=aws', '--dry-run');
    expectGolden('saved-stale.plan.txt', dry.out);
    const markdown = await desk.run('apply', 'plan.json', '--sandbox=aws', '--dry-run', '-o', 'markdown');
    expectGolden('saved-stale.md', markdown.out);
    const { exit, out } = await desk.run('apply', 'plan.json', '--sandbox=aws', '--yes');
    expect(exit).toBe(1);
    expectGolden('saved-stale.out.txt', out);
  });

  it('reports stale steps as JSON', async () => {
    const desk = await planned();
    await drift(desk);
    const { exit, out } = await desk.run('apply', 'plan.json', '--sandbox=aws', '--yes', '-o', 'json');
    expect(exit).toBe(1);
    expect(applyJsonSchema.parse(JSON.parse(out)).stale).toEqual([
      {
        step: 'Key/backups#description',
        reason: 'moved',
        why: 'description of Key/backups changed in AWS after the plan',
        moved: [
          {
            address: 'Key/backups',
            path: '/description',
            planned: 'Encrypts backups',
            now: 'Changed by hand',
          },
        ],
      },
    ]);
  });

  it.each([
    { why: 'elsewhere', argv: [], code: 'plan.elsewhere' },
    { why: 'beside other paths', argv: ['--sandbox=aws', 'manifests'], code: 'plan.not-alone' },
    { why: 'with --target', argv: ['--sandbox=aws', '--target', 'Key/backups'], code: 'plan.not-alone' },
    { why: 'of another commit', argv: ['--sandbox=aws', '--commit', 'def'], code: 'plan.other-commit' },
  ])('refuses a saved plan $why', async ({ argv, code }) => {
    const desk = await planned();
    const before = desk.disk.contents();
    const { exit, err } = await desk.run('apply', 'plan.json', '--yes', ...argv);
    expect(exit).toBe(1);
    expect(oneLine(err)).toContain(`(${code})`);
    expect(desk.disk.contents()).toEqual(before);
  });

  it('applies a saved plan with its commit', async () => {
    const desk = await planned();
    expect((await desk.run('apply', 'plan.json', '--sandbox=aws', '--yes', '--commit', 'abc123')).exit).toBe(
      0,
    );
  });
});

/** By somebody who makes the digest anew as well. */
const forged: readonly {
  readonly why: string;
  readonly change: (file: Record<string, Tree>) => void;
  readonly says: RegExp;
}[] = [
  {
    why: 'one that is expired',
    change: (file) => {
      file['madeAt'] = '2026-10-01T00:00:00.000Z';
      file['expiresAt'] = '2026-10-02T00:00:00.000Z';
    },
    says: /this plan expired at 2026-10-02T00:00:00\.000Z \(plan\.expired\)/u,
  },
  {
    why: 'one of other kinds',
    change: (file) => (file['madeBy'] = { version: '0.1.0', kinds: 'other' }),
    says: /manages other fields \(plan\.other-kinds\)/u,
  },
  {
    why: 'one of a later Keywright',
    change: (file) => {
      file['madeBy'] = { version: '99.0.0', kinds: 'other' };
      file['formatVersion'] = '9.1';
    },
    says: /Keywright 99\.0\.0 wrote this plan in format 9\.1; .*\(plan\.newer-version\)/u,
  },
  {
    why: 'one whose declared values no manifest may have',
    change(file) {
      const { resources } = file['stack'] as unknown as {
        resources: { address: string; spec: Record<string, unknown> }[];
      };
      const spec = resources.find(({ address }) => address === 'Key/backups')?.spec ?? {};
      spec['rotation'] = { enabled: true, periodInDays: 1 };
    },
    says: /periodInDays/u,
  },
  {
    why: 'one that locks everybody out',
    change(file) {
      const { resources } = file['stack'] as unknown as {
        resources: { address: string; spec: Record<string, unknown> }[];
      };
      const spec = resources.find(({ address }) => address === 'Key/backups')?.spec ?? {};
      spec['policy'] = { Version: '2012-10-17', Statement: [] };
    },
    says: /\(policy\./u,
  },
];

it.each(forged)('$why changes nothing', async ({ change, says }) => {
  const desk = await planned();
  await edit(desk, change);
  const before = desk.disk.contents();
  const { exit, err } = await desk.run('apply', 'plan.json', '--sandbox=aws', '--yes');
  expect(oneLine(err)).toMatch(says);
  expect(exit).toBe(1);
  expect(desk.disk.contents()).toEqual(before);
});

describe('the waiting steps of a saved plan', () => {
  const stranger = '999988887777';
  const policy = (more: string): string =>
    `description: data, policy: { Version: '2012-10-17', Statement: [{ Sid: Root, Effect: Allow, Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' }${more}] }`;
  const gift = `, { Sid: Gift, Effect: Allow, Principal: { AWS: 'arn:aws:iam::${stranger}:root' }, Action: 'kms:Decrypt', Resource: '*' }`;

  async function waiting(): Promise<Desk> {
    const desk = createDesk({
      files: { 'm/a.yaml': manifests([keyYaml({ name: 'data', spec: policy('') })]) },
    });
    expect(await desk.run('apply', '--sandbox=aws', '--yes', 'm')).toMatchObject({ exit: 0 });
    await desk.disk.files.write('m/a.yaml', manifests([keyYaml({ name: 'data', spec: policy(gift) })]));
    expect(await desk.run('plan', '--sandbox=aws', 'm', '--out', 'plan.json')).toMatchObject({ exit: 2 });
    return desk;
  }

  function trust(file: Record<string, Tree>): void {
    const { settings } = file['stack'] as unknown as { settings: { trustedAccounts: string[] } };
    settings.trustedAccounts = [stranger];
  }

  function release(file: Record<string, Tree>): void {
    const { settings } = file['stack'] as unknown as { settings: { release: string[] } };
    settings.release = ['widen'];
  }

  function hide(file: Record<string, Tree>): void {
    const { steps } = file['plan'] as unknown as { steps: { risks: unknown[]; gate: object }[] };
    for (const step of steps) Object.assign(step, { risks: [], gate: { is: 'released' } });
  }

  it.each([
    { why: 'as it was saved', change: () => undefined, exit: 3 },
    { why: 'with an account that its Stack trusts since', change: trust, exit: 3 },
    { why: 'with a danger that it no longer tells', change: hide, exit: 1 },
    {
      why: 'with both',
      change: (file: Record<string, Tree>) => {
        trust(file);
        hide(file);
      },
      exit: 1,
    },
    {
      why: 'with a class that its Stack releases and a gate that is open',
      change: (file: Record<string, Tree>) => {
        release(file);
        hide(file);
      },
      exit: 1,
    },
  ])('does not run $why', async ({ change, exit }) => {
    const desk = await waiting();
    await edit(desk, change);
    const ended = await desk.run('apply', 'plan.json', '--sandbox=aws', '--yes');
    expect(ended.exit, ended.both).toBe(exit);
    expect(await desk.disk.files.read('aws/world.json')).not.toContain(stranger);
  });
});
