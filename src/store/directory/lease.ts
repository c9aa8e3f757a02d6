import { readStored } from '../document.ts';
import { storeFailure } from '../failure.ts';
import type { StoreFiles } from '../files.ts';
import { leaseRecord, type LeaseRecord } from '../lease/rules.ts';
import { leaseIn, type LeasePart } from '../lease/swapped.ts';
import { numberedFiles } from './numbered.ts';

/** Keeps the lease of a directory in numbered files. */
export function directoryLease(files: StoreFiles, directory: string): LeasePart {
  return leaseIn(
    numberedFiles(files, directory, {
      what: 'the lease',
      parse,
      print: (record: LeaseRecord) => JSON.stringify(record),
    }),
    0,
  );
}

function parse(text: string, file: string): LeaseRecord {
  const read = readStored(text, file, leaseRecord);
  if (read.is === 'read') return read.value;
  throw storeFailure(
    {
      severity: 'error',
      code: 'store.corrupt-lease',
      message: `the lease ${file} cannot be read, so its holder is unknown`,
      hint: 'make sure that no other Keywright applies this stack, then remove this file',
    },
    read.cause,
  );
}
