import type { Address } from '../../model/address.ts';
import type { DriftLabel } from '../../model/change.ts';
import { digestOf } from '../../model/digest.ts';
import type { Episode, EpisodeEnd } from '../../model/history.ts';
import type { Instant } from '../../model/instant.ts';
import { isWithin, type Path } from '../../model/path.ts';
import type { ResourcePlan, Step } from '../../model/plan.ts';
import { sameTree, type Tree } from '../../model/tree.ts';
import { declaredDigest, facetOf, isDrift, isRead, partOf, stepsOf, type Sight } from './sight.ts';

export interface EpisodeChange {
  readonly episode: Episode;
  readonly change: 'opened' | 'changed' | 'closed' | 'seen';
}

/**
 * Opens, keeps and closes episodes of drift by one look. There is one for each address and facet. It keeps its age, and
 * a look never closes what it did not read.
 */
export function foldEpisodes(open: readonly Episode[], sight: Sight): readonly EpisodeChange[] {
  const byAddress = Map.groupBy(open, ({ address }) => address);
  const planned = new Set(sight.plan.resources.map(({ address }) => address));
  const ofSeen = sight.plan.resources.flatMap((resource) =>
    ofResource(resource, byAddress.get(resource.address) ?? [], sight),
  );
  if (!sight.complete) return ofSeen;
  const lost = open.filter(({ address }) => !planned.has(address));
  return [...ofSeen, ...lost.map((episode) => closed(episode, 'gone', sight.now))];
}

function ofResource(
  resource: ResourcePlan,
  open: readonly Episode[],
  sight: Sight,
): readonly EpisodeChange[] {
  const steps = Map.groupBy(stepsOf(resource.address, sight), facetOf);
  const facets = new Set([...open.map(({ facet }) => facet), ...steps.keys()]);
  return [...facets].flatMap((facet) => {
    const before = open.find((one) => one.facet === facet);
    // An answer that arrives late says nothing of what was seen after it.
    if (before !== undefined && before.seenAt > resource.observedAt) return [];
    const mine = steps.get(facet) ?? [];
    return mine.some(({ changes }) => changes.some(isDrift))
      ? drifted(resource, facet, { before, steps: mine, sight })
      : undrifted(resource, { before, steps: mine, sight });
  });
}

interface OfFacet {
  readonly before: Episode | undefined;
  readonly steps: readonly Step[];
  readonly sight: Sight;
}

function drifted(
  resource: ResourcePlan,
  facet: string,
  { before, steps, sight }: OfFacet,
): readonly EpisodeChange[] {
  const { address, observedAt } = resource;
  const changes = steps.flatMap((step) => step.changes).filter(isDrift);
  const label = worstOf(changes.map((change) => change.label));
  const { writtenAt: writtenBefore, ...kept } = before ?? {
    id: idOf(address, facet, observedAt),
    address,
    facet,
    openedAt: observedAt,
  };
  const writtenAt = steps.some(({ id }) => isSent(id, sight)) ? sight.now : writtenBefore;
  const episode: Episode = {
    ...kept,
    changes,
    label,
    seenAt: observedAt,
    declared: declaredDigest(resource, facet, sight),
    ...(writtenAt === undefined ? {} : { writtenAt }),
  };
  const undoing = steps.filter((step) => step.changes.some(isDrift));
  const isRepaired = undoing.every(({ id }) => sight.outcomes.get(id)?.is === 'done');
  return [
    { episode, change: before === undefined ? 'opened' : isSame(before, episode) ? 'seen' : 'changed' },
    ...(isRepaired ? [closed(episode, 'repaired', sight.now)] : []),
  ];
}

/** Closes the episode of a facet in which a look shows no drift, if it read the facet. */
function undrifted(resource: ResourcePlan, { before, steps, sight }: OfFacet): readonly EpisodeChange[] {
  if (before === undefined || !isJudged(resource, before, sight)) return [];
  return [closed(before, endOf(resource, before, { steps, sight }), sight.now)];
}

/**
 * Returns true if the look read the facet, and what it read counts: AWS may still show an old value while it settles.
 */
function isJudged(resource: ResourcePlan, { facet, changes }: Episode, sight: Sight): boolean {
  const { kind, sync, failure, blocked, unreadable, deferred } = resource;
  if (failure !== undefined || blocked !== undefined || sync === 'Settling') return false;
  if (!isRead(partOf(kind, facet, sight), resource)) return false;
  if (unreadable.some((one) => one.facet === facet)) return false;
  return !deferred.some(({ path }) => touches(path, changes));
}

function endOf(
  resource: ResourcePlan,
  before: Episode,
  { steps, sight }: Pick<OfFacet, 'steps' | 'sight'>,
): EpisodeEnd {
  const { address, exists, ignored } = resource;
  const declared = sight.stack.resources.get(address);
  // A manifest that releases or removes its thing declares nothing of it any more.
  if (declared !== undefined && declared.metadata.state !== 'present') return 'gone';
  if (before.writtenAt !== undefined) return 'repaired';
  if (!exists && before.facet !== 'create') return 'gone';
  if (ignored.some(({ path }) => touches(path, before.changes))) return 'declared';
  // What is left is a change in Git of a value that is as it was applied.
  if (steps.length > 0) return 'reverted-elsewhere';
  return before.declared === declaredDigest(resource, before.facet, sight)
    ? 'reverted-elsewhere'
    : 'declared';
}

function closed(episode: Episode, how: EpisodeEnd, at: Instant): EpisodeChange {
  return { episode: { ...episode, closed: { at, how } }, change: 'closed' };
}

/** Returns true if AWS accepted the write, or may have. */
function isSent(id: string, { outcomes }: Sight): boolean {
  const outcome = outcomes.get(id);
  return outcome?.is === 'done' || (outcome?.is === 'waiting' && outcome.sent !== undefined);
}

function touches(path: Path, changes: Episode['changes']): boolean {
  return changes.some((change) => isWithin(change.path, path) || isWithin(path, change.path));
}

/** Derives the id of an episode: the same on each replica, and after a restart that lost the last save. */
function idOf(address: Address, facet: string, openedAt: Instant): string {
  return digestOf([address, facet, openedAt]).slice(0, 16);
}

const labels: readonly DriftLabel[] = ['drifted', 'both', 'differs'];

function worstOf(found: readonly DriftLabel[]): DriftLabel {
  return labels.find((label) => found.includes(label)) ?? 'differs';
}

function isSame(a: Episode, b: Episode): boolean {
  return a.label === b.label && sameTree(treeOf(a.changes), treeOf(b.changes));
}

/** Turns changes into a tree: JSON leaves out the sides that a change does not have. */
function treeOf(changes: Episode['changes']): Tree {
  return JSON.parse(JSON.stringify(changes)) as Tree;
}
