import { describe, expect, it } from 'vitest';
import { minute } from '../../src/model/instant.ts';
import { createDesk, morning, type Desk } from './desk.test-helper.ts';

const files = {
  'manifests/stack.yaml': `
apiVersion: keywright.dev/v1
kind: Stack
metadata: { name: shop }
spec:
  uid: 0a1b2c3d4e5f
  accounts: [{ id: '111122223333', regions: [eu-central-1] }]
  defaults: { account: '111122223333', region: eu-central-1 }
`,
  'manifests/key.yaml': `
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: orders }
spec: { description: Orders, aliases: [alias/orders] }
`,
};

const question = 'Is this the first apply of this Stack on any machine?';
const waits = 'Key/orders: still creating: one-time safety wait: this journal is new';

function desk(): Desk {
  return createDesk({ files });
}

describe('a first apply', () => {
  it('asks at a terminal whether no run was before it, and waits for nothing after a yes', async () => {
    const { exit, err } = await desk().runWith({ typed: ['yes', 'yes'] }, 'apply', '--sandbox=aws');
    expect(exit).toBe(0);
    expect(err).toContain(question);
    expect(err).not.toContain(waits);
  });

  it.each(['no', ''])('waits two minutes when the answer is "%s"', async (answer) => {
    const { exit, err } = await desk().runWith({ typed: ['yes', answer] }, 'apply', '--sandbox=aws');
    expect(exit).toBe(0);
    expect(err).toContain(question);
    expect(err).toContain(waits);
  });

  it('changes nothing after Ctrl-C at the question', async () => {
    const { exit, both } = await desk().runWith(
      {
        typed: ['yes', 'yes'],
        watch(text, press) {
          if (text.includes(question)) press('SIGINT');
        },
      },
      'apply',
      '--sandbox=aws',
    );
    expect(exit).not.toBe(0);
    expect(both).toContain('Stopped before anything was changed.');
    expect(both).not.toContain('Key/orders: creating');
  });

  it('takes --yes for no answer to that question, and says how to be rid of the wait', async () => {
    const { exit, err } = await desk().runWith({ typed: ['yes'] }, 'apply', '--sandbox=aws', '--yes');
    expect(exit).toBe(0);
    expect(err).not.toContain(question);
    expect(err).toContain(waits);
    expect(err).toContain('To create the journal in advance: reconcile init --sandbox=aws.');
    expect(err.replaceAll(/\s+/gu, ' ')).toContain('If this is the very first run, pass --first-run.');
  });

  it('waits for nothing with --first-run, and the estimate says so', async () => {
    const { exit, both } = await desk().run('apply', '--sandbox=aws', '--yes', '--first-run');
    expect(exit).toBe(0);
    expect(both).toMatch(/Time: +about [1-9]s/u);
    expect(both).not.toContain(waits);
  });

  it('waits for nothing once init has begun the journal two minutes before', async () => {
    const on = desk();
    const begun = await on.run('init', '--sandbox=aws');
    expect(begun).toMatchObject({ exit: 0, err: '' });
    expect(begun.out).toContain(
      'Created the journal of Stack shop. After two minutes, new keys need no safety wait.',
    );
    const later = { now: morning + 3 * minute, typed: ['yes'] };
    const { exit, err } = await on.runWith(later, 'apply', '--sandbox=aws');
    expect(exit).toBe(0);
    expect(err).not.toContain(question);
    expect(err).not.toContain(waits);
  });
});

describe('--first-run is refused', () => {
  it('refuses --first-run when the journal records an earlier run', async () => {
    const on = desk();
    await on.run('apply', '--sandbox=aws', '--yes', '--first-run');
    const { exit, err } = await on.run('apply', '--sandbox=aws', '--yes', '--first-run');
    expect(exit).toBe(1);
    expect(err).toContain('--first-run contradicts the evidence: the journal records an earlier run');
    expect(err).toContain('hint: omit --first-run');
  });

  it('refuses --first-run when the journal was lost and AWS has the key and its alias', async () => {
    const on = desk();
    await on.run('apply', '--sandbox=aws', '--yes', '--first-run');
    for (const path of on.disk.contents().keys())
      if (path.startsWith('aws/') && !path.endsWith('world.json')) await on.disk.files.remove(path);
    const { exit, err } = await on.run('apply', '--sandbox=aws', '--yes', '--first-run');
    expect(exit).toBe(1);
    expect(err.replaceAll(/\s+/gu, ' ')).toContain(
      '--first-run contradicts the evidence: these resources have the ownership tags of this Stack: Key/orders; AWS has Alias/orders already',
    );
  });
});

describe('the commands that begin the journal ahead', () => {
  const yaml = Object.values(files).join('\n---\n');
  const two = yaml.indexOf('\n---\n');

  it.each<{ why: string; files: Readonly<Record<string, string>>; paths: readonly string[]; says: string }>([
    {
      why: 'of a file',
      files: { 'estate.yaml': yaml },
      paths: ['estate.yaml'],
      says: 'init estate.yaml --sandbox=aws',
    },
    {
      why: 'of two paths',
      files: { 'a.yaml': yaml.slice(0, two + 1), 'b/b.yaml': yaml.slice(two + 1) },
      paths: ['a.yaml', 'b'],
      says: 'init a.yaml b --sandbox=aws',
    },
  ])('is a command that does so for manifests $why', async ({ files: own, paths, says }) => {
    const on = createDesk({ files: own });
    const { err } = await on.run('apply', '--sandbox=aws', '--yes', ...paths);
    expect(err).toContain(`To create the journal in advance: reconcile ${says}.`);
    const begun = await createDesk({ files: own }).run(...says.split(' '));
    expect(begun).toMatchObject({ exit: 0, err: '' });
    expect(begun.out).toContain('Created the journal of Stack');
  });
});

describe('init on manifests that are there', () => {
  it('says when the journal was created, and changes nothing', async () => {
    const on = desk();
    await on.run('init', '--sandbox=aws');
    const again = await on.runWith({ now: morning + minute }, 'init', '--sandbox=aws');
    expect(again).toMatchObject({ exit: 0, err: '' });
    expect(again.out).toMatch(/^The journal of Stack shop was created at 2026-11-02T/u);
  });

  it('says what is wrong with them', async () => {
    const broken = createDesk({ files: { 'manifests/x.yaml': 'kind: Stack' } });
    const { exit, err } = await broken.run('init');
    expect(exit).toBe(1);
    expect(err).toContain('manifests/x.yaml');
  });
});
