import type { Change, DriftLabel, Risk } from '../../../model/change.ts';
import type { Legality } from '../../../model/kind/facet.ts';
import type { AnyReads } from '../../../model/kind/read.ts';
import type { Seen } from '../../../model/observation.ts';
import type { Tree } from '../../../model/tree.ts';
import { partNameOf } from '../../../model/step-id.ts';
import { observedDigest, targetDigest, type AnyFacet } from '../../facet/diff.ts';
import { labelOf } from '../../facet/drift.ts';
import { isSettling } from '../../facet/notes.ts';
import { partsOf, type Part } from '../../facet/parts.ts';
import { planSentences } from '../../../report/sentences/plan.ts';
import { actionOf, affectsOf, givenOf, removedOf, shownOf, undoneOf } from './shown.ts';
import { merge } from './merge.ts';
import { draftUnapproved, unapprovedRisks } from './unapproved.ts';
import { nothing, type Draft, type Drafted, type DraftInput } from './types.ts';

/** Drafts the steps of all facets of one resource, in their order. */
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
  if (seen?.is === 'inapplicable')
    return { ...nothing, deferred: [{ path: facet.root, reason: seen.reason, why: seen.why }] };
  const live = seen?.tree;
  const applied = last?.facets[facet.name]?.tree;
  const { split, held = false, others } = input;
  const { parts, ignored, stays } = partsOf({
    facet,
    at,
    reads,
    seen: live,
    want,
    applied,
    split,
    held,
    now,
    others,
  });
  if (parts.length === 0)
    return { ...nothing, ignored, drafts: draftUnapproved(input, facet, { live, want, reads }) };
  const state = input.observation.is === 'present' ? input.observation.state : 'new';
  const legality = facet.legal(state, at, reads, want);
  if (legality.is === 'blocked') {
    const { is: _, ...blocked } = legality;
    return { ...nothing, ignored, blocked };
  }
  const deferred = isDeferred(legality, input)
    ? [{ path: facet.root, reason: legality.reason, why: legality.why }]
    : [];
  // What was given to strangers is taken away in every state: nothing takes its place.
  const strange = facet.label === undefined ? [] : parts.filter(({ narrows }) => narrows !== undefined);
  if (deferred.length > 0 && strange.length === 0) return { ...nothing, ignored, deferred };
  if (
    facet.hasShown?.(reads, at) !== true &&
    isSettling(
      facet,
      live,
      parts.flatMap(({ changes }) => changes),
      last?.facets[facet.name],
      now,
    )
  )
    return { ...nothing, ignored, settling: true };
  const exists = input.observation.is === 'present' && !input.observation.blank;
  const writable = deferred.length > 0 ? strange : parts;
  const context = {
    want,
    reads,
    exists,
    names: namesOf(facet, writable),
    stays,
    after: legality.is === 'after' ? legality.facets : [],
  };
  const drafts = writable.map((part, index) => draftPart(input, facet, part, index, context));
  const left = unapprovedAfter(input, facet, writable, { want, reads });
  return {
    ...nothing,
    ignored,
    deferred,
    drafts: [...renamed(facet, drafts, left), ...left],
    notes: stays,
    ...unchangedOf(facet, live, want),
  };
}

