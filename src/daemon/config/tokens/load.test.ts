import { expect, it } from 'vitest';
import { loadTokens } from './load.ts';

const kinds = ['Key', 'Bucket'];
const now = Date.UTC(2026, 10, 30);
const [one, two] = ['1'.repeat(64), '2'.repeat(64)];
const secret = `kw_${'5ec4e7'.repeat(10)}`;

function fileOf(rows: string): { readonly path: string; readonly text: string } {
  const head = 'apiVersion: keywright.dev/v1\nkind: Tokens\nmetadata: { name: ours }\nspec:\n  tokens:\n';
  return { path: '/etc/keywright/tokens.yaml', text: head + rows };
}

function row(more: Readonly<Record<string, string>> = {}): string {
  const fields = {
    name: 'ann-laptop',
    subject: 'ann',
    hash: `'${one}'`,
    expires: '2027-05-31',
    bindings: '[{ role: viewer }]',
    ...more,
  };
  const lines = Object.entries(fields).map(([name, value]) => `      ${name}: ${value}\n`);
  return `    -${lines.join('').slice(5)}`;
}

it('reads who a token is, what it may do, and until when', () => {
  const bindings = '[{ role: viewer }, { role: approver, stacks: [keys], classes: [widen, repair] }]';
  expect(loadTokens(fileOf(row({ bindings })), { now, kinds })).toEqual({
    is: 'ok',
    tokens: [
      {
        hash: one,
        person: { id: 'person:ann', name: 'ann' },
        bindings: [{ role: 'viewer' }, { role: 'approver', stacks: ['keys'], classes: ['widen', 'repair'] }],
        // A date counts to its end.
        expiresAt: Date.UTC(2027, 5, 1),
      },
    ],
  });
});

it.each<[string, string, string]>([
  ['a misspelt role', row({ bindings: '[{ role: viewr }]' }), 'did you mean "viewer"'],
  ['a misspelt limit', row({ bindings: '[{ role: viewer, stack: [keys] }]' }), 'did you mean "stacks"'],
  ['a misspelt class', row({ bindings: '[{ role: approver, classes: [widden] }]' }), 'widden'],
  ['an approver of nothing', row({ bindings: '[{ role: approver }]' }), 'bindings[0].classes is missing'],
  ['a viewer of classes', row({ bindings: '[{ role: viewer, classes: [widen] }]' }), 'the role is viewer'],
  ['an empty limit', row({ bindings: '[{ role: viewer, stacks: [] }]' }), 'stacks'],
  ['a kind that does not exist', row({ bindings: '[{ role: viewer, kinds: [Kye] }]' }), 'did you mean "Key"'],
  ['no bindings', row({ bindings: '[]' }), 'bindings'],
  ['no end', row().replace(/ +expires.*\n/u, ''), 'expires is missing'],
  ['an end too far away', row({ expires: '2028-01-01' }), 'at most 366 days'],
  ['the same hash twice', row() + row({ name: 'other' }), 'is that of the token ann-laptop'],
  ['the same name twice', row() + row({ hash: `'${two}'` }), 'is a duplicate'],
  ['another subject than a name', row({ subject: '"person:ann"' }), 'subject'],
])('refuses %s', (_, rows, message) => {
  const read = loadTokens(fileOf(rows), { now, kinds });
  expect(read.is === 'refused' ? read.diagnostics.map((each) => each.message).join('\n') : '').toContain(
    message,
  );
});

it.each<[string, string]>([
  ['in place of its hash', row({ hash: secret })],
  ['in place of its hash, in quotes', row({ hash: `"${secret}"` })],
  ['as the name of the token', row({ name: secret })],
  ['as the end', row({ expires: secret })],
  ['as a field', row({ [secret]: 'x' })],
  ['as a kind', row({ bindings: `[{ role: viewer, kinds: [${secret}] }]` })],
  ['as a role', row({ bindings: `[{ role: ${secret} }]` })],
  ['in broken YAML', row({ hash: `"${secret}` })],
  ['as a row', `    - ${secret}\n`],
])('echoes no token that somebody wrote %s', (_, rows) => {
  const read = loadTokens(fileOf(rows), { now, kinds });
  expect(read.is).toBe('refused');
  expect(JSON.stringify(read)).not.toContain('5ec4e7');
});
