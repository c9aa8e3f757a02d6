import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commands } from '../../src/cli/grammar/commands.ts';
import { createDesk, exampleManifests, exampleSize } from './desk.test-helper.ts';
import { expectGolden } from './golden.test-helper.ts';

const root = join(import.meta.dirname, '../..');

it('prints the same help on every terminal', async () => {
  const { exit, out } = await createDesk().run('--help');
  expect(exit).toBe(0);
  expectGolden('help.txt', out);
});

it.each(commands.map(({ name }) => name))('%s has a help page with an example', async (command) => {
  const { exit, out } = await createDesk().run(command, '--help');
  expect(exit).toBe(0);
  expect(out).toMatch(new RegExp(`^Usage: reconcile ${command}[ |]`, 'u'));
  expect(out).toMatch(new RegExp(`^Examples:\\n  .*reconcile ${command}`, 'mu'));
  expect(out).toMatch(/^Exit codes:\n {2}0 {2}\S/mu);
});

it('reports a missing value of an option as JSON when JSON was requested', async () => {
  const { exit, out } = await createDesk().run('plan', '--output=json', '--calls=all');
  expect(exit).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ diagnostics: [{ code: 'cli.usage', hint: 'one of names, full' }] });
});

it('prints the version as one word for scripts, and with details for a report', async () => {
  const text = readFileSync(join(root, 'package.json'), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  const desk = createDesk({ files: { [join(root, 'package.json')]: text } });
  expect(await desk.run('--version')).toMatchObject({ exit: 0, out: `${version}\n` });
  const { out } = await desk.run('version', '-o', 'json');
  expect(JSON.parse(out)).toMatchObject({ keywright: version, manifests: 'keywright.dev/v1' });
});

it.each([
  { why: 'an unknown option names the nearest', argv: ['--sandbx'], says: 'did you mean --sandbox?' },
  { why: 'an unknown command names the nearest', argv: ['plna'], says: 'did you mean reconcile plan?' },
  { why: 'a path is not a command', argv: ['manifests'], says: 'did you mean reconcile plan manifests?' },
  {
    why: 'no command applies but apply',
    argv: ['--sandbox', 'manifests', '--yes'],
    says: 'to apply: reconcile apply --sandbox manifests --yes',
  },
  { why: 'also without a path', argv: ['--yes'], says: 'to apply: reconcile apply --yes' },
  {
    why: 'also with an option that only the right one has',
    argv: ['sandbx', '--port', '0'],
    says: 'did you mean reconcile sandbox?',
  },
  {
    why: 'an option of another command is refused, and says whose it is',
    argv: ['plan', '--yes'],
    says: '--yes belongs to reconcile apply',
  },
  { why: 'wherever it stands', argv: ['--yes', 'plan'], says: "'plan' has no option --yes" },
  { why: 'also misspelt', argv: ['plan', '--aprove'], says: '--approve belongs to reconcile apply' },
  { why: 'a value that is missing', argv: ['plan', '-o'], says: "'-o, --output <format>' argument missing" },
  { why: 'a word too many', argv: ['version', 'x'], says: 'too many arguments' },
  {
    why: 'a class that does not exist',
    argv: ['apply', '--sandbox', '--yes', '--approve=all'],
    says: 'The classes are delete',
  },
  {
    why: 'a format that does not exist',
    argv: ['plan', '-o', 'xml'],
    says: 'one of human, json, markdown',
  },
  {
    why: 'an endpoint that is no URL',
    argv: ['plan', '--endpoint', 'localhost'],
    says: 'An endpoint must be a URL',
  },
  {
    why: 'a port that is none',
    argv: ['sandbox', '--port', '99999'],
    says: 'A port must be a number up to 65535',
  },
  {
    why: 'two places for AWS',
    argv: ['plan', '--sandbox', '--endpoint', 'http://127.0.0.1:1'],
    says: '--sandbox and --endpoint cannot be combined',
  },
  {
    why: 'two places for the store',
    argv: ['apply', '--sandbox=aws', '--yes', '--state-dir', 'x'],
    says: '--sandbox and --state-dir cannot be combined',
  },
  { why: 'a forgotten address', argv: ['forget'], says: "missing required argument 'address'" },
  {
    why: 'a path that is not there',
    argv: ['validate', 'estates'],
    says: 'estates: error: there is no such file or directory',
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
    says: "'backups' is not an address",
  },
  {
    why: 'nobody to ask',
    argv: ['apply', '--sandbox'],
    says: 'standard input is not a terminal (use --yes)',
  },
  {
    why: 'JSON does not ask',
    argv: ['apply', '--sandbox', '-o', 'json'],
    says: '-o json is not interactive',
  },
])('$why: $argv', async ({ argv, says }) => {
  const { exit, out, err } = await createDesk().run(...argv);
  expect(exit).toBe(1);
  expect(out + err).toContain(says);
  expect(err).not.toMatch(/^\s+at /mu);
});

it.each([
  { why: 'no word is taken for the directory of --sandbox', argv: ['plan', '--sandbox', 'manifests'] },
  { why: 'an option may stand before the command', argv: ['--sandbox', 'plan', 'manifests'] },
  { why: 'no command is a plan', argv: ['--sandbox'] },
  { why: 'diff is a plan', argv: ['--sandbox', 'diff'] },
  { why: 'a dry run is a plan', argv: ['apply', '--dry-run', '--sandbox'] },
  { why: 'one file is read once', argv: ['plan', '--sandbox', 'manifests', './manifests/keys.yaml'] },
])('$why: $argv plans', async ({ argv }) => {
  const desk = createDesk();
  const before = desk.disk.contents();
  const { exit, out } = await desk.run(...argv);
  expect(exit).toBe(2);
  expect(out).toContain(`Plan: ${exampleSize} to add, 0 to change, 0 to destroy.`);
  expect(desk.disk.contents()).toEqual(before);
});

it('reports every mistake of the manifests with its line', async () => {
  const files = exampleManifests();
  files['manifests/keys.yaml'] = (files['manifests/keys.yaml'] ?? '')
    .replace('description: Encrypts backups', 'descripton: Encrypts backups')
    .replace('periodInDays: 365', 'periodInDays: 30');
  const { exit, out, err } = await createDesk({ files }).run('apply', '--sandbox', '--yes');
  expect(exit).toBe(1);
  expect(out).toBe('');
  expect(err).toMatch(/manifests\/keys\.yaml:\d+:\d+: error: .*descripton/u);
  expect(err).toMatch(/\d+ \| +descripton: Encrypts backups\n +\| +\^+/u);
  expect(err).toContain('2 errors.');
});

it('reports mistakes as JSON too, and nothing else on stdout', async () => {
  const { exit, out } = await createDesk({ files: { 'manifests/a.yaml': 'kind: Key\n' } }).run(
    'validate',
    '-o',
    'json',
  );
  expect(exit).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ kind: 'Diagnostics', valid: false });
});

