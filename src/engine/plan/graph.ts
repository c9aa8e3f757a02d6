import type { Address } from '../../model/address.ts';
import { showPlace } from '../../model/call.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import { derivedFrom } from '../../model/derived.ts';
import type { Observation } from '../../model/observation.ts';
import type { Stack } from '../../model/resource.ts';
import { byCodeUnit } from '../../model/tree.ts';
import { planSentences } from '../../report/sentences/plan.ts';
import { edgesOf, type Edge, type Edges } from './edges.ts';
import { subjectOf } from '../observe/subject.ts';
import { attributesOf } from '../../model/attributes.ts';

/** Edges that manifests say: references to what AWS assigns, and what a kind waits for. */
export const declaredEdges = derivedFrom((stack: Stack, kinds: ReadonlyMap<string, AnyKind>): Edges =>
  edgesOf(
    [...stack.resources.values()].flatMap((resource) => {
      const kind = kinds.get(resource.kind);
      const references = resource.references
        .filter((reference) => reference.edge)
        .map((reference) => ({ from: resource.address, to: reference.to, why: reference.attribute }));
      const at = subjectOf(resource, stack.settings, new Map(), {});
      const waits = kind?.waitsFor(at, stack.resources) ?? [];
      return [...references, ...waits.map(({ to, why }) => ({ from: resource.address, to, why }))];
    }),
  ),
);

/**
 * Finds the edges that AWS shows: what a live resource still uses, even if no manifest says so any more. One that
 * runs against a declared edge is left out, since the order of building would then have no start.
 */
export function liveEdges(
  observations: ReadonlyMap<Address, Observation>,
  stack: Stack,
  kinds: ReadonlyMap<string, AnyKind>,
  declared: readonly Edge[],
): readonly Edge[] {
  const owners = ownersOf(observations, stack, kinds);
  const known = edgesOf(declared);
  const found: Edge[] = [];
  const add = (edge: Edge): void => {
    found.push(edge);
    known.add(edge);
  };
  for (const [from, observation] of observations) {
    const kind = kinds.get(stack.resources.get(from)?.kind ?? '');
    if (observation.is !== 'present' || kind === undefined) continue;
    for (const id of kind.uses(observation.reads, observation.ids)) {
      const to = owners.get(`${placeOf(from, stack)} ${id}`) ?? owners.get(id);
      if (to === undefined || to === from || known.reaches(to, from)) continue;
      add({ from, to, why: planSentences.usesNow(), live: true });
    }
  }
  for (const edge of throughAccess(found, stack, kinds)) if (!known.reaches(edge.to, edge.from)) add(edge);
  return found;
}

/** Finds the users of a key through the grants on it: a grant is removed after the users of its key have moved. */
function throughAccess(
  live: readonly Edge[],
  stack: Stack,
  kinds: ReadonlyMap<string, AnyKind>,
): readonly Edge[] {
  const gives = ({ from }: Edge): boolean =>
    kinds.get(stack.resources.get(from)?.kind ?? '')?.givesAccess === true;
  const users: Edges = edgesOf(live.filter((edge) => !gives(edge)));
  return live
    .filter(gives)
    .flatMap((grant) =>
      users.to(grant.to).map(({ from }) => ({ from, to: grant.from, why: planSentences.readThrough() })),
    );
}

/** Finds the resources with an id. Related keys share one, so the resource in the same place comes first. */
export function ownersOf(
  observations: ReadonlyMap<Address, Observation>,
  stack: Stack,
  kinds: ReadonlyMap<string, AnyKind>,
): ReadonlyMap<string, Address> {
  const owners = new Map<string, Address>();
  for (const [address, observation] of observations) {
    const kind = kinds.get(stack.resources.get(address)?.kind ?? '');
    if (observation.is !== 'present' || kind === undefined) continue;
    for (const id of Object.values(attributesOf(kind, observation.ids))) {
      if (!owners.has(id)) owners.set(id, address);
      owners.set(`${placeOf(address, stack)} ${id}`, address);
    }
  }
  return owners;
}

function placeOf(address: Address, stack: Stack): string {
  const place = stack.resources.get(address)?.place;
  return place === undefined ? '' : showPlace(place);
}

/** Sorts like `inOrder`. Throws on a cycle, which validation rules out. */
export function topological<T extends Waiting>(items: readonly T[]): readonly T[] {
  const { order, stuck } = sorted(items);
  if (stuck.length > 0)
    throw new Error(
      `these steps wait for each other: ${stuck
        .map(({ id }) => id)
        .toSorted(byCodeUnit)
        .join(', ')}`,
    );
  return order;
}

/**
 * Sorts items so that each comes after those it waits for; among the ready ones the given order holds. Items that wait
 * for each other come last.
 */
export function inOrder<T extends Waiting>(items: readonly T[]): readonly T[] {
  const { order, stuck } = sorted(items);
  return [...order, ...stuck];
}

interface Waiting {
  readonly id: string;
  readonly after: readonly string[];
}

function sorted<T extends Waiting>(
  items: readonly T[],
): { readonly order: readonly T[]; readonly stuck: readonly T[] } {
  const known = new Set(items.map((item) => item.id));
  const waiting = new Map(
    items.map((item) => [item.id, new Set(item.after.filter((id) => known.has(id)))] as const),
  );
  const followers = new Map<string, string[]>();
  for (const item of items)
    for (const id of item.after) followers.set(id, [...(followers.get(id) ?? []), item.id]);
  const byId = new Map(items.map((item) => [item.id, item] as const));
  const rank = new Map(items.map((item, index) => [item.id, index] as const));
  const ready = items.filter((item) => waiting.get(item.id)?.size === 0).map((item) => item.id);
  const order: T[] = [];
  for (let next = ready.shift(); next !== undefined; next = ready.shift()) {
    const item = byId.get(next);
    if (item !== undefined) order.push(item);
    for (const follower of followers.get(next) ?? []) {
      const left = waiting.get(follower);
      left?.delete(next);
      if (left?.size === 0 && !ready.includes(follower)) insertByRank(ready, follower, rank);
    }
  }
  const done = new Set(order);
  return { order, stuck: items.filter((item) => !done.has(item)) };
}

function insertByRank(ready: string[], id: string, rank: ReadonlyMap<string, number>): void {
  const at = ready.findIndex((other) => (rank.get(other) ?? 0) > (rank.get(id) ?? 0));
  ready.splice(at === -1 ? ready.length : at, 0, id);
}
