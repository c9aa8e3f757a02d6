import { markOf, type StackId } from '../../model/resource.ts';
import { readStored } from '../document.ts';
import { otherStack, storeFailure, type StoreFailure } from '../failure.ts';
import { decisionsDocument, newestVersion, type DecisionsDocument } from './schema.ts';

/** Parses the document of the decisions; rejects one of a newer Keywright, of another Stack, and a damaged one. */
export function parseDecisions(text: string, file: string, stack: StackId): DecisionsDocument {
  const read = readStored(text, file, decisionsDocument, newestVersion);
  if (read.is === 'damaged') throw corrupt(file, read.cause);
  const { value } = read;
  if (markOf(value.stack) !== markOf(stack)) throw storeFailure(otherStack(file, value.stack, stack));
  return value;
}

function corrupt(file: string, cause: unknown): StoreFailure {
  return storeFailure(
    {
      severity: 'error',
      code: 'store.corrupt-decisions',
      message: `the decisions in ${file} cannot be read`,
      hint:
        'Keywright writes nothing because they may contain a pause, a rejection or a brake. Keep a copy, and repair the ' +
        'document, or move it away: a daemon then only observes until a person accepts the baseline',
    },
    cause,
  );
}
