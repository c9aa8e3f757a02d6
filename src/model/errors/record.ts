import type { ErrorRow } from './row.ts';

/** What can be wrong with the record of writes and decisions. */
export const recordErrors = {
  'record.failed': {
    means: 'A write or decision could not be recorded, so it was not carried out',
    class: 'terminal',
    hint: 'make the data directory and standard output of the daemon writable',
    exit: 1,
  },
  'record.broken': {
    means: 'A line of the record was changed, removed, moved or added',
    class: 'terminal',
    hint: 'compare the file with the copy in the data directory and with the heads in the sink',
    exit: 1,
  },
  'record.unreadable': {
    means: 'The file holds no record',
    class: 'invalid',
    hint: 'name a file of `reconcile audit export`, the standard output of a daemon, or its history.sqlite',
    exit: 1,
  },
  'record.sink': {
    means: 'The head of the record could not be written to its sink',
    class: 'transient',
    hint: 'until it can be, a record that is changed together with its data directory is not noticed',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
