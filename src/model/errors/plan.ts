import type { ErrorRow } from './row.ts';

/** What can be wrong with the file of a saved plan. Such a file changes nothing. */
export const planErrors = {
  'plan.unwritable': {
    means: 'The file for a saved plan cannot be written',
    class: 'terminal',
    hint: 'name a file in a directory that is there and that you may write to',
    exit: 1,
  },
  'plan.unreadable': {
    means: 'The file of a saved plan is not there or cannot be read',
    class: 'terminal',
    hint: 'name a file that you may read',
    exit: 1,
  },
  'plan.not-a-plan': {
    means: 'The file is something else than a saved plan',
    class: 'invalid',
    hint: 'a saved plan is what `reconcile plan --out FILE` writes',
    exit: 1,
  },
  'plan.not-manifests': {
    means: 'A saved plan was named where manifests are wanted',
    class: 'invalid',
    hint: 'a saved plan holds what it needs: `reconcile apply FILE` applies it, `reconcile show FILE` shows it',
    exit: 1,
  },
  'plan.not-alone': {
    means: 'A saved plan was named beside other paths, or with options that it settles itself',
    class: 'invalid',
    hint: 'a saved plan is applied by itself: what it holds was settled when it was made',
    exit: 1,
  },
  'plan.truncated': {
    means: 'The file of a saved plan ends too early',
    class: 'invalid',
    hint: 'copy it again, or plan again with --out',
    exit: 1,
  },
  'plan.edited': {
    means: 'A saved plan was changed after it was written',
    class: 'invalid',
    hint: 'a saved plan is not for editing: change the manifests and plan again with --out',
    exit: 1,
  },
  'plan.invalid': {
    means: 'The file of a saved plan lacks something, or holds what a saved plan never holds',
    class: 'invalid',
    hint: 'plan again with --out',
    exit: 1,
  },
  'plan.contradiction': {
    means: 'The parts of a saved plan do not belong together: its stack, its accounts or its resources',
    class: 'invalid',
    hint: 'plan again with --out',
    exit: 1,
  },
  'plan.newer-version': {
    means: 'A later Keywright wrote the saved plan',
    class: 'invalid',
    hint: 'apply it with the Keywright that made it or a later one, or plan again',
    exit: 1,
  },
  'plan.other-kinds': {
    means: 'The saved plan was made by a Keywright that manages other fields',
    class: 'invalid',
    hint: 'this Keywright manages other fields than the one that made it: plan again with --out',
    exit: 1,
  },
  'plan.expired': {
    means: 'The saved plan is older than it was to live',
    class: 'invalid',
    hint: 'plan again with --out, and look at it once more',
    exit: 1,
  },
  'plan.elsewhere': {
    means: 'The plan was made against another AWS: the embedded one, another endpoint, or the real one',
    class: 'invalid',
    hint: 'apply it where it was made: with --sandbox, with --endpoint, or with neither',
    exit: 1,
  },
  'plan.other-commit': {
    means: 'The saved plan was made from another commit than --commit names',
    class: 'conflict',
    hint: 'plan this commit, or leave out --commit',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
