import type { Diagnostic } from '../../model/diagnostic.ts';

type Answer = Pick<Diagnostic, 'message'> & { readonly hint: string };

const tombstone =
  'delete a resource with a tombstone: set `state: absent` in its metadata, then run reconcile plan; see reconcile explain metadata.state';

/** Verbs of other tools that Keywright does not have, and what replaces each. A Map: a word may be `constructor`. */
const answers: ReadonlyMap<string, Answer> = new Map([
  [
    'import',
    {
      message: "'import' does not exist: a manifest adopts an existing resource",
      hint: 'declare a key with `metadata: { name: data, adopt: KEY-ID }`, other kinds with `adopt: true`; then run reconcile plan; see reconcile explain metadata.adopt',
    },
  ],
  [
    'destroy',
    {
      message:
        "'destroy' does not exist: no command deletes resources, and deleting a manifest does not delete a key",
      hint: tombstone,
    },
  ],
  [
    'delete',
    {
      message: "'delete' does not exist: no command deletes resources",
      hint: tombstone,
    },
  ],
  [
    'refresh',
    {
      message: "'refresh' does not exist: every run reads AWS",
      hint: 'reconcile status shows how each resource stands; reconcile plan --only drifted shows what was changed outside Git',
    },
  ],
  [
    'state',
    {
      message: "'state' does not exist: Keywright has no state file and reads AWS on each run",
      hint: 'instead of state list: reconcile get; of state show: reconcile describe ADDRESS; of state mv: `formerly: [ADDRESS]` in the metadata of the manifest; of state rm: `state: released` there (for an orphan: reconcile forget ADDRESS)',
    },
  ],
]);

/** Options of Terraform that Keywright does not have, and what replaces each. */
const replaced: ReadonlyMap<string, string> = new Map([
  [
    'auto-approve',
    'reconcile apply --yes does not ask; a dangerous step also needs its class, e.g. --approve=widen',
  ],
  ['destroy', tombstone],
  ['refresh-only', 'every run reads AWS; reconcile plan --only drifted shows what was changed outside Git'],
  ['detailed-exitcode', 'leave it out: reconcile plan always exits with 0, 1 or 2'],
]);

/** Tells what replaces an option that another tool has; `own` are those of the command, without hyphens. */
export function insteadOf(name: string, own: readonly string[]): string | undefined {
  if (name === 'json' && own.includes('output')) return 'use -o json';
  return replaced.get(name);
}

/** Answers a verb that another tool has and Keywright does not. `words` are the arguments from the verb on. */
export function answerTo([first, second]: readonly string[]): Answer | undefined {
  return answers.get((first === 'help' ? second : first) ?? '');
}
