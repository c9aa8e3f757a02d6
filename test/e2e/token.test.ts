import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { loadTokens } from '../../src/daemon/config/tokens/load.ts';
import { tokenJsonSchema } from '../../src/report/formats/token.ts';
import { createDesk } from './desk.test-helper.ts';

const head = 'apiVersion: keywright.dev/v1\nkind: Tokens\nmetadata: { name: t }\nspec:\n  tokens:\n';

/** Runs the command and gives the token and what its row says. */
async function made(...options: readonly string[]) {
  const now = Date.UTC(2026, 10, 30);
  const desk = createDesk({ files: {}, now });
  const { exit, out } = await desk.run('token', ...options);
  expect(exit).toBe(0);
  const [intro = '', row = ''] = out.split('api.tokensFile:\n');
  const token = /keywright_[0-9a-f]{64}/u.exec(intro)?.[0] ?? '';
  return { token, row, read: loadTokens({ path: 't', text: head + row }, { now, kinds: [] }) };
}

it.each([
  { options: ['--subject', 'ann'], bindings: [{ role: 'viewer' }] },
  {
    options: ['--subject', 'ann', '--as', 'approver', '--classes', 'widen,repair', '--stacks', 'a, b'],
    bindings: [{ role: 'approver', stacks: ['a', 'b'], classes: ['widen', 'repair'] }],
  },
  { options: ['--subject', 'ann', '--as', 'planner', '--expires', '366d'], bindings: [{ role: 'planner' }] },
])('prints a row that the daemon accepts with $options', async ({ options, bindings }) => {
  const { token, row, read } = await made(...options);
  const hash = createHash('sha256').update(token).digest('hex');
  expect(read).toMatchObject({ is: 'ok', tokens: [{ hash, person: { id: 'person:ann' }, bindings }] });
  expect(row).not.toContain(token);
});

it.each([
  [['--as', 'approver', '--subject', 'ann'], 'needs --classes'],
  [['--classes', 'widen', '--subject', 'ann'], 'needs --as approver'],
  [['--classes', 'widden', '--as', 'approver', '--subject', 'ann'], 'The classes are'],
  [['--expires', '2y', '--subject', 'ann'], 'lifetime'],
  [['--subject', 'person:ann'], 'A name must have'],
  [[], '--subject'],
])('refuses %j', async (options, why) => {
  const { exit, err, out } = await createDesk({ files: {} }).run('token', ...options);
  expect(exit).toBe(1);
  expect(out + err).toContain(why);
  expect(out).not.toContain('keywright_');
});

it('prints the token and its row as JSON', async () => {
  const desk = createDesk({ files: {}, now: Date.UTC(2026, 10, 30) });
  const { exit, out } = await desk.run('token', '--subject', 'ann', '-o', 'json');
  const { token, row } = tokenJsonSchema.parse(JSON.parse(out));
  expect(exit).toBe(0);
  expect(row).toMatchObject({ subject: 'ann', expires: '2027-02-28', bindings: [{ role: 'viewer' }] });
  expect(row.hash).toBe(createHash('sha256').update(token).digest('hex'));
});

describe('the check of a tokens file', () => {
  const estate = {
    'estate/stack.yaml':
      'apiVersion: keywright.dev/v1\nkind: Stack\nmetadata: {name: payments}\nspec:\n  uid: k7d2\n  accounts: [{id: "111122223333", regions: [us-east-1]}]\n  defaults: {account: "111122223333", region: us-east-1}\n',
    'estate/key.yaml':
      'apiVersion: keywright.dev/v1\nkind: Key\nmetadata: {name: orders}\nspec: {description: Orders, enabled: true, rotation: {enabled: true}}\n',
  };

  function row(name: string, more: string, expires = '2027-01-01', hash = name): string {
    const digits = createHash('sha256').update(hash).digest('hex');
    return `    - { name: ${name}, subject: ann, hash: "${digits}", expires: ${expires}, bindings: [{ role: viewer${more} }] }\n`;
  }

  function check(rows: string, ...options: readonly string[]) {
    const desk = createDesk({
      files: { ...estate, 'tokens.yaml': head + rows },
      now: Date.UTC(2026, 10, 30),
    });
    return desk.run('token', 'check', 'tokens.yaml', ...options);
  }

  it.each([
    ['a hash that is none', row('a', '').replace(/"[0-9a-f]{64}"/u, '"abc"'), 1, 'tokens.yaml:6:38: error: '],
    ['an unknown role', row('a', '').replace('viewer', 'viewr'), 1, 'did you mean "viewer"'],
    [
      'an unknown kind',
      row('a', ', kinds: [Kye]'),
      1,
      'names the kind Kye, which does not exist: did you mean "Key"',
    ],
    [
      'an unknown Stack',
      row('a', ', stacks: [paymnts]'),
      1,
      'declare the Stack paymnts: did you mean "payments"',
    ],
    ['one hash twice', row('a', '') + row('b', '', '2027-01-01', 'a'), 1, 'is that of the token a'],
    ['an expired token', row('a', '', '2026-11-01'), 0, 'warning: the token a expired at 2026-11-01'],
    [
      'a person with two tokens',
      row('a', '') + row('b', ''),
      0,
      'b and a are tokens of the same person: ann',
    ],
  ])('shows %s with its place', async (_, rows, exit, said) => {
    const ended = await check(rows, 'estate');
    expect(ended.err.replaceAll(/\s+/gu, ' ')).toContain(said);
    expect(ended.err).toMatch(/tokens\.yaml:\d+:\d+/u);
    expect(ended.exit).toBe(exit);
    expect(ended.out.startsWith('tokens.yaml is valid: ')).toBe(exit === 0);
  });

  it('judges no Stack without manifests', async () => {
    expect(await check(row('a', ', stacks: [paymnts]'))).toMatchObject({
      exit: 0,
      err: '',
      out: 'tokens.yaml is valid: 1 token in force.\n',
    });
  });

  it('prints JSON for a program', async () => {
    const { exit, out } = await check(row('a', ', kinds: [Kye]'), '-o', 'json');
    expect(exit).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      kind: 'Diagnostics',
      valid: false,
      diagnostics: [{ code: 'tokens.unknown-kind' }],
    });
  });

  it('names what is missing', async () => {
    const ended = await createDesk({ files: {} }).run('token', 'check');
    expect(ended.err + ended.out).toContain('the tokens file is missing');
    expect((await createDesk({ files: {} }).run('token', 'check', 'none.yaml')).exit).toBe(1);
  });
});
