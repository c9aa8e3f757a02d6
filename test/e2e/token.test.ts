import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { loadTokens } from '../../src/daemon/config/tokens/load.ts';
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
  return { token, row, read: loadTokens({ path: 't', text: head + row }, now) };
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
