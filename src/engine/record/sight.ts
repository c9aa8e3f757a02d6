import type { Address } from '../../model/address.ts';
import type { Change, DriftLabel } from '../../model/change.ts';
import { derived } from '../../model/derived.ts';
import { digestOf } from '../../model/digest.ts';
import type { Part } from '../../model/history.ts';
import type { Instant } from '../../model/instant.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import type { PassResult } from '../../model/outcome.ts';
import { segmentsOf } from '../../model/path.ts';
import type { Plan, ResourcePlan, Step } from '../../model/plan.ts';
import type { Stack } from '../../model/resource.ts';
import { facetNameOf } from '../../model/step-id.ts';
import { valueAt } from '../../model/tree.ts';

/** One look or pass, as far as status and episodes need it. */
export interface Sight {
  readonly plan: Plan;
  /** How the steps ended; empty for a look that wrote nothing. */
  readonly outcomes: PassResult['outcomes'];
  readonly facets: 'all' | 'fast';
  /** True only of a full look at everything whose listings all succeeded: what its plan lacks is gone. */
  readonly complete: boolean;
  /** What was declared for this look. */
  readonly stack: Pick<Stack, 'resources'>;
  readonly kinds: ReadonlyMap<string, AnyKind>;
  /** Tells whether a fast look reads this facet. */
  isFast(kind: string, facet: string): boolean;
  /** When the look or pass ended. */
  readonly now: Instant;
}

/** Steps that end or begin the thing itself: every look sees whether it exists. */
const ofExistence: ReadonlySet<string> = new Set(['create', 'remove', 'release']);

/** Gives the part to which a facet, or a step with a name of its own, belongs. */
export function partOf(kind: string, facet: string, { isFast }: Pick<Sight, 'isFast'>): Part {
  return ofExistence.has(facet) || isFast(kind, facet) ? 'fast' : 'rest';
}

/** Tells whether a look reads a part at all. */
export function reads(part: Part, { facets }: Pick<Sight, 'facets'>): boolean {
  return facets === 'all' || part === 'fast';
}

const stepsByAddress = derived((steps: readonly Step[]): ReadonlyMap<Address, readonly Step[]> =>
  Map.groupBy(steps, ({ address }) => address),
);

/** The steps of one address. */
export function stepsOf(address: Address, { plan }: Pick<Sight, 'plan'>): readonly Step[] {
  return stepsByAddress(plan.steps).get(address) ?? [];
}

/** The facet of a step; for a step with a name of its own, that name. */
export function facetOf({ name }: Pick<Step, 'name'>): string {
  return facetNameOf(name);
}

/** True for a difference that Git did not make. */
export function isDrift(change: Change): change is Change & { readonly label: DriftLabel } {
  return change.label !== undefined && change.label !== 'changed-in-git';
}

/** Digest of what the manifest declares for a facet; of the whole spec for a step with a name of its own. */
export function declaredDigest(
  { address, kind }: Pick<ResourcePlan, 'address' | 'kind'>,
  facet: string,
  { stack, kinds }: Pick<Sight, 'stack' | 'kinds'>,
): string {
  const spec = stack.resources.get(address)?.spec;
  const paths = kinds.get(kind)?.facets.find(({ name }) => name === facet)?.paths ?? [''];
  return digestOf(paths.map((path) => [path, valueAt(spec, segmentsOf(path)) ?? null]));
}
