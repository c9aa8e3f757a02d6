import type { AnyReads, Legality } from '../../model/kind.ts';
import type { Seen } from '../../model/observation.ts';
import type { Tree } from '../../model/tree.ts';
import { diffFacet, observedDigest, targetDigest, type AnyFacet, type HalfDiff } from '../diff.ts';
import { labelOf } from '../drift.ts';
import { withoutIgnored } from '../ignored.ts';
import { isSettling } from '../notes.ts';
import { nothing, type Draft, type Drafted, type DraftInput } from './types.ts';

/** What the facets of one resource need, in their order. */
export function draftFacets(
  input: DraftInput,
  seenFacets: Readonly<Record<string, Seen>>,
  reads: AnyReads,
): Drafted {
  return input.kind.facets
    .map((facet) => draftFacet(input, facet, seenFacets[facet.name], reads))
    .reduce(merge, nothing);
}

function draftFacet(input: DraftInput, facet: AnyFacet, seen: Seen | undefined, reads: AnyReads): Drafted {
  const { at, last, now } = input;
  if (seen?.is === 'unreadable')
    return { ...nothing, unreadable: [{ facet: facet.name, failure: seen.failure }] };
  const want = facet.want(at, reads, last?.facets[facet.name]?.tree);
  if (want === undefined) return nothing;
  if (seen?.is === 'inapplicable') return { ...nothing, deferred: [{ path: facet.root, why: seen.why }] };
  const live = seen?.tree;
  const halves = diffFacet(facet, live, want, {
    applied: last?.facets[facet.name]?.tree,
    split: input.split,
  });
  const kept = halves.map((half) => withoutIgnored(facet, half, at, now));
  const ignored = kept.flatMap((half) => half.ignored);
  const changing = kept.filter((half) => half.changes.length > 0);
  if (changing.length === 0) return { ...nothing, ignored };
  const state = input.observation.is === 'present' ? input.observation.state : 'new';
  const legality = facet.legal(state, at, reads);
  if (legality.is === 'blocked') {
    const { code, why, release } = legality;
    return { ...nothing, ignored, blocked: { code, why, release } };
  }
  if (isDeferred(legality, input))
    return { ...nothing, ignored, deferred: [{ path: facet.root, why: legality.why }] };
  if (
    isSettling(
      facet,
      live,
      changing.flatMap((half) => half.changes),
      last?.facets[facet.name],
      now,
    )
  )
    return { ...nothing, ignored, settling: true };
  const exists = input.observation.is === 'present' && !input.observation.blank;
  const drafts = changing.map((half) =>
    draftHalf(input, facet, half, {
      live,
      want,
      reads,
      exists,
      both: changing.length === 2,
      after: legality.is === 'after' ? legality.facets : [],
    }),
  );
  return { ...nothing, ignored, drafts, ...unchangedOf(facet, live, want) };
}

function unchangedOf(
  { compare, root }: AnyFacet,
  live: Tree | undefined,
  want: Tree,
): Pick<Drafted, 'unchanged'> {
  if (typeof compare !== 'object' || live === undefined) return {};
  const statements = compare.unchanged?.(live, want) ?? 0;
  return statements === 0 ? {} : { unchanged: [{ path: root, statements }] };
}

/** Not legal now, and nothing that comes first in this plan makes it legal. */
export function isDeferred(
  legality: Legality,
  { coming }: DraftInput,
): legality is Extract<Legality, { readonly is: 'defer' }> {
  return legality.is === 'defer' && legality.unless?.some((facet) => coming?.has(facet) === true) !== true;
}

interface FacetContext {
  readonly live: Tree | undefined;
  readonly want: Tree;
  readonly reads: AnyReads;
  readonly exists: boolean;
  readonly both: boolean;
  readonly after: readonly string[];
}

function draftHalf(input: DraftInput, facet: AnyFacet, half: HalfDiff, context: FacetContext): Draft {
  const { at, last } = input;
  const { live, want, reads } = context;
  const wasOurs = last?.facets[facet.name] !== undefined;
  const changes =
    context.exists || wasOurs
      ? half.changes.map((change) => ({
          ...change,
          label: facet.label?.(change, at) ?? labelOf(facet, change, live, want, last),
        }))
      : half.changes;
  const drifted = changes.filter((change) => change.label !== undefined && change.label !== 'changed-in-git');
  const repairs = drifted.map((change) => facet.repair(change));
  const repair =
    repairs.length === 0 ? undefined : repairs.includes('access-giving') ? 'access-giving' : 'protective';
  const secondHalf = context.both && half.half === 'contract';
  return {
    name: secondHalf ? `${facet.name}:contract` : facet.name,
    half: half.half,
    action: context.exists || wasOurs ? 'update' : 'create',
    changes,
    calls: facet.write({ at, changes, target: half.target, reads }),
    risks: facet.risk?.(changes, at, reads, input.others) ?? [],
    ...(repair === undefined ? {} : { repair }),
    desired: targetDigest(facet, half.target),
    observed: observedDigest(facet, live, half.changes),
    afterFacets: secondHalf ? [...context.after, facet.name] : context.after,
  };
}

function merge(a: Drafted, b: Drafted): Drafted {
  return {
    drafts: [...a.drafts, ...b.drafts],
    deferred: [...a.deferred, ...b.deferred],
    ignored: [...a.ignored, ...b.ignored],
    unreadable: [...a.unreadable, ...b.unreadable],
    settling: a.settling || b.settling,
    notes: [...a.notes, ...b.notes],
    unchanged: [...(a.unchanged ?? []), ...(b.unchanged ?? [])],
    ...blockedOf(a, b),
  };
}

function blockedOf(a: Drafted, b: Drafted): Pick<Drafted, 'blocked'> {
  const blocked = a.blocked ?? b.blocked;
  return blocked === undefined ? {} : { blocked };
}
