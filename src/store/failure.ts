import type { Diagnostic } from '../model/diagnostic.ts';
import type { Yielded } from '../model/decisions.ts';
import type { Lease } from '../model/journal.ts';
import { markOf, type StackId } from '../model/resource.ts';
import { isoOf } from '../model/instant.ts';

/** What a method of a store rejects with: an Error that carries what a person should read. */
export interface StoreFailure extends Error {
  readonly diagnostic: Diagnostic;
}

export function storeFailure(diagnostic: Diagnostic, cause?: unknown): StoreFailure {
  return Object.assign(new Error(diagnostic.message, cause === undefined ? {} : { cause }), { diagnostic });
}

/** Extracts the diagnostic of a rejection by a store. Returns undefined for any other error, which is a bug. */
export function diagnosticOf(error: unknown): Diagnostic | undefined {
  return error instanceof Error && 'diagnostic' in error ? (error as StoreFailure).diagnostic : undefined;
}

/** Tells that a store belongs to another Stack: what it remembers would be taken for ours. */
export function otherStack(place: string, bound: StackId, own: StackId): Diagnostic {
  const renamed = bound.name === own.name || bound.uid === own.uid;
  return {
    severity: 'error',
    code: 'store.other-stack',
    message: `${place} belongs to Stack ${markOf(bound)}, but these manifests declare Stack ${markOf(own)}`,
    hint: renamed
      ? `restore metadata.name ${bound.name} and spec.uid ${bound.uid} of the Stack: they are the ownership tags of its resources`
      : 'use a separate place for each Stack: another --state-dir, coordination.directory, or coordination.s3.prefix',
  };
}

export function newer(file: string, version: number, known = 2): Diagnostic {
  return {
    severity: 'error',
    code: 'store.newer-version',
    message: `${file} has format ${version}, but this version of Keywright supports format ${known}`,
    hint: 'run the version of Keywright that wrote it, or a newer one',
  };
}

/** Builds what to tell who was refused the lease. */
export function leaseHeld(by: Lease): Diagnostic {
  return {
    severity: 'error',
    code: 'store.lease-held',
    message: `${by.holder} holds the lease of this stack until ${isoOf(by.until)}`,
    hint: `wait until it finishes; if it died, run again after that time; if it is stuck: reconcile force-unlock ${by.holder}`,
  };
}

/** Tells that a lease is over by the clock of this machine, and that the run may not watch it for long enough. */
export function leaseUnwatched({ holder, until }: Lease, left: string): Diagnostic {
  return {
    severity: 'error',
    code: 'store.lease-held',
    message: `${holder} has not released the lease of this stack, which expired at ${isoOf(until)} by the clock of this machine`,
    hint: `that run may still be active: watch it for ${left} with --timeout ${left} or more; if it is stuck: reconcile force-unlock ${holder}`,
  };
}

/** Builds what to tell a run while the lease is lent to somebody else. */
export function leaseLent({ to, by, why, until }: Yielded, holder: string): Diagnostic {
  return {
    severity: 'error',
    code: 'store.lease-held',
    message: `${by.name} lent the lease of this stack to ${to} until ${isoOf(until)} (${why}), and this run is ${holder}`,
    hint: 'wait until then, or end the loan with reconcile resume',
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
