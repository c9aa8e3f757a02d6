import type { Diagnostic } from '../model/diagnostic.ts';
import type { Lease } from '../model/journal.ts';
import { isoOf } from '../model/instant.ts';

/** What a method of a store rejects with: an Error that carries what a person should read. */
export interface StoreFailure extends Error {
  readonly diagnostic: Diagnostic;
}

export function storeFailure(diagnostic: Diagnostic, cause?: unknown): StoreFailure {
  return Object.assign(new Error(diagnostic.message, cause === undefined ? {} : { cause }), { diagnostic });
}

/** The diagnostic of a rejection by a store; undefined for any other error, which is a bug. */
export function diagnosticOf(error: unknown): Diagnostic | undefined {
  return error instanceof Error && 'diagnostic' in error ? (error as StoreFailure).diagnostic : undefined;
}

/** What to tell who was refused the lease. */
export function leaseHeld(by: Lease): Diagnostic {
  return {
    severity: 'error',
    code: 'store.lease-held',
    message: `${by.holder} holds the lease of this stack until ${isoOf(by.until)}`,
    hint: 'wait until it has finished; if it died, its lease runs out at that time',
  };
}

/** Runs `work`; its diagnostics become the answer, other errors go on. */
export async function diagnosed(work: () => Promise<readonly Diagnostic[]>): Promise<readonly Diagnostic[]> {
  try {
    return await work();
  } catch (error) {
    const diagnostic = diagnosticOf(error);
    if (diagnostic === undefined) throw error;
    return [diagnostic];
  }
}

export function intentExists(id: string): StoreFailure {
  return storeFailure({
    severity: 'error',
    code: 'engine.internal',
    message: `an open intent with the id ${id} is there already, for something else`,
  });
}
