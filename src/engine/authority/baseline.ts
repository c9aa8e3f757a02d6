import type { Accepted, AcceptedResource, ManagedPaths } from '../../model/accepted.ts';
import { kindOf, type Address } from '../../model/address.ts';
import { derivedFrom } from '../../model/derived.ts';
import type { Ids } from '../../model/ids.ts';
import type { Instant } from '../../model/instant.ts';
import type { LastApplied } from '../../model/journal.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import type { Resource, Settings, Stack } from '../../model/resource.ts';
import { droppedPaths, managedPaths, unmanaged } from './managed.ts';
import { manifestsIn } from './manifests.ts';
import { defaultHourly } from '../decide/limits.ts';
import { lowerCaps } from './kept-handling.ts';
import type { Ports } from '../ports.ts';
import { standingOf, type Standing } from './standing.ts';
import { standsFor } from './stands-for.ts';

/** What a Stack is judged by: the one accepted last, or none yet. */
export interface Baseline {
  /** When it was read. What is asked once in a pass is asked as of then. */
  readonly at: Instant;
  readonly accepted?: Accepted;
  /** What the journal holds; `accepted` may be the first Stack as it is written. */
  readonly recorded?: Accepted;
  /** The Stack as this commit writes it. */
  readonly written: Accepted;
  /** What was accepted for the thing that each address stands for now. */
  readonly of: ReadonlyMap<Address, AcceptedResource>;
  /** What each resource managed and says nothing of any more. */
  readonly dropped: ReadonlyMap<Address, ManagedPaths>;
  /** Addresses of the manifests that this Stack had before this commit. */
  readonly managed: ReadonlySet<Address>;
  /** Those, and what journal and memory still have of earlier ones. */
  readonly known: ReadonlySet<Address>;
  /** Set where none is accepted and the Stack is in AWS all the same. */
  readonly standing?: Standing;
}

/** Loads what the Stack is judged by. An AWS that is made for this run has no rules to protect: `as-written`. */
export async function baselineOf(
  stack: Stack,
  {
    journal,
    memory,
    clock,
    kinds,
    aws,
    firstStack,
  }: Pick<Ports, 'journal' | 'memory' | 'clock' | 'kinds' | 'aws' | 'firstStack'>,
): Promise<Baseline> {
  const at = clock.now();
  const [accepted, ids, applied] = await Promise.all([
    journal.accepted(),
    journal.known(),
    memory.lastApplied(),
  ]);
  const { of, ...comparison } = compared(stack, kinds, accepted, ids, applied);
  const base = { at, ...comparison };
  const { known, written } = base;
  if (accepted !== undefined) return { ...base, accepted, recorded: accepted, of };
  if (firstStack === 'as-written') {
    return known.size === 0 ? { ...base, accepted: written, of: written.resources } : { ...base, of };
  }
  const standing = await standingOf(stack.settings, aws, { notBefore: at });
  return { ...base, of, ...(standing === undefined ? {} : { standing }) };
}

/** Compares the Stack with the one accepted last: the same for all passes until one of them changes. */
const compared = derivedFrom(
  (
    stack: Stack,
    kinds: ReadonlyMap<string, AnyKind>,
    accepted: Accepted | undefined,
    ids: ReadonlyMap<Address, Ids>,
    applied: ReadonlyMap<Address, LastApplied>,
  ): Pick<Baseline, 'managed' | 'known' | 'written' | 'of' | 'dropped'> => {
    const remembered = [...ids.keys(), ...applied.keys()];
    const written = asAccepted(stack, kinds);
    const isKnown = (address: Address): boolean =>
      kinds.get(kindOf(address))?.identity.by === 'mark' && ids.has(address);
    const of = acceptedFor(written, accepted, isKnown);
    return {
      managed: new Set(accepted === undefined ? remembered : manifestsIn(accepted)),
      known: new Set([...(accepted?.resources.keys() ?? []), ...remembered]),
      written,
      of,
      dropped: droppedIn(stack, of, kinds),
    };
  },
);