it('explains how to apply after a plan without a command, and not after reconcile plan', async () => {
  const desk = createDesk();
  const bare = await desk.run('--sandbox=aws', '--target', 'Key/backups');
  expect(bare.out).toMatch(
    /\n\nNothing was changed\. To apply: reconcile apply --sandbox=aws --target Key\/backups\n$/u,
  );
  expect((await desk.run('plan', '--sandbox=aws')).out).not.toContain('To apply');
  expect(JSON.parse((await desk.run('--sandbox', '-o', 'json')).out)).toMatchObject({ kind: 'Plan' });
});

it('distinguishes a command from a directory of the same name', async () => {
  const files = Object.fromEntries(
    Object.entries(exampleManifests()).map(([path, text]) => [path.replace('manifests/', 'apply-me/'), text]),
  );
  const desk = createDesk({ files });
  expect(await desk.run('apply-me', '--sandbox=aws')).toMatchObject({ exit: 1, out: '' });
  expect((await desk.run('plan', 'apply-me', '--sandbox=aws')).exit).toBe(2);
});

it('describes the facts and fields of one resource', async () => {
  const desk = createDesk();
  await desk.run('apply', '--sandbox=aws', '--yes');
  const { exit, out } = await desk.run('describe', 'Key/backups', '--sandbox=aws');
  expect(exit).toBe(0);
  expect(
    out
      .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu, 'ID')
      .split('\n')
      .slice(0, 18),
  ).toEqual([
    'Resource:       Key/backups',
    'Stack:          example',
    'Place:          111122223333/us-east-1',
    'keyId:          ID',
    'arn:            arn:aws:kms:us-east-1:111122223333:key/ID',
    'Sync:           InSync',
    'Health:         Healthy',
    'State:          Enabled',
    'Read:           0s ago',
    'Referenced by:  Alias/backups-current',
    '',
    'Fields without a difference in AWS:',
    '  description: "Encrypts backups"',
    '  enabled: true',
    '  rotation: {"enabled":true,"periodInDays":null}',
    '  tags: {"data-class":"internal"}',
    '  policy: {',
    '    "Version": "2012-10-17",',
  ]);
});

// kubectl takes a resource in two words and in lower case. Nobody should have to learn which verb does.
it.each([
  { typed: 'describe Key backups', says: 'Resource:       Key/backups' },
  { typed: 'describe key/backups', says: 'Resource:       Key/backups' },
  { typed: 'get key backups', says: 'Key/backups' },
  { typed: 'status key/backups', says: 'Key/backups' },
  { typed: 'plan --target key/backups', says: 'Key/backups' },
  { typed: 'describe Key/bakups', says: 'there is no resource Key/bakups: did you mean "Key/backups"?' },
  { typed: 'get Key/bakups', says: 'there is no resource Key/bakups: did you mean "Key/backups"?' },
  { typed: 'plan Key/backups', says: 'to plan or apply one resource: --target Key/backups' },
  { typed: 'show key/backups', says: 'to show a resource: reconcile describe Key/backups' },
  { typed: 'show Key backups', says: 'to show a resource: reconcile describe Key/backups' },
  { typed: 'history Key backups', says: 'write Key/backups as one word' },
])('takes or answers `$typed`', async ({ typed, says }) => {
  const desk = createDesk();
  const sandbox = /^(?:show|history)/u.test(typed) ? [] : ['--sandbox=aws'];
  const { out, err } = await desk.run(...typed.split(' '), ...sandbox);
  expect(`${out}${err}`.replaceAll(/\s+/gu, ' ')).toContain(says.replaceAll(/\s+/gu, ' '));
});

it('refuses to describe an undeclared address', async () => {
  const { exit, err } = await createDesk().run('describe', 'Key/nothing', '--sandbox');
  expect(exit).toBe(1);
  expect(err).toContain('there is no resource Key/nothing');
});
