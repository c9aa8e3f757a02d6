import type { ErrorRow } from './row.ts';

/** What a running daemon refuses, and why it cannot be reached. */
export const controlErrors = {
  'control.no-daemon': {
    means: 'No daemon is listening on the control socket',
    class: 'transient',
    hint: 'start a daemon with reconcile daemon, or pass its data directory with --data-dir',
    exit: 1,
  },
  'control.needs-daemon': {
    means: 'This command needs a running daemon',
    class: 'invalid',
    hint: 'start a daemon with reconcile daemon, or pass its data directory with --data-dir',
    exit: 1,
  },
  'control.no-answer': {
    means: 'The daemon accepted the connection but did not respond in time',
    class: 'transient',
    hint: 'the daemon may have executed the request: check with reconcile status before you retry',
    exit: 1,
  },
  'control.unsafe-socket': {
    means: 'The control socket or its directory has unsafe ownership or permissions',
    class: 'forbidden',
    hint: 'the directory must be owned by the daemon user, have mode 0700, and contain only the socket',
    exit: 1,
  },
  'control.closed': {
    means: 'The control socket belongs to another user',
    class: 'forbidden',
    hint: 'run the command as the user of the daemon or as root, e.g. sudo -u keywright reconcile status',
    exit: 1,
  },
  'control.in-use': {
    means: 'Another daemon is listening on the control socket',
    class: 'conflict',
    hint: 'stop the other daemon, or use a separate data directory',
    exit: 1,
  },
  'control.request': {
    means: 'The daemon does not understand the request',
    class: 'invalid',
    hint: 'check the syntax with reconcile COMMAND --help, and use the same Keywright version as the daemon',
    exit: 1,
  },
  'control.token': {
    means: 'The token is unknown or has expired',
    class: 'forbidden',
    hint: 'ask the operator of the daemon for a token, and pass its file with --token-file',
    exit: 1,
  },
  'control.forbidden': {
    means: 'The caller lacks the role for this decision, or for all that it is about',
    class: 'forbidden',
    hint: 'pass the token file of somebody who may decide this with --token-file',
    exit: 1,
  },
  'control.missing': {
    means: 'The requested plan or resource does not exist',
    class: 'invalid',
    hint: 'check its name; you may also lack the permission to see it',
    exit: 1,
  },
  'control.which-source': {
    means: 'The daemon has several sources, and none was chosen',
    class: 'invalid',
    hint: 'choose a source with --source',
    exit: 1,
  },
  'control.source': {
    means: 'The daemon has no such source',
    class: 'invalid',
    hint: 'choose a source with --source',
    exit: 1,
  },
  'control.plan': {
    means: 'The plan is not the current plan',
    class: 'conflict',
    hint: 'only the current plan can be approved or rejected: run reconcile plans',
    exit: 1,
  },
  'control.step': {
    means: 'The plan has no step with this name that waits for a decision',
    class: 'invalid',
    hint: 'use a step or an address that reconcile plans lists as waiting',
    exit: 1,
  },
  'control.own-commit': {
    means: 'Authors of a commit cannot approve its widen, delete, loosen or cut-off steps',
    class: 'forbidden',
    hint: 'ask an approver who did not author, commit or sign any commit since the last accepted one',
    exit: 1,
  },
  'control.revision': {
    means: 'The commit is not in the source, has invalid manifests, or cannot be rolled back to',
    class: 'invalid',
    hint: 'pass at least the first 7 characters of the commit id, as git log shows it',
    exit: 1,
  },
  'control.nothing': {
    means: 'There is no such decision in effect to end',
    class: 'invalid',
    hint: 'reconcile status shows the decisions in effect',
    exit: 1,
  },
  'control.no-server': {
    means: 'The API of the daemon cannot be reached, or does not respond as a daemon does',
    class: 'transient',
    hint: 'check the URL of --server, and the proxy and certificates of this machine',
    exit: 1,
  },
  'control.busy': {
    means: 'The daemon makes as many plans of sent manifests as it does at once',
    class: 'throttled',
    hint: 'try again in a minute',
    exit: 1,
  },
  'control.no-look': {
    means: 'The daemon has not looked at everything yet, so it has nothing to plan against',
    class: 'transient',
    hint: 'wait for its first full look: reconcile status',
    exit: 1,
  },
  'control.too-long': {
    means: 'A plan of sent manifests takes too long, or its caller is gone',
    class: 'transient',
    hint: 'try again; if it recurs, split the estate into several Stacks',
    exit: 1,
  },
  'control.not-read': {
    means: 'A plan against a daemon needs a read that the daemon does not send',
    class: 'terminal',
    hint: 'plan with AWS credentials: reconcile plan without --server',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
