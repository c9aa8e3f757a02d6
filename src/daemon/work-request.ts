import type { Address } from '../model/address.ts';
import type { Scope } from '../model/plan.ts';
import type { Stack } from '../model/resource.ts';
import type { Look } from './due.ts';

/** What is looked at, and whether what follows may be written. */
export interface Work {
  readonly stack: Stack;
  readonly scope: Extract<Scope, { readonly is: 'all' | 'batch' }>;
  readonly look: Look;
  readonly writes: boolean;
}

/** Describes work for whoever reads that it failed. */
export function whatOf({ scope }: Work): string {
  if (scope.is === 'all') return 'everything';
  const [first, ...rest] = scope.write;
  return rest.length === 0 ? String(first) : `${String(first)} and ${String(rest.length)} others`;
}

/** Builds the scope of a batch. Lets what is due be written, and what it depends on only be looked at. */
export function batchOf(due: readonly Address[]): Work['scope'] {
  return { is: 'batch', write: [...due], read: [] };
}
