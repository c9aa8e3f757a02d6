import { describe, expect, it } from 'vitest';
import { createDesk, type Desk } from './desk.test-helper.ts';

const stack = `apiVersion: keywright.dev/v1
kind: Stack
metadata: { name: t }
spec:
  uid: 5d41402a
  accounts:
    - { id: '111122223333', regions: [us-east-1] }
  defaults: { account: '111122223333', region: us-east-1 }
`;

function keys(count: number): string {
  return Array.from(
    { length: count },
    (_, index) =>
      `---\napiVersion: keywright.dev/v1\nkind: Key\nmetadata: { name: k${String(index)}, labels: { team: t${String(index % 2)} } }\n` +
      `spec: { description: Number ${String(index)}. }\n`,
  ).join('');
}

const opened = `---
apiVersion: keywright.dev/v1
kind: Grant
metadata: { name: other-account }
spec:
  key: { ref: Key/k0 }
  granteePrincipal: arn:aws:iam::999988887777:root
  operations: [Decrypt]
`;

function deskOf(count: number, more = ''): Desk {
  return createDesk({ files: { 'manifests/stack.yaml': stack, 'manifests/all.yaml': keys(count) + more } });
}

describe('a view of a plan', () => {
  it('shows a part, says how much is hidden, and has the exit code of the whole', async () => {
    const desk = deskOf(6);
    const whole = await desk.run('plan', '--sandbox');
    const part = await desk.run('plan', '--sandbox', '--name', 'k1', '--kind', 'keys');
    const none = await desk.run('plan', '--sandbox', '--only', 'blocked,orphans');

    expect(part.out).toContain('# Key/k1 will be created');
    expect(part.out).not.toContain('# Key/k0 will be created');
    expect(part.out).toContain('Plan: 6 to add');
    expect(part.out).toContain('5 more changes are not shown.');
    expect(none.out).toContain('6 more changes are not shown.');
    expect([part.exit, none.exit]).toEqual([whole.exit, whole.exit]);
  });

  it('selects by labels of the manifests', async () => {
    const { out } = await deskOf(6).run('plan', '--sandbox', '-l', 'team=t1');

    expect(out.match(/# Key\/k\d will be created/gu)).toEqual([
      '# Key/k1 will be created',
      '# Key/k3 will be created',
      '# Key/k5 will be created',
    ]);
  });

  it.each([
    { argv: ['plan', '--kind', 'Kye'], says: 'did you mean "Key"' },
    { argv: ['plan', '--only', 'changd'], says: 'one of drifted, blocked, changed, orphans' },
    { argv: ['plan', '-o', 'json', '--only', 'changed'], says: '-o json always has all resources' },
    { argv: ['status', '-o', 'json', '-l', 'team=t1'], says: '-o json always has all resources' },
  ])('refuses $argv', async ({ argv, says }) => {
    const { exit, both } = await deskOf(1).run(...argv, '--sandbox');

    expect(exit).toBe(1);
    expect(both.replaceAll(String.raw`\"`, '"')).toContain(says);
  });
});

describe('a plan of a large estate', () => {
  it('is a summary on a terminal, with what is dangerous in full before the question', async () => {
    const desk = deskOf(201, opened);
    const { both, exit } = await desk.runWith(
      { typed: ['no'], variables: { NO_COLOR: '1', CI: 'true' } },
      'apply',
      '--sandbox',
    );
    const question = both.indexOf('Do you want to perform');

    expect(exit).toBe(1);
    expect(both.split('\n').length).toBeLessThan(60);
    expect(both).toMatch(/\+ Key +201 to create/u);
    expect(both).toContain('201 changes are only counted above. What is dangerous is named below.');
    expect(both.indexOf('# Grant/other-account will be created')).toBeGreaterThan(-1);
    expect(both.indexOf('# Grant/other-account will be created')).toBeLessThan(question);
    expect(both).not.toContain('# Key/k7 will be created');
  });

  it.each([
    { why: 'it is piped', typed: undefined, argv: [], shows: true },
    { why: 'it is asked for', typed: [], argv: ['--no-summary'], shows: true },
    { why: 'nothing is asked for on a terminal', typed: [], argv: [], shows: false },
  ])('shows every resource or counts them when $why', async ({ typed, argv, shows }) => {
    const variables = { NO_COLOR: '1', CI: 'true' };
    const options = typed === undefined ? { variables } : { typed, variables };
    const { out } = await deskOf(201).runWith(options, 'plan', '--sandbox', ...argv);

    expect(out.includes('# Key/k7 will be created')).toBe(shows);
  });

  it('is whole as JSON on a terminal', async () => {
    const { out } = await deskOf(201).runWith({ typed: [] }, 'plan', '--sandbox', '-o', 'json');

    expect(JSON.parse(out)).toMatchObject({ counts: { add: 201 }, sections: { length: 201 } });
  });
});

describe('a view of a status', () => {
  it('shows a part, and counts the rest', async () => {
    const desk = deskOf(4);
    await desk.run('apply', '--sandbox=aws', '--yes');
    const { out, exit } = await desk.run('status', '--sandbox=aws', '-l', 'team=t0', '--only', 'changed');
    const labelled = await desk.run('status', '--sandbox=aws', '-l', 'team=t0');

    expect(out).toContain('t, 4 resources: all in sync and healthy.');
    expect(out).toContain('4 more resources are not shown.');
    expect(labelled.out).toContain('Key/k2');
    expect(labelled.out).not.toContain('Key/k1');
    expect(labelled.out).toContain('2 more resources are not shown.');
    expect(exit).toBe(0);
  });

  it('counts by kind when it is a summary', async () => {
    const desk = deskOf(3);
    const { out } = await desk.run('status', '--sandbox', '--summary');

    expect(out).toMatch(/^KIND +ALL +PENDING +PROGRESSING$|^KIND +ALL +PENDING$/mu);
    expect(out).toMatch(/^Key +3 +3/mu);
    expect(out).toContain('3 resources are only counted. To see everything: --no-summary');
  });
});
