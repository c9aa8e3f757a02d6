import type { ErrorRow } from './index.ts';

/** What can be wrong with what Keywright keeps for itself: journal, lease and memory. */
export const storeErrors = {
  'store.corrupt-journal': {
    class: 'terminal',
    hint: 'a line of the journal cannot be read, and an open intent may be in it: repair the line, or move the journal away',
    exit: 1,
  },
  'store.corrupt-lease': {
    class: 'terminal',
    hint: 'it cannot be told who holds the lease: make sure that no other Keywright runs, then remove it',
    exit: 1,
  },
  'store.newer-version': {
    class: 'terminal',
    hint: 'a newer Keywright wrote this; run that version or a later one',
    exit: 1,
  },
  'store.memory-unreadable': {
    class: 'terminal',
    hint: 'part of the memory is lost; Keywright says "differs" where it could have said who changed it',
    exit: 1,
  },
  'store.unavailable': {
    class: 'transient',
    hint: 'the state directory or bucket did not answer; nothing is created while intents cannot be written',
    exit: 1,
  },
  'store.forbidden': {
    class: 'forbidden',
    hint: 'Keywright may not read or write its state directory or bucket',
    exit: 1,
  },
  'store.contended': {
    class: 'conflict',
    hint: 'others kept writing at the same moment; run again',
    exit: 1,
  },
  'store.lease-held': {
    class: 'conflict',
    hint: 'another Keywright applies this stack: wait for it, or for its lease to run out',
    exit: 1,
  },
  'store.intent-exists': {
    class: 'terminal',
    hint: 'two intents have one id: ids must be drawn anew for each create',
    exit: 1,
  },
  'store.no-directory': {
    class: 'invalid',
    hint: 'name a state directory, or set XDG_STATE_HOME or HOME to an absolute path',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
