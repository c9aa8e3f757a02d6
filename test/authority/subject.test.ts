import { expect, it } from 'vitest';
import { createHash } from 'node:crypto';
import { createIdentify } from '../../src/daemon/control/identify.ts';
import { operations } from '../../src/daemon/control/operations.ts';
import { serveControl } from '../../src/daemon/control/serve.ts';
import { fakeController } from '../../src/daemon/testing/controller.test-helper.ts';
import { controlOf } from '../../src/daemon/testing/caller.test-helper.ts';
import { commands } from '../../src/cli/grammar/commands.ts';
import { memoryHttp } from '../../src/runtime/memory-http.ts';

// authority.md §3.14: a subject comes from a credential, never from an argument.

const hashed = createHash('sha256').update('s3cret').digest('hex');

it('has no field of any request that could name who decides', () => {
  for (const [name, { request }] of Object.entries(operations)) {
    for (const field of ['by', 'subject', 'person', 'user', 'as', 'approver', 'token', 'uid'])
      expect(request.safeParse({ [field]: 'root' }).success, `${name} takes ${field}`).toBe(false);
  }
});

it('has no option of any command that could name who decides', () => {
  const options = commands
    .filter(({ group }) => group === 'Decide')
    .flatMap(({ options: all }) => all.map(({ long }) => long ?? ''));
  // `--to` names who works meanwhile, not who lends.
  expect(options.filter((one) => /^--(?:by|as|user|subject|person|token$|uid)/u.test(one))).toEqual([]);
});

it.each([
  { why: 'a name that is no token', authorization: 'Bearer ann' },
  { why: 'a hash instead of its token', authorization: `Bearer ${hashed}` },
  { why: 'a token with something behind it', authorization: 'Bearer s3cret root' },
  { why: 'another scheme', authorization: 'Basic s3cret' },
  { why: 'nothing', authorization: '' },
])('takes $why for nobody, and decides nothing', async ({ authorization }) => {
  const controller = fakeController('keys');
  const http = memoryHttp();
  await serveControl({
    control: controlOf([controller]),
    version: '1',
    identify: createIdentify([{ name: 'ann', uids: [1000], tokenHashes: [hashed] }], 1000),
    failed: () => undefined,
    http,
    socket: '/s',
  });
  const answer = await http.ask(
    '/s',
    { method: 'POST', path: '/v1/stop', body: '{"why":"x"}', authorization },
    { mostBytes: 1000 },
    new AbortController().signal,
  );
  expect(answer).toMatchObject({ is: 'answer', status: 401 });
  expect(controller.state().stop).toBeUndefined();
  expect(controller.notes).toEqual([]);
});

it('keeps a person one person, by whatever they are proven', () => {
  const identify = createIdentify([{ name: 'ann', uids: [1000], tokenHashes: [hashed] }], 1000);
  const proofs = [undefined, 'Bearer s3cret'].map((one) => identify(one));
  expect(new Set(proofs.map((one) => (one.is === 'person' ? one.person.id : '')))).toEqual(
    new Set(['person:ann']),
  );
});
