import { z } from 'zod';
import type { Address } from '../model/address.ts';
import type { AppliedFacet, LastApplied } from '../model/journal.ts';
import { isSameThing } from '../model/ids.ts';
import type { Ids } from '../model/ids.ts';
import { byCodeUnit, type Tree } from '../model/tree.ts';
import { addressSchema, idsSchema } from './journal-state.ts';

export type MemoryRecord =
  | {
      readonly is: 'applied';
      readonly address: Address;
      readonly ids: Ids;
      readonly facet: string;
      readonly applied: AppliedFacet;
    }
  | { readonly is: 'forget'; readonly address: Address };

/** Whatever JSON.parse gives is a Tree. */
const tree = z.custom<Tree>((value) => value !== undefined);

export const appliedFacetSchema: z.ZodType<AppliedFacet> = z.strictObject({
  tree,
  before: z.record(z.string(), z.array(z.string()).readonly()),
  at: z.number(),
  replaced: tree.exactOptional(),
  shown: z.number().exactOptional(),
});

export const memoryRecord: z.ZodType<MemoryRecord> = z.discriminatedUnion('is', [
  z.strictObject({
    is: z.literal('applied'),
    address: addressSchema,
    ids: idsSchema,
    facet: z.string(),
    applied: appliedFacetSchema,
  }),
  z.strictObject({ is: z.literal('forget'), address: addressSchema }),
]);

/** Last applied by address: mutable, private to who folds. */
export type MemoryState = Map<Address, LastApplied>;

export function remembered(state: MemoryState, record: MemoryRecord): void {
  if (record.is === 'forget') {
    state.delete(record.address);
    return;
  }
  const last = state.get(record.address);
  // What was written to another thing says nothing about this one.
  const kept = last !== undefined && isSameThing(last.ids, record.ids) ? last : { ids: {}, facets: {} };
  const facets = { ...kept.facets, [record.facet]: record.applied };
  state.set(record.address, { ids: { ...kept.ids, ...record.ids }, facets });
}

/** Returns the fewest records that give `state`. */
export function memoryRecordsOf(state: MemoryState): readonly MemoryRecord[] {
  return [...lastAppliedOf(state)].flatMap(([address, { ids, facets }]) =>
    Object.entries(facets).map(
      ([facet, applied]) => ({ is: 'applied', address, ids, facet, applied }) as const,
    ),
  );
}

/** Sorts last applied values in code-unit order of addresses. */
export function lastAppliedOf(state: MemoryState): ReadonlyMap<Address, LastApplied> {
  return new Map([...state].sort(([a], [b]) => byCodeUnit(a, b)));
}
