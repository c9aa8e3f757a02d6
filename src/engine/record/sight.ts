import type { Address } from '../../model/address.ts';
import type { Change, DriftLabel } from '../../model/change.ts';
import { derived } from '../../model/derived.ts';
import { digestOf } from '../../model/digest.ts';
import type { Part } from '../../model/history.ts';
import type { Instant } from '../../model/instant.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import type { PassResult } from '../../model/outcome.ts';
import type { Plan, ResourcePlan, Step } from '../../model/plan.ts';
import type { Stack } from '../../model/resource.ts';
import { facetNameOf } from '../../model/step-id.ts';
import { valueAt } from '../../model/tree.ts';

/** One look or pass, as far as status and episodes need it. */
export interface Sight {
  readonly plan: Plan;
  /** How the steps ended; empty for a look that wrote nothing. */
  readonly outcomes: PassResult['outcomes'];
  /** True only of a full look at everything whose listings all succeeded: what its plan lacks is gone. */
  readonly complete: boolean;
  /** What was declared for this look. */
  readonly stack: Pick<Stack, 'resources'>;
  readonly kinds: ReadonlyMap<string, AnyKind>;
  /** When the look or pass ended. */
  readonly now: Instant;
}

/** Gives the parts of a kind: one without a fast set is read by full looks only. */
export function partsOf(kind: string, { kinds }: Pick<Sight, 'kinds'>): readonly Part[] {
  const facets = kinds.get(kind)?.facets ?? [];
  return facets.some(({ look }) => look === 'fast') ? ['fast', 'rest'] : ['rest'];
}

/** Gives the part to which a facet, or a step with a name of its own, belongs. */
export function partOf(kind: string, facet: string, sight: Pick<Sight, 'kinds'>): Part {
  // Whether it exists is seen by each look. A removal goes on in full looks only.
  if (facet === 'create') return partsOf(kind, sight)[0] ?? 'rest';
  const declared = sight.kinds.get(kind)?.facets.find(({ name }) => name === facet);
  return declared?.look === 'fast' ? 'fast' : 'rest';
}

/** Tells whether a part of a resource was read: a fast look names what it read. */
export function isRead(part: Part, { read }: Pick<ResourcePlan, 'read'>): boolean {
  return read === undefined || part === 'fast';
}

const stepsByAddress = derived((steps: readonly Step[]): ReadonlyMap<Address, readonly Step[]> =>
  Map.groupBy(steps, ({ address }) => address),
);

/** Finds the steps of one address. */
export function stepsOf(address: Address, { plan }: Pick<Sight, 'plan'>): readonly Step[] {
  return stepsByAddress(plan.steps).get(address) ?? [];
}

/** Finds the facet of a step; for a step with a name of its own, that name. */
export function facetOf({ name }: Pick<Step, 'name'>): string {
  return facetNameOf(name);
}

/** Returns true for a difference that Git did not make. */
export function isDrift(change: Change): change is Change & { readonly label: DriftLabel } {
  return change.label !== undefined && change.label !== 'changed-in-git';
}

/** Digests what the manifest declares for a facet; the whole spec for a step with a name of its own. */
export function declaredDigest(
  { address, kind }: Pick<ResourcePlan, 'address' | 'kind'>,
  facet: string,
  { stack, kinds }: Pick<Sight, 'stack' | 'kinds'>,
): string {
  const spec = stack.resources.get(address)?.spec;
  const paths = kinds.get(kind)?.facets.find(({ name }) => name === facet)?.paths ?? [''];
  return digestOf(paths.map((path) => [path, valueAt(spec, path) ?? null]));
}
