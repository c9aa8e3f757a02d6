import type { ErrorRow } from './row.ts';

/** What can be wrong with what Keywright keeps for itself: journal, lease and memory. */
export const storeErrors = {
  'store.corrupt-journal': {
    means: 'The journal of open intents cannot be read',
    class: 'terminal',
    hint: 'a line of the journal cannot be read, and an open intent may be in it: repair the line, or move the journal away',
    exit: 1,
  },
  'store.corrupt-lease': {
    means: 'The lease cannot be read',
    class: 'terminal',
    hint: 'it cannot be told who holds the lease: make sure that no other Keywright runs, then remove it',
    exit: 1,
  },
  'store.corrupt-decisions': {
    means: 'The decisions about the Stack cannot be read',
    class: 'terminal',
    hint: 'a pause, a rejection or a brake may be in them, so nothing is written: repair the document, or move it away',
    exit: 1,
  },
  'store.other-stack': {
    means: 'The place where lease, journal and memory are kept belongs to another Stack',
    class: 'invalid',
    hint: 'give each Stack its own place; if metadata.name or spec.uid of the Stack was changed, restore it',
    exit: 1,
  },
  'store.inside-manifests': {
    means:
      'coordination.directory, or the data directory of a daemon, lies inside the tree that the manifests come from',
    class: 'invalid',
    hint: 'name a directory outside of the repository, where a commit to the manifests cannot write',
    exit: 1,
  },
  'store.newer-version': {
    means: 'What is stored has a format that this version does not know',
    class: 'terminal',
    hint: 'a newer Keywright wrote this; run that version or a later one',
    exit: 1,
  },
  'store.memory-unreadable': {
    means: 'What Keywright remembers of the Stack cannot be read',
    class: 'terminal',
    hint: 'part of the memory is lost; Keywright says "differs" where it could have said who changed it',
    exit: 1,
  },
  'store.damaged-history': {
    means: 'The file of the history was damaged',
    class: 'terminal',
    hint: 'it was moved aside and a new one begun; restore the last backup if you need what it held',
    exit: 1,
  },
  'store.unavailable': {
    means: 'The place where lease, journal and memory are kept did not answer',
    class: 'transient',
    hint: 'the state directory or bucket did not answer; nothing is created while intents cannot be written',
    exit: 1,
  },
  'store.forbidden': {
    means: 'The place where lease, journal and memory are kept refused',
    class: 'forbidden',
    hint: 'Keywright may not read or write its state directory or bucket',
    exit: 1,
  },
  'store.contended': {
    means: 'Several runs reached for the lease, the journal or the decisions at the same moment',
    class: 'conflict',
    hint: 'others kept writing at the same moment; run again',
    exit: 1,
  },
  'store.lease-held': {
    means: 'Another run holds the lease of this Stack',
    class: 'conflict',
    hint: 'another Keywright applies this stack: wait for it, or for its lease to run out',
    exit: 1,
  },
  'store.clock-off': {
    means: 'The clock of this machine differs from that of S3 by more than two seconds',
    class: 'conflict',
    hint: 'synchronise the clock (NTP), then run again: by a wrong clock, two runs could write at the same time',
    exit: 1,
  },
  'store.other-holder': {
    means: 'The lease is not held by the run that was named',
    class: 'conflict',
    hint: 'name the present holder, as the refused run printed it, once it is certain that this one is gone',
    exit: 1,
  },
  'store.no-directory': {
    means: 'There is no place for lease, journal and memory',
    class: 'invalid',
    hint: 'name a state directory, or set XDG_STATE_HOME or HOME to an absolute path',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
