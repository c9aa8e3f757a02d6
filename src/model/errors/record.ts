import type { ErrorRow } from './row.ts';

/** What can be wrong with the record of writes and decisions. */
export const recordErrors = {
  'record.failed': {
    means: 'A write or decision could not be recorded, so it was not executed',
    class: 'terminal',
    hint: 'make the data directory and standard output of the daemon writable',
    exit: 1,
  },
  'record.broken': {
    means: 'A line of the record was changed, deleted, moved or added',
    class: 'terminal',
    hint: 'compare the file with the copy in the data directory and with the heads in the sink',
    exit: 1,
  },
  'record.unreadable': {
    means: 'The file does not contain a record',
    class: 'invalid',
    hint: 'pass output of `reconcile audit export`, the standard output of a daemon, or its history.sqlite',
    exit: 1,
  },
  'record.sink': {
    means: 'The head of the record could not be written to its sink',
    class: 'transient',
    hint: 'fix the sink: until then, tampering with both the record and the data directory goes undetected',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
