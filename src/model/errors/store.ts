import type { ErrorRow } from './row.ts';

/** What can be wrong with what Keywright keeps for itself: journal, lease and memory. */
export const storeErrors = {
  'store.corrupt-journal': {
    means: 'The journal is corrupt',
    class: 'terminal',
    hint: 'the corrupt line may contain an unfinished create: repair the line, or move the journal away',
    exit: 1,
  },
  'store.corrupt-lease': {
    means: 'The lease is corrupt',
    class: 'terminal',
    hint: 'the lease holder is unknown: make sure that no other Keywright is running, then delete the lease',
    exit: 1,
  },
  'store.corrupt-decisions': {
    means: 'The decisions document of the Stack is corrupt',
    class: 'terminal',
    hint: 'repair the document, or move it away; Keywright writes nothing because a pause, rejection or brake may be in it',
    exit: 1,
  },
  'store.other-stack': {
    means: 'The state directory or coordination bucket belongs to another Stack',
    class: 'invalid',
    hint: 'use a separate place for each Stack; if metadata.name or spec.uid was changed, restore it',
    exit: 1,
  },
  'store.inside-manifests': {
    means:
      'coordination.directory or the data directory of a daemon is inside the source tree of the manifests',
    class: 'invalid',
    hint: 'use a directory outside the repository, which a commit to the manifests cannot change',
    exit: 1,
  },
  'store.newer-version': {
    means: 'The stored state has a format that this version does not support',
    class: 'terminal',
    hint: 'a newer version of Keywright wrote it: run that version or a newer one',
    exit: 1,
  },
  'store.memory-unreadable': {
    means: 'The recorded state of the Stack is corrupt',
    class: 'terminal',
    hint: 'some recorded state is lost: Keywright reports "differs" instead of who changed a value',
    exit: 1,
  },
  'store.damaged-history': {
    means: 'The history database was damaged',
    class: 'terminal',
    hint: 'Keywright moved it aside and started a new one: restore the last backup if you need the old history',
    exit: 1,
  },
  'store.unavailable': {
    means: 'The state directory or coordination bucket did not respond',
    class: 'transient',
    hint: 'check the state directory or bucket; Keywright creates nothing while it cannot write the journal',
    exit: 1,
  },
  'store.forbidden': {
    means: 'Access to the state directory or coordination bucket was denied',
    class: 'forbidden',
    hint: 'allow Keywright to read and write its state directory or bucket',
    exit: 1,
  },
  'store.contended': {
    means: 'Several runs wrote the lease, the journal or the decisions at the same time',
    class: 'conflict',
    hint: 'wait a moment, then run again',
    exit: 1,
  },
  'store.lease-held': {
    means: 'Another run holds the lease of this Stack',
    class: 'conflict',
    hint: 'another run is applying this stack: wait for it to finish, or for its lease to expire',
    exit: 1,
  },
  'store.clock-off': {
    means: 'The clock of this machine differs from S3 by more than two seconds',
    class: 'conflict',
    hint: 'synchronize the clock (NTP), then run again: with a wrong clock, two runs could write at the same time',
    exit: 1,
  },
  'store.other-holder': {
    means: 'The named run does not hold the lease',
    class: 'conflict',
    hint: 'pass the current holder, as the refused run printed it, after you made sure that it is gone',
    exit: 1,
  },
  'store.no-directory': {
    means: 'No state directory is configured',
    class: 'invalid',
    hint: 'pass a state directory, or set XDG_STATE_HOME or HOME to an absolute path',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
