import type { ErrorRow } from './row.ts';

/** What a running daemon refuses, and why it cannot be reached. */
export const controlErrors = {
  'control.no-daemon': {
    means: 'No daemon answers where one was expected',
    class: 'transient',
    hint: 'start one with reconcile daemon, or name its data directory with --data-dir',
    exit: 1,
  },
  'control.needs-daemon': {
    means: 'Only a running daemon can do this',
    class: 'invalid',
    hint: 'start one with reconcile daemon, or name its data directory with --data-dir',
    exit: 1,
  },
  'control.no-answer': {
    means: 'The daemon accepted the connection and did not answer in time',
    class: 'transient',
    hint: 'what was asked may have been done: look with reconcile status before asking again',
    exit: 1,
  },
  'control.unsafe-socket': {
    means: 'The control socket, or the directory that holds it, is not safe to use',
    class: 'forbidden',
    hint: 'the directory must belong to the user of the daemon with mode 0700, and nothing but its socket may stand there',
    exit: 1,
  },
  'control.closed': {
    means: 'The control socket belongs to another user',
    class: 'forbidden',
    hint: 'run the command as the user of the daemon or as root, e.g. sudo -u keywright reconcile status',
    exit: 1,
  },
  'control.in-use': {
    means: 'Another daemon listens on the control socket',
    class: 'conflict',
    hint: 'stop the other daemon, or give this one its own data directory',
    exit: 1,
  },
  'control.request': {
    means: 'The daemon does not understand the request',
    class: 'invalid',
    hint: 'write it as reconcile COMMAND --help shows; if it is, run the same version of Keywright as the daemon',
    exit: 1,
  },
  'control.token': {
    means: 'The token is unknown or has expired',
    class: 'forbidden',
    hint: 'ask the operator of the daemon for a token, and name its file with --token-file',
    exit: 1,
  },
  'control.forbidden': {
    means: 'The caller may look, and may not decide',
    class: 'forbidden',
    hint: 'this daemon takes decisions with a token only: name the file of yours with --token-file',
    exit: 1,
  },
  'control.source': {
    means: 'The daemon has no such source, or has several and none was named',
    class: 'invalid',
    hint: 'name one with --source',
    exit: 1,
  },
  'control.plan': {
    means: 'The plan is not known, or is not the current one',
    class: 'conflict',
    hint: 'see reconcile plans: only the current plan can be approved or rejected',
    exit: 1,
  },
  'control.step': {
    means: 'Nothing in the plan waits for a decision under this name',
    class: 'invalid',
    hint: 'name a step or an address that reconcile plans shows as waiting',
    exit: 1,
  },
  'control.own-commit': {
    means: 'Nobody approves what a commit of their own widens, deletes, loosens or cuts off',
    class: 'forbidden',
    hint: 'let somebody approve who did not author, commit or sign the commits since the last accepted one',
    exit: 1,
  },
  'control.revision': {
    means: 'The source does not know this commit, its manifests are not valid, or nobody can roll back to it',
    class: 'invalid',
    hint: 'name a commit by its id, at least its first 7 characters, as git log shows it',
    exit: 1,
  },
  'control.nothing': {
    means: 'Nothing is in effect that this would end',
    class: 'invalid',
    hint: 'reconcile status shows what is in effect',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
