import type { ErrorRow } from './row.ts';

/** What can be wrong with the file of a saved plan. Such a file changes nothing. */
export const planErrors = {
  'plan.unwritable': {
    means: 'The saved plan cannot be written',
    class: 'terminal',
    hint: 'pass a file in an existing, writable directory',
    exit: 1,
  },
  'plan.unreadable': {
    means: 'The saved plan does not exist or cannot be read',
    class: 'terminal',
    hint: 'pass a readable file',
    exit: 1,
  },
  'plan.not-a-plan': {
    means: 'The file is not a saved plan',
    class: 'invalid',
    hint: 'pass a file that `reconcile plan --out FILE` wrote',
    exit: 1,
  },
  'plan.not-manifests': {
    means: 'A saved plan was passed instead of manifests',
    class: 'invalid',
    hint: '`reconcile apply FILE` applies a saved plan, `reconcile show FILE` prints it',
    exit: 1,
  },
  'plan.not-alone': {
    means: 'A saved plan was passed with other paths, or with options that it already contains',
    class: 'invalid',
    hint: 'pass only the saved plan: its scope and options are fixed',
    exit: 1,
  },
  'plan.truncated': {
    means: 'The saved plan is truncated',
    class: 'invalid',
    hint: 'copy it again, or plan again with --out',
    exit: 1,
  },
  'plan.edited': {
    means: 'A saved plan was changed after it was written',
    class: 'invalid',
    hint: 'do not edit a saved plan: change the manifests and plan again with --out',
    exit: 1,
  },
  'plan.invalid': {
    means: 'The saved plan lacks required fields, or has unknown fields',
    class: 'invalid',
    hint: 'plan again with --out',
    exit: 1,
  },
  'plan.contradiction': {
    means: 'The saved plan is inconsistent: its Stack, accounts or resources do not match',
    class: 'invalid',
    hint: 'plan again with --out',
    exit: 1,
  },
  'plan.newer-version': {
    means: 'A newer version of Keywright wrote the saved plan',
    class: 'invalid',
    hint: 'apply it with the version that wrote it or a newer one, or plan again',
    exit: 1,
  },
  'plan.other-kinds': {
    means: 'Another version of Keywright, which manages other fields, made the saved plan',
    class: 'invalid',
    hint: 'plan again with --out, with this version',
    exit: 1,
  },
  'plan.expired': {
    means: 'The saved plan has expired',
    class: 'invalid',
    hint: 'plan again with --out, and review the new plan',
    exit: 1,
  },
  'plan.elsewhere': {
    means: 'The plan was made against another target: the embedded AWS, another endpoint, or the real AWS',
    class: 'invalid',
    hint: 'apply it to the same target: with --sandbox, with --endpoint, or with neither',
    exit: 1,
  },
  'plan.other-commit': {
    means: 'The saved plan was made from a different commit than --commit',
    class: 'conflict',
    hint: 'plan this commit, or omit --commit',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
