import { z } from 'zod';
import type { ErrorCode } from '../../model/errors/index.ts';
import { readStored, type Read } from '../document.ts';
import { storeFailure } from '../failure.ts';
import { addressSchema, idsSchema } from '../journal-state.ts';
import type { Objects } from './objects.ts';

/** `journal.json`: when the journal was begun, in which format, and whose it is (format 1 did not say). */
export const birth = z.looseObject({
  keywright: z.literal('journal'),
  version: z.number(),
  bornAt: z.number(),
  stack: z.looseObject({ name: z.string(), uid: z.string() }).optional(),
});

/** One object per address, below `known/`. */
export const knownDocument = z.strictObject({ address: addressSchema, ids: idsSchema });

/** Parses the object's document; rejects with `code` if it cannot be read, and where a newer Keywright wrote it. */
export function readObject<T>(
  objects: Objects,
  key: string,
  text: string,
  schema: z.ZodType<T>,
  code: Extract<ErrorCode, 'store.corrupt-journal' | 'store.corrupt-lease' | 'store.corrupt-decisions'>,
  known?: number,
): Read<T> {
  const read = readStored(text, objects.show(key), schema, known);
  if (read.is === 'read') return read;
  throw storeFailure(
    {
      severity: 'error',
      code,
      message: `${objects.show(key)} cannot be read: its content is not from Keywright`,
      hint: 'make sure that no Keywright applies this stack, keep a copy of the object, and repair or delete it',
    },
    read.cause,
  );
}
