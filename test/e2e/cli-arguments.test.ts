import { expect, it } from 'vitest';
import { createDesk, exampleManifests } from './desk.test-helper.ts';
import { expectGolden } from './golden.test-helper.ts';

it('help is the same on every terminal', async () => {
  const { exit, out } = await createDesk().run('--help');
  expect(exit).toBe(0);
  expectGolden('help.txt', out);
});

it.each(['apply', 'plan', 'validate', 'forget', 'sandbox'])('%s has a help of its own', async (command) => {
  const { exit, out } = await createDesk().run(command, '--help');
  expect(exit).toBe(0);
  expect(out).toMatch(new RegExp(`^Usage: reconcile ${command} `, 'u'));
});

it.each([
  { why: 'an unknown option names the nearest', argv: ['--sandbx'], says: 'Did you mean --sandbox?' },
  { why: 'an unknown command names the nearest', argv: ['plna'], says: 'Did you mean plan?' },
  {
    why: 'an option of another command is refused',
    argv: ['plan', '--yes'],
    says: "unknown option '--yes' for 'plan'",
  },
  { why: 'wherever it stands', argv: ['--yes', 'plan'], says: "unknown option '--yes' for 'plan'" },
  {
    why: 'a class that does not exist',
    argv: ['--sandbox', '--yes', '--approve=all'],
    says: 'The classes are disable',
  },
  {
    why: 'a format that does not exist',
    argv: ['plan', '-o', 'xml'],
    says: 'Allowed choices are human, json, markdown',
  },
  {
    why: 'an endpoint that is no URL',
    argv: ['plan', '--endpoint', 'localhost'],
    says: 'An endpoint is a URL',
  },
  {
    why: 'a port that is none',
    argv: ['sandbox', '--port', '99999'],
    says: 'A port is a number up to 65535',
  },
  {
    why: 'two places for AWS',
    argv: ['plan', '--sandbox', '--endpoint', 'http://127.0.0.1:1'],
    says: "cannot be used with option '--endpoint <url>'",
  },
  {
    why: 'two places for the store',
    argv: ['--sandbox=aws', '--yes', '--state-dir', 'x'],
    says: "cannot be used with option '--state-dir <dir>'",
  },
  { why: 'a forgotten address', argv: ['forget'], says: "missing required argument 'address'" },
  {
    why: 'a path that is not there',
    argv: ['validate', 'estates'],
    says: 'estates:1:1: error: there is no such file or directory',
  },
  {
    why: 'an address that nobody declares',
    argv: ['plan', '--sandbox', '--target', 'Key/backup'],
    says: 'no manifest declares Key/backup: did you mean "Key/backups"?',
  },
  {
    why: 'an excluded one likewise',
    argv: ['plan', '--sandbox', '--exclude', 'Key/nothing'],
    says: 'no manifest declares Key/nothing',
  },
  {
    why: 'what is no address',
    argv: ['forget', 'backups', '--sandbox', '--yes'],
    says: 'backups is not an address',
  },
  {
    why: 'nobody to ask',
    argv: ['--sandbox'],
    says: 'standard input is not a terminal, and --yes was not given',
  },
  { why: 'JSON does not ask', argv: ['--sandbox', '-o', 'json'], says: '-o json does not ask' },
])('$why: $argv', async ({ argv, says }) => {
  const { exit, out, err } = await createDesk().run(...argv);
  expect(exit).toBe(1);
  expect(out + err).toContain(says);
  expect(err).not.toMatch(/^\s+at /mu);
});

it.each([
  { why: 'no word is taken for the directory of --sandbox', argv: ['plan', '--sandbox', 'manifests'] },
  { why: 'an option may stand before the command', argv: ['--sandbox', 'plan', 'manifests'] },
  { why: 'a dry run is a plan', argv: ['--sandbox', '--dry-run'] },
  { why: 'of apply too', argv: ['apply', '--dry-run', '--sandbox'] },
  { why: 'one file is read once', argv: ['plan', '--sandbox', 'manifests', './manifests/keys.yaml'] },
])('$why: $argv plans', async ({ argv }) => {
  const desk = createDesk();
  const before = desk.disk.contents();
  const { exit, out } = await desk.run(...argv);
  expect(exit).toBe(2);
  expect(out).toContain('Plan: 17 to add, 0 to change, 0 to destroy.');
  expect(desk.disk.contents()).toEqual(before);
});

it('every problem of the manifests is told, with its line', async () => {
  const files = exampleManifests();
  files['manifests/keys.yaml'] = (files['manifests/keys.yaml'] ?? '')
    .replace('description: Encrypts backups', 'descripton: Encrypts backups')
    .replace('periodInDays: 365', 'periodInDays: 30');
  const { exit, out, err } = await createDesk({ files }).run('--sandbox', '--yes');
  expect(exit).toBe(1);
  expect(out).toBe('');
  expect(err).toMatch(/manifests\/keys\.yaml:\d+:\d+: error: .*descripton/u);
  expect(err).toMatch(/\d+ \| +descripton: Encrypts backups\n +\| +\^+/u);
  expect(err).toContain('2 errors.');
});

it('as JSON too, and nothing else on stdout', async () => {
  const { exit, out } = await createDesk({ files: { 'manifests/a.yaml': 'kind: Key\n' } }).run(
    'validate',
    '-o',
    'json',
  );
  expect(exit).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ kind: 'Diagnostics', valid: false });
});