/** Gives the facet's name to the first write that is not only narrowing, and to a write that is alone. */
function namesOf(facet: AnyFacet, parts: readonly Part[]): readonly string[] {
  const main = parts.find(({ narrows }) => narrows === undefined) ?? parts[0];
  return parts.map((part) => {
    if (part === main) return facet.name;
    return partNameOf(facet.name, part.narrows === undefined ? 'contract' : 'narrow');
  });
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

/** Returns true if a write is not legal now, and nothing that comes first in this plan makes it legal. */
export function isDeferred(
  legality: Legality,
  { coming }: DraftInput,
): legality is Extract<Legality, { readonly is: 'defer' }> {
  return legality.is === 'defer' && legality.unless?.some((facet) => coming?.has(facet) === true) !== true;
}

interface FacetContext {
  readonly want: Tree;
  readonly reads: AnyReads;
  readonly exists: boolean;
  /** Names of all writes of the facet, in their order. */
  readonly names: readonly string[];
  /** What only drift gives and yet stays until a write that is not only narrowing. */
  readonly stays: readonly string[];
  readonly after: readonly string[];
}

function draftPart(
  input: DraftInput,
  facet: AnyFacet,
  part: Part,
  index: number,
  { want, reads, exists, names, stays, after }: FacetContext,
): Draft {
  const { at, last } = input;
  const { from, target, narrows } = part;
  const known = exists || last?.facets[facet.name] !== undefined;
  const labelled = (all: readonly Change[]): readonly Change[] =>
    known ? all.map((change) => ({ ...change, label: labelOfPart(facet, part, change, want, input) })) : all;
  const changes = labelled(part.changes);
  const repair = repairOf(facet, part, changes, input);
  const overHold = overHoldOf(facet, part, repair, changes);
  const waits = overHold === undefined && (narrows === undefined || facet.strangerOf === undefined);
  const risks = facet.risk?.(changes, at, reads, input.others, { from, target }) ?? [];
  const made = narrows === undefined ? unapprovedRisks(input, facet, target, reads) : [];
  const taken = narrows === undefined && exists ? takingRisks(facet, part, changes, { ...input, reads }) : [];
  return {
    name: names[index] ?? facet.name,
    half: part.half,
    action: actionOf(exists, input.observation, changes),
    changes,
    ...shownOf(facet, part, changes, labelled),
    calls: facet.write({ at, changes, target, reads }),
    risks: [...risks, ...made.filter((one) => !risks.some((other) => sameRisk(one, other))), ...taken],
    ...(repair === undefined ? {} : { repair }),
    ...(narrows === undefined ? {} : { narrows }),
    ...(overHold === undefined ? {} : { overHold }),
    ...removedOf(facet.takes?.({ from, target }, at)),
    ...(narrows === undefined ? givenOf(facet.gives?.({ from, target }, at)) : {}),
    ...affectsOf(facet, part, changes),
    ...undoneOf(facet, part, changes, { ...input, reads }),
    ...(stays.length > 0 && names[index] === facet.name && narrows === undefined ? { stays } : {}),
    desired: targetDigest(facet, target),
    observed: observedDigest(facet, part.base, part.changes),
    afterFacets: [...(waits ? after : []), ...names.slice(0, index)],
  };
}

function sameRisk(a: Risk, b: Risk): boolean {
  return a.class === b.class && a.message === b.message && a.path === b.path;
}

/** Finds access that Git also wants, already exists and nobody approved, where the writes only narrow. */
function unapprovedAfter(
  input: DraftInput,
  facet: AnyFacet,
  parts: readonly Part[],
  { want, reads }: Pick<FacetContext, 'want' | 'reads'>,
): readonly Draft[] {
  const last = parts.at(-1);
  if (last === undefined || parts.some(({ narrows }) => narrows === undefined)) return [];
  return draftUnapproved(input, facet, { live: last.target, want, reads, after: [narrowOf(facet)] });
}

/** Renames the narrowing where something is left after it. It gives the name of the facet to what comes after it. */
function renamed(facet: AnyFacet, drafts: readonly Draft[], left: readonly Draft[]): readonly Draft[] {
  return left.length === 0
    ? drafts
    : drafts.map((draft) => (draft.name === facet.name ? { ...draft, name: narrowOf(facet) } : draft));
}

function narrowOf({ name }: AnyFacet): string {
  return partNameOf(name, 'narrow');
}

function labelOfPart(
  facet: AnyFacet,
  part: Part,
  change: Change,
  want: Tree,
  { at, last }: DraftInput,
): DriftLabel {
  if (part.narrows !== undefined) return 'drifted';
  return facet.label?.(change, at) ?? labelOf(facet, change, part.base, want, last);
}

function repairOf(
  facet: AnyFacet,
  part: Part,
  changes: readonly Change[],
  { observation }: DraftInput,
): Draft['repair'] {
  const takenOver = observation.is === 'present' && observation.owner.is === 'adopted';
  // What drift gave is narrowed by itself; what is taken besides is Git's. What was never ours did not drift.
  const isGits = ({ label }: Change): boolean =>
    label === 'changed-in-git' ||
    (label === 'differs' && takenOver) ||
    (label === 'both' && part.half === 'contract' && facet.narrowed !== undefined);
  const repairs = changes
    .filter((change) => change.label !== undefined && !isGits(change))
    .map((change) => facet.repair(change));
  if (repairs.length === 0) return undefined;
  return repairs.includes('access-giving') ? 'access-giving' : 'protective';
}

function overHoldOf(
  facet: AnyFacet,
  part: Part,
  repair: Draft['repair'],
  changes: readonly Change[],
): Draft['overHold'] {
  if (part.hostile === true) return 'hostile';
  // Whoever set the hold may have turned it off: without it an ACL that no manifest shows lets strangers in.
  const drifted = repair === 'protective' && changes.every(({ label }) => label === 'drifted');
  if (facet.keepsOut === true && drifted && part.half === 'contract') return 'hostile';
  return facet.records === true && repair === 'protective' && part.half === 'expand'
    ? 'recording'
    : undefined;
}

/**
 * Finds the risks of access that is taken away, and not because of drift. Where nobody knows what was applied, it may
 * be somebody's (`disable`). Where Git takes the last of a principal, it is `cut-off` (authority.md §1.4).
 */
function takingRisks(
  facet: AnyFacet,
  { from, target }: Part,
  changes: readonly Change[],
  { at, last, others, reads }: DraftInput & { readonly reads: AnyReads },
): readonly Risk[] {
  const taken = facet.takes?.({ from, target }, at) ?? [];
  // Entries with a label of their own tell by themselves who made them.
  if (facet.label === undefined && last?.facets[facet.name] === undefined)
    return taken.map(({ who, what }) => ({
      class: 'disable',
      path: facet.root,
      message: planSentences.takes({ who, what }),
    }));
  const starved = changes.some(({ label }) => label === 'drifted')
    ? (facet.starves?.({ from, target }, at, others, reads) ?? [])
    : [];
  const starving = starved.map(({ who, what, by }): Risk => ({
    class: 'disable',
    path: facet.root,
    message: planSentences.starves({ who, what, by }),
  }));
  if (changes.every(({ label }) => label === 'drifted')) return starving;
  const cutOff = taken
    .filter((one) => one.last)
    .map(({ who }): Risk => ({
      class: 'cut-off',
      path: facet.root,
      message: planSentences.cutsOff({ who }),
    }));
  return [...starving, ...cutOff];
}