/** The Stack as it is written, in the form in which it is accepted. */
export const asAccepted = derivedFrom(
  ({ settings, resources }: Stack, kinds: ReadonlyMap<string, AnyKind>): Accepted => {
    const { judgedBy: _, ...written } = settings;
    return {
      settings: written,
      resources: new Map(
        [...resources].map(([address, resource]) => [
          address,
          ofResource(resource, kinds.get(resource.kind), settings),
        ]),
      ),
    };
  },
);

/** Picks the metadata of a resource that can loosen what holds for it. */
function ofResource(resource: Resource, kind: AnyKind | undefined, settings: Settings): AcceptedResource {
  const { metadata, spec } = resource;
  const { adopt, formerly, state, mode, apply, heal, prune, ignore, accept, partOf } = metadata;
  const labels = ruledLabels(metadata, settings);
  const { ownership } = spec;
  const managed = managedPaths(resource, kind);
  return {
    ...(adopt === undefined ? {} : { adopt }),
    formerly,
    state,
    ...(mode === undefined ? {} : { mode }),
    ...(apply === undefined ? {} : { apply }),
    ...(heal === undefined ? {} : { heal }),
    ...(labels === undefined ? {} : { labels }),
    ...(prune === undefined ? {} : { prune }),
    ignore,
    ...(accept === undefined ? {} : { accept }),
    ...(partOf === undefined ? {} : { partOf }),
    thing: standsFor(resource, kind, settings),
    managed,
    rest: unmanaged(spec, managed),
    ...(typeof ownership === 'string' ? { ownership } : {}),
  };
}

/** Picks the labels of a resource by which rules of the Stack select. */
function ruledLabels(
  { labels }: Pick<Resource['metadata'], 'labels'>,
  { handling = [] }: Settings,
): AcceptedResource['labels'] {
  const names = new Set(handling.flatMap((one) => Object.keys(one.labels ?? {})));
  const found = Object.entries(labels).filter(([name]) => names.has(name));
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

/** Makes the strictest Stack of the same accounts: it releases nothing and trusts nobody else. */
export function strictest(settings: Settings): Settings {
  const { rolePolicies: _, organization: __, ...rest } = settings;
  return {
    ...rest,
    release: [],
    trustedAccounts: [],
    keyAdministrators: [],
    caps: lowerCaps(settings.caps, { count: 5, percent: 10, hourly: defaultHourly }),
  };
}

/**
 * Gives what was accepted for each resource, under its address or the one that it had before. An accepted `adopt`,
 * `ignore` or `mode` serves the thing for which it was accepted and no other.
 */
export function acceptedFor(
  { resources }: Accepted,
  accepted: Accepted | undefined,
  /** The journal knows a thing of this address by its id, so a former address cannot stand for it. */
  isKnown: (address: Address) => boolean,
): ReadonlyMap<Address, AcceptedResource> {
  const found = [...resources].flatMap(([address, { thing, formerly }]) => {
    const of = (name: Address): readonly AcceptedResource[] => {
      const before = accepted?.resources.get(name);
      return before !== undefined && before.thing === thing ? [before] : [];
    };
    const [own] = of(address);
    if (own !== undefined) return [[address, own] as const];
    const former = isKnown(address) ? [] : [...new Set(formerly)].flatMap(of);
    // Of two former names, nobody knows which one of them this is.
    const [before] = former.length === 1 ? former : [];
    return before === undefined ? [] : [[address, before] as const];
  });
  return new Map(found);
}

/** Gives what was managed and is left out. A tombstone and a release say by themselves that the guard ends. */
function droppedIn(
  { resources }: Stack,
  of: ReadonlyMap<Address, AcceptedResource>,
  kinds: ReadonlyMap<string, AnyKind>,
): ReadonlyMap<Address, ManagedPaths> {
  const entries = [...of].flatMap(([address, { managed = [] }]) => {
    const resource = resources.get(address);
    const dropped = resource === undefined ? [] : droppedPaths(managed, resource, kinds.get(resource.kind));
    return dropped.length === 0 ? [] : [[address, dropped] as const];
  });
  return new Map(entries);
}
