import { digestOf } from '../../../src/model/digest.ts';
import type { Tree } from '../../../src/model/tree.ts';
import type { Desk } from '../../e2e/desk.test-helper.ts';
import { goodKey, goodSet } from '../harness/estate.ts';
import type { Mistake, Topic } from '../harness/mistake.ts';

type File = Record<string, Tree>;
type Change = (text: string) => string;

const same: Change = (text) => text;

/** Saves a plan in the morning, and then something happens to its file. */
function saved(change: Change = same, ...more: readonly string[]): (desk: Desk) => Promise<void> {
  return async (desk) => {
    await desk.run('plan', '--sandbox', '--out', 'plan.json', ...more);
    const text = (await desk.disk.files.read('plan.json')) ?? '';
    await desk.disk.files.write('plan.json', change(text));
  };
}

/** Forges a plan as somebody does who made the digest anew as well. */
function forged(change: (file: File) => void): Change {
  return (text) => {
    const { digest: _, ...file } = JSON.parse(text) as File;
    change(file);
    return `${JSON.stringify({ digest: digestOf(file), ...file }, null, 2)}\n`;
  };
}

interface Declared {
  readonly settings: { uid: Tree; accounts: Tree };
  readonly resources: { kind: string; spec: File; place: File }[];
}

function declared(change: (stack: Declared) => void): Change {
  return forged((file) => {
    change(file['stack'] as unknown as Declared);
  });
}

function ofKey(change: (key: Declared['resources'][number]) => void): Change {
  return declared(({ resources }) => {
    const key = resources.find(({ kind }) => kind === 'Key');
    if (key !== undefined) change(key);
  });
}

function apply(...more: readonly string[]): readonly string[] {
  return ['apply', 'plan.json', '--sandbox', '--yes', ...more];
}

/** Describes a file that is refused, by what was done to it. */
function broken(name: string, about: string, change: Change): Mistake {
  return { name, about, argv: apply(), before: saved(change) };
}

const mistakes: readonly Mistake[] = [
  {
    name: 'a plan for a directory that is not there',
    about: 'nowhere',
    argv: ['plan', '--sandbox', '--out', 'nowhere/plan.json'],
  },
  {
    name: 'a plan over a manifest',
    about: 'key.yaml',
    argv: ['plan', '--sandbox', '--out', 'manifests/key.yaml'],
  },
  { name: 'a plan over a directory', about: 'manifests', argv: ['plan', '--sandbox', '--out', 'manifests'] },
  { name: 'a plan without a name', about: '--out', argv: ['plan', '--sandbox', '--out', ''] },
  {
    name: 'a plan on a full disk',
    about: 'ENOSPC',
    argv: ['plan', '--sandbox', '--out', 'full.json', '-o', 'markdown'],
    troubles: { 'full.json': 'ENOSPC' },
    codes: ['plan.unwritable'],
  },
  { name: 'a plan to show that is not there', about: 'plan.json', argv: ['show', 'plan.json'] },
  { name: 'manifests to show', about: 'manifests/key.yaml', argv: ['show', 'manifests/key.yaml'] },
  { name: 'a directory to show', about: 'directory', argv: ['show', 'manifests'] },
  {
    name: 'a plan that may not be read',
    about: 'EACCES',
    argv: ['show', 'plan.json'],
    before: saved(),
    troubles: { 'plan.json': 'EACCES' },
  },
  broken('a plan of which a part was copied', 'truncated', (text) => text.slice(0, text.indexOf('"steps"'))),
  broken('a plan without its last brace', 'truncated', (text) => text.trimEnd().slice(0, -1)),
  broken('a plan with a comma too many', 'corrupt', (text) => text.replace('"plan":', '"plan":,')),
  broken('a plan with a word of Python', 'None', (text) =>
    text.replace('"approvals": []', '"approvals": None'),
  ),
  broken('a plan with another description', 'changed', (text) =>
    text.replaceAll('Encrypts the data', 'Reads it'),
  ),
  broken('a plan that shall live for longer', 'plan.json', (text) =>
    text.replace(/"expiresAt": "[^"]*"/u, '"expiresAt": "2030-01-01T00:00:00.000Z"'),
  ),
  broken('a plan without its digest', 'digest', (text) => text.replace(/ *"digest".*\n/u, '')),
  broken(
    'a plan with a field of its own',
    'owner',
    forged((file) => (file['owner'] = 'me')),
  ),
  broken(
    'a plan without its plan',
    'plan.version',
    forged((file) => (file['plan'] = {})),
  ),
  broken(
    'a plan with an end that is no time',
    'expiresAt',
    forged((file) => (file['expiresAt'] = 'tomorrow')),
  ),
  broken(
    'a plan of a later format',
    '9.1',
    forged((file) => (file['formatVersion'] = '9.1')),
  ),
  broken(
    'a plan of a Keywright that manages other fields',
    'manages',
    forged((file) => (file['madeBy'] = { version: '0.0.1', kinds: 'others' })),
  ),
  broken(
    'a plan of last month',
    'expired at 2026-10-02',
    forged((file) => {
      file['madeAt'] = '2026-10-01T00:00:00.000Z';
      file['expiresAt'] = '2026-10-02T00:00:00.000Z';
    }),
  ),
  broken(
    'a plan that ends before it begins',
    'expiry',
    forged((file) => (file['expiresAt'] = file['madeAt'] ?? '')),
  ),
  broken(
    'a plan with the Stack of another',
    'ffffffffffff',
    declared(({ settings }) => (settings.uid = 'ffffffffffff')),
  ),
  broken(
    'a plan whose Stack has another account',
    'Key/data',
    declared(({ settings }) => (settings.accounts = [{ id: '999900001111', regions: ['eu-central-1'] }])),
  ),
  broken(
    'a plan with a kind that is none',
    'Lock',
    ofKey((key) => (key.kind = 'Lock')),
  ),
  {
    name: 'a plan with a field that no key has',
    about: 'descripton',
    argv: apply(),
    before: saved(ofKey(({ spec }) => (spec['descripton'] = 'x'))),
    nowhere: 'the manifest that it came from is not at hand',
  },
  broken(
    'the plan that -o json prints',
    'ApplyResult',
    () => '{"formatVersion": "1.0", "kind": "ApplyResult"}\n',
  ),
  { name: 'a plan among its manifests', about: 'manifests', argv: apply('manifests'), before: saved() },
  { name: 'a part of a plan', about: '--target', argv: apply('--target', 'Key/data'), before: saved() },
  {
    name: 'a plan of another commit',
    about: 'abc123',
    argv: apply('--commit', 'def456'),
    before: saved(same, '--commit', 'abc123'),
  },
  {
    name: 'a plan of the embedded AWS for the real one',
    about: 'embedded',
    argv: ['apply', 'plan.json', '--yes'],
    before: saved(),
  },
  {
    name: 'a plan in place of manifests',
    about: 'plan.json',
    argv: ['validate', 'plan.json'],
    before: saved(),
  },
  {
    name: 'a plan that is saved while it is applied',
    about: '--out',
    argv: ['apply', '--sandbox', '--yes', '--out', 'plan.json'],
  },
  {
    name: 'a plan that lives for ever',
    about: '--expires',
    argv: ['plan', '--sandbox', '--out', 'plan.json', '--expires', 'never'],
  },
  {
    name: 'a patience that is no time',
    about: '--timeout',
    argv: ['apply', '--sandbox', '--yes', '--timeout', 'long'],
  },
];

export const plans: Topic = {
  name: 'plans',
  mistakes: mistakes.map((one) => ({ files: { ...goodSet, 'manifests/key.yaml': goodKey }, ...one })),
};
