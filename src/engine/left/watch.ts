import type { Address } from '../../model/address.ts';
import type { Instant } from '../../model/instant.ts';
import type { LastApplied } from '../../model/journal.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import type { Others } from '../../model/others.ts';
import type { Observation, Present } from '../../model/observation.ts';
import { isWithin } from '../../model/path.ts';
import type { Attributes, Resource, Stack } from '../../model/resource.ts';
import type { Thing } from '../../model/things.ts';
import type { AcceptedResource } from '../../model/accepted.ts';
import type { AnyFacet } from '../facet/diff.ts';
import { leftSentences } from '../../report/sentences/identity.ts';
import { isMisreading } from '../observe/evidence.ts';
import { memoryOf, subjectOf } from '../observe/subject.ts';
import { isOneThing } from '../observe/thing-index.ts';
import { draftGuard, draftUnderMark } from '../plan/draft/guard.ts';
import { nothing } from '../plan/draft/types.ts';
import type { Planned } from '../plan/hold-back.ts';
import { openedIn } from './opened.ts';

/** Something that lost its manifest, and what became of it since. */
export interface Watched {
  readonly orphan: Thing;
  /** What it gives beyond what was applied last, in words. */
  readonly opened: readonly string[];
  /** With the writes that take away what drift gave; absent where nobody knows how it is asked for. */
  readonly planned?: Planned;
}

export interface WatchInput {
  readonly stack: Stack;
  readonly kinds: ReadonlyMap<string, AnyKind>;
  readonly attributes: Attributes;
  readonly lastApplied: ReadonlyMap<Address, LastApplied>;
  readonly others: Others;
  readonly isHeld: boolean;
  readonly now: Instant;
  /** The manifest that was accepted last; without one nothing is written. */
  readonly accepted: AcceptedResource | undefined;
}

/** Compares what lost its manifest with what was applied last. */
export function watch(
  orphan: Thing,
  resource: Resource,
  observation: Observation,
  input: WatchInput,
): Watched | undefined {
  const kind = input.kinds.get(resource.kind);
  if (kind === undefined) return undefined;
  const ids = observation.is === 'present' ? observation.ids : orphan.ids;
  const at = subjectOf(resource, input.stack.settings, input.attributes, ids);
  const bare = { resource, kind, at, observation, drafted: nothing };
  if (observation.is === 'unknown') {
    return { orphan, planned: bare, opened: [leftSentences.unread(observation.failure)] };
  }
  if (observation.is !== 'present' || !isOneThing(orphan, { ...orphan, ids })) return undefined;
  const last = memoryOf(kind, at, observation, input.lastApplied);
  const narrowed = onlyWhatCounts(kind, last, input.accepted);
  const planned = { ...bare, kind: narrowed };
  try {
    return {
      orphan,
      planned: guarded(planned, observation, last, input),
      opened: openedOf(planned, last, input),
    };
  } catch (error) {
    if (!isMisreading(error)) throw error;
    return {
      orphan,
      planned,
      opened: [leftSentences.notUnderstood()],
    };
  }
}

/**
 * Restricts the kind to the facets that memory holds or the accepted manifest managed: nothing says what the rest
 * was.
 */
function onlyWhatCounts(
  kind: AnyKind,
  last: LastApplied | undefined,
  accepted: AcceptedResource | undefined,
): AnyKind {
  const managed = (accepted?.managed ?? []).map(({ path }) => path);
  const isManaged = ({ paths }: AnyFacet): boolean =>
    managed.some((path) => paths.some((one) => isWithin(path, one) || isWithin(one, path)));
  const counts = (facet: AnyFacet): boolean =>
    facet.compare !== 'record' &&
    (accepted === undefined ? last?.facets[facet.name] !== undefined : isManaged(facet));
  return { ...kind, facets: kind.facets.filter(counts), health: () => ({ is: 'Healthy' }) };
}

function openedOf(
  { kind, at, observation }: Planned,
  last: LastApplied | undefined,
  { others }: WatchInput,
): readonly string[] {
  if (observation.is !== 'present') return [];
  const { facets, reads } = observation;
  return kind.facets.flatMap((facet) =>
    openedIn({
      facet,
      at,
      reads,
      seen: facets[facet.name],
      applied: last?.facets[facet.name]?.tree,
      others,
    }),
  );
}

/** Narrows drift where the accepted manifest says what was declared and memory what was applied. */
function guarded(
  planned: Planned,
  observation: Present,
  last: LastApplied | undefined,
  { accepted, now, others, isHeld }: WatchInput,
): Planned {
  const isProven = accepted !== undefined && last !== undefined && observation.byTags === undefined;
  if (!isProven) return planned;
  const { kind, at } = planned;
  const input = { kind, at, observation, last, now, split: false, held: isHeld, others };
  // Whoever can tag can set another mark over ours, or ours on a second thing: neither ends the guard.
  const drafts = [...draftGuard(input, observation), ...draftUnderMark(input, observation)];
  const notes = [leftSentences.guarded()];
  return { ...planned, drafted: { ...nothing, drafts, notes } };
}
