import type { Address } from '../../model/address.ts';
import type { Orphan, Plan, Step } from '../../model/plan.ts';
import type { Thing } from '../../model/things.ts';
import { byCodeUnit } from '../../model/tree.ts';
import type { Watched } from '../left/watch.ts';
import { orphansIn } from '../observe/observed.ts';
import { othersOf } from '../observe/subject.ts';
import type { Draft } from './draft.ts';
import type { Edges } from './edges.ts';
import { holdBack, type Planned } from './hold-back.ts';
import type { PlanInput, Planning } from './input.ts';
import { noticesOf } from './notices.ts';
import { planOne } from './plan-one.ts';
import { resourcePlanOf } from './resource-plan.ts';
import { apart, withoutStanding } from './rivals.ts';
import { stepsOf } from './steps.ts';

/** Makes the plan, as one value, from observations. Pure. Gates are not set yet: every step is released. */
export function makePlan(given: PlanInput): Plan {
  const input: Planning = {
    ...given,
    others: othersOf(given.stack, given.attributes, {
      kinds: given.kinds,
      observations: given.observed.observations,
    }),
  };
  const first = withoutStanding(
    apart([...input.stack.resources.values()].flatMap((resource) => planOne(resource, input, false))),
    input,
  );
  const changing = new Set(
    first.filter(({ drafted }) => drafted.drafts.length > 0).map(({ resource }) => resource.address),
  );
  const dependantChanges = (address: Address): boolean =>
    input.edges.to(address).some(({ from }) => changing.has(from));
  const drafts = new Map(first.map(({ resource, drafted }) => [resource.address, drafted.drafts] as const));
  const planned = first.flatMap((one) => {
    const { address } = one.resource;
    const split = dependantChanges(address);
    const coming = comingBefore(address, drafts, input.edges);
    const stays = one.drafted.blocked !== undefined || (!split && coming.size === 0);
    return stays ? [one] : planOne(one.resource, input, split, coming);
  });
  const watched = input.watched ?? [];
  const left = withoutStanding(
    watched.flatMap(({ planned: one }) => one ?? []),
    input,
  ).filter(({ drafted }) => drafted.drafts.length > 0);
  const all = [...planned, ...left].sort((a, b) => byCodeUnit(a.resource.address, b.resource.address));
  const held = holdBack({
    steps: stepsOf(all, input.edges),
    planned: all,
    edges: input.edges,
    writable: input.writable,
  });
  const part = input.scope.is === 'batch' ? withinBatch(all, held, input) : { planned: all, steps: held };
  const mine = Map.groupBy(part.steps, ({ address }) => address);
  return {
    version: 1,
    stack: input.stack.settings.name,
    uid: input.stack.settings.uid,
    ...(input.commit === undefined ? {} : { commit: input.commit }),
    at: input.now,
    scope: input.scope,
    resources: part.planned.map((one) => resourcePlanOf(one, mine.get(one.resource.address) ?? [], input)),
    steps: part.steps,
    orphans: orphansIn(input.observed.inventory).map((orphan) => orphanOf(orphan, watched, input)),
    diagnostics: noticesOf(input, part.steps),
  };
}

/**
 * Drops the steps of resources that a batch only reads: another batch plans them, and nothing is recorded of them
 * here.
 */
function withinBatch(
  planned: readonly Planned[],
  steps: readonly Step[],
  { writable }: PlanInput,
): { readonly planned: readonly Planned[]; readonly steps: readonly Step[] } {
  const own = steps.filter(({ address }) => writable.has(address));
  const ids = new Set(own.map(({ id }) => id));
  return {
    planned: planned.filter(({ resource }) => writable.has(resource.address)),
    // A step that waits for one of another batch is blocked (hold-back.ts).
    steps: own.map((step) => ({ ...step, after: step.after.filter((id) => ids.has(id)) })),
  };
}

function orphanOf(orphan: Thing, watched: readonly Watched[], { stack }: PlanInput): Orphan {
  const opened = watched.flatMap((one) => (one.orphan === orphan ? one.opened : []));
  const { state, undeclared } = stack.resources.get(orphan.address)?.metadata ?? {};
  return {
    ...orphan,
    ...(state === 'present' && undeclared !== true ? { superseded: true } : {}),
    ...(opened.length === 0 ? {} : { opened }),
  };
}

/** Finds the facets of what an address depends on that this plan writes first. */
function comingBefore(
  address: Address,
  drafts: ReadonlyMap<Address, readonly Draft[]>,
  edges: Edges,
): ReadonlySet<string> {
  const before = edges.from(address).flatMap(({ to }) => drafts.get(to) ?? []);
  return new Set(before.flatMap(({ name, half }) => (half === 'expand' ? [name] : [])));
}
