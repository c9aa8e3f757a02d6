import { z } from 'zod';
import { markOf, type StackId } from '../../model/resource.ts';
import { newer, otherStack, storeFailure, type StoreFailure } from '../failure.ts';
import { decisionsDocument, newestVersion, type DecisionsDocument } from './schema.ts';

const versioned = z.looseObject({ keywright: z.literal('decisions'), version: z.int().positive() });

/** Reads the document of the decisions; rejects one of a newer Keywright, of another Stack, and a damaged one. */
export function parseDecisions(text: string, file: string, stack: StackId): DecisionsDocument {
  const value = attempt(file, () => {
    const raw: unknown = JSON.parse(text);
    return { raw, version: versioned.parse(raw).version };
  });
  if (value.version > newestVersion) throw storeFailure(newer(file, value.version, newestVersion));
  const document = attempt(file, () => decisionsDocument.parse(value.raw));
  if (markOf(document.stack) !== markOf(stack)) throw storeFailure(otherStack(file, document.stack, stack));
  return document;
}

function attempt<T>(file: string, parse: () => T): T {
  try {
    return parse();
  } catch (cause) {
    throw corrupt(file, cause);
  }
}

function corrupt(file: string, cause: unknown): StoreFailure {
  return storeFailure(
    {
      severity: 'error',
      code: 'store.corrupt-decisions',
      message: `the decisions in ${file} cannot be read`,
      hint:
        'a pause, a rejection or a brake may be in them, so nothing is written. Keep a copy, and repair the ' +
        'document; or move it away: a daemon then only observes until a person accepts what AWS has',
    },
    cause,
  );
}
