import type { Accepted } from '../../model/accepted.ts';
import { kindOf, type Address } from '../../model/address.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import type { Observation } from '../../model/observation.ts';
import { isSameThing, type Ids } from '../../model/ids.ts';
import type { Attributes, Resource, Stack } from '../../model/resource.ts';
import type { Thing } from '../../model/things.ts';
import { leftSentences } from '../../report/sentences/identity.ts';
import { isHeld } from '../decide/gates/hold.ts';
import { observeOnly } from '../observe/observe.ts';
import type { ObserveInput } from '../observe/observed.ts';
import { attributesOf } from '../../model/attributes.ts';
import { isNamed, isWatched, leftResource } from './resource.ts';
import { watch, type Watched, type WatchInput } from './watch.ts';
import type { HangsOn } from '../plan/hanging.ts';

/** What lost its manifest, as the resources that were accepted last, and what was seen of each. */
export interface Left {
  readonly things: readonly Thing[];
  /** Those for which `resources` stand; others carry the same mark. */
  readonly meant: ReadonlySet<Thing>;
  readonly resources: ReadonlyMap<Address, Resource>;
  readonly observations: ReadonlyMap<Address, Observation>;
}

/** A Stack and what was seen, with what lost its manifest and is still guarded. */
export interface Guarded {
  readonly stack: Stack;
  readonly observations: ReadonlyMap<Address, Observation>;
}

/** Looks at what lost its manifest as at what is declared. */
export async function lookAtLeft(
  orphans: readonly Thing[],
  asking: Omit<ObserveInput, 'scope' | 'tell'>,
  { accepted, attributes }: { readonly accepted: Accepted | undefined; readonly attributes: Attributes },
): Promise<Left> {
  const { stack, kinds } = asking;
  const revoked = revokedKinds(kinds);
  const things = orphans.filter((one) => isWatched(one, accepted, stack.resources, revoked));
  const alike = Map.groupBy(things, ({ address }) => address);
  const alone = things.filter((one) =>
    isMeant(one, alike.get(one.address) ?? [], asking.known.get(one.address)),
  );
  const made = new Map(
    alone.map(({ address, ids }) => [address, attributesIn(address, ids, kinds)] as const),
  );
  const all: Attributes = { get: (address) => made.get(address) ?? attributes.get(address) };
  const named = alone.flatMap((one) => {
    const { address } = one;
    const kind = kinds.get(kindOf(address));
    const last = asking.lastApplied.get(address);
    const known = { accepted, last, kind, stack, attributes: all };
    const resource = leftResource(one, known);
    return kind !== undefined && isNamed(resource, one, kind, stack) ? [{ one, resource }] : [];
  });
  const resources = new Map(named.map(({ one, resource }) => [one.address, resource]));
  const meant = new Set(named.map(({ one }) => one));
  if (resources.size === 0) return { things, meant, resources, observations: new Map() };
  const left = { ...asking, stack: { ...stack, resources }, scope: new Set(resources.keys()) };
  return { things, meant, resources, observations: await observeOnly(left) };
}

/**
 * Tests whether it is the one that the address stands for. Of several with one mark it is the one that the journal
 * knows by its id: whoever can tag could else end the guard of a thing by a second one.
 */
function isMeant({ ids }: Thing, alike: readonly Thing[], known: Ids | undefined): boolean {
  if (alike.length === 1) return true;
  if (known === undefined || Object.keys(known).length === 0) return false;
  return isSameThing(known, ids) && alike.filter((other) => isSameThing(known, other.ids)).length === 1;
}

function attributesIn(
  address: Address,
  ids: Ids,
  kinds: ReadonlyMap<string, AnyKind>,
): Readonly<Record<string, string>> {
  const kind = kinds.get(kindOf(address));
  return kind === undefined ? {} : attributesOf(kind, ids);
}

/** Adds what lost its manifest to what is declared. */
export function guardedWith(
  { resources, observations }: Left,
  stack: Stack,
  seen: ReadonlyMap<Address, Observation>,
): Guarded {
  return {
    stack: { ...stack, resources: new Map([...stack.resources, ...resources]) },
    observations: new Map([...seen, ...observations]),
  };
}

interface WatchingInput extends Omit<WatchInput, 'isHeld' | 'accepted'> {
  readonly accepted: Accepted | undefined;
  readonly guarded: Guarded;
  readonly hangsOn: HangsOn;
}

/** Compares all that lost its manifest with what was applied last. */
export function watchLeft(
  { things, meant, resources, observations }: Left,
  input: WatchingInput,
): readonly Watched[] {
  const { hangsOn, guarded, accepted } = input;
  return things.flatMap((orphan): readonly Watched[] => {
    const { address } = orphan;
    const resource = meant.has(orphan) ? resources.get(address) : undefined;
    const observation = observations.get(address);
    if (resource === undefined || observation === undefined)
      return [{ orphan, opened: [leftSentences.noRecord()] }];
    const found = watch(orphan, resource, observation, {
      ...input,
      isHeld: isHeld(address, { observations: guarded.observations, hangsOn }),
      accepted: accepted?.resources.get(address),
    });
    return found === undefined ? [] : [found];
  });
}

/**
 * Finds the kinds whose things go with their manifests. What `metadata.prune` keeps of them was meant to stay as it
 * is.
 */
function revokedKinds(kinds: ReadonlyMap<string, AnyKind>): ReadonlySet<string> {
  return new Set([...kinds.values()].flatMap(({ kind, onVanish }) => (onVanish === 'revoke' ? [kind] : [])));
}
