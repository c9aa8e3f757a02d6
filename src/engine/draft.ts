import type { Call } from '../model/call.ts';
import type { Change, Risk } from '../model/change.ts';
import { digestOf } from '../model/digest.ts';
import type { ErrorCode } from '../model/errors/index.ts';
import type { Instant } from '../model/instant.ts';
import type { LastApplied } from '../model/journal.ts';
import type { AnyKind, AnyReads, Subject } from '../model/kind.ts';
import type { Observation, Present, Seen } from '../model/observation.ts';
import { isWithin, segmentsOf, type Path } from '../model/path.ts';
import type { Action, Half, ResourcePlan } from '../model/plan.ts';
import { isMap, sameTree, type Tree } from '../model/tree.ts';
import { valueAt } from './compare-trees.ts';
import { diffFacet, observedDigest, targetDigest, type AnyFacet, type HalfDiff } from './diff.ts';
import { isSettling, labelOf } from './drift.ts';

/** A step before its neighbours are known. */
export interface Draft {
  readonly name: string;
  readonly half: Half;
  readonly action: Action;
  readonly changes: readonly Change[];
  readonly calls: readonly Call[];
  readonly risks: readonly Risk[];
  readonly repair?: 'protective' | 'access-giving';
  readonly desired: string;
  readonly observed: string;
  /** Names of facets of the same resource whose steps must be done first. */
  readonly afterFacets: readonly string[];
}

export interface Drafted {
  readonly drafts: readonly Draft[];
  readonly deferred: ResourcePlan['deferred'];
  readonly ignored: ResourcePlan['ignored'];
  readonly unreadable: ResourcePlan['unreadable'];
  readonly settling: boolean;
  readonly notes: readonly string[];
  readonly blocked?: { readonly code: ErrorCode; readonly why: string; readonly release: string };
}

export interface DraftInput {
  readonly kind: AnyKind;
  readonly at: Subject<unknown>;
  readonly observation: Observation;
  readonly last: LastApplied | undefined;
  readonly now: Instant;
  /** True if something that depends on this resource changes in the same plan. */
  readonly split: boolean;
}

const nothing: Drafted = { drafts: [], deferred: [], ignored: [], unreadable: [], settling: false, notes: [] };

/** What one resource needs: pure, from what was seen. */
export function draft(input: DraftInput): Drafted {
  const { kind, at, observation } = input;
  if (observation.is === 'unknown') return nothing;
  if (observation.is === 'ambiguous') {
    return { ...nothing, blocked: { code: 'engine.ambiguous', why: observation.why, release: observation.release } };
  }
  if (observation.is === 'absent') return at.metadata.state === 'present' ? draftCreate(input) : nothing;
  if (at.metadata.state === 'released') return draftRelease(kind, at, observation);
  if (at.metadata.state === 'absent') return nothing;
  const stuck = immutables(kind, at, observation);
  if (stuck !== undefined) return { ...nothing, blocked: stuck };
  const facets = draftFacets(input, observation.facets, observation.reads);
  const claim = draftClaim(kind, at, observation, facets.drafts.length > 0);
  if (claim.blocked !== undefined) return { ...facets, drafts: [], blocked: claim.blocked };
  return { ...facets, drafts: [...claim.drafts, ...facets.drafts] };
}

function draftCreate(input: DraftInput): Drafted {
  const { kind, at } = input;
  const create = kind.create;
  if (create === undefined) return draftFacets(input, {}, {});
  const fresh = create.fresh(at);
  const covered = kind.facets.filter((facet) => create.covers.includes(facet.name));
  const changes = covered.flatMap((facet) => {
    const want = facet.want(at, {});
    return want === undefined ? [] : diffFacet(facet, undefined, want, { split: false }).flatMap((half) => half.changes);
  });
  const step: Draft = {
    name: 'create',
    half: 'expand',
    action: 'create',
    changes: [...changes, ...fixedChanges(kind, at)],
    calls: [create.call(at)],
    risks: [],
    desired: digestOf(changes.map(({ path, after }) => [path, after ?? null])),
    observed: digestOf(undefined),
    afterFacets: [],
  };
  const rest = kind.facets.filter((facet) => !create.covers.includes(facet.name));
  const seen = Object.fromEntries(rest.map((facet) => [facet.name, freshSeen(facet, fresh, at)] as const));
  const others = draftFacets({ ...input, last: undefined, kind: { ...kind, facets: rest } }, seen, fresh);
  const made = others.drafts.map((one) => ({ ...one, changes: one.changes.map(withoutLabel), afterFacets: [...one.afterFacets, 'create'] }));
  return { ...others, drafts: [step, ...made.map(withoutRepair)] };
}

/** What only the creating call can set, so that a plan shows it too. */
function fixedChanges(kind: AnyKind, at: Subject<unknown>): readonly Change[] {
  return kind.immutable.flatMap(({ path, want }) => {
    const after = valueAt(isMap(at.spec) ? at.spec : {}, segmentsOf(path)) === undefined ? undefined : want(at);
    return after === undefined ? [] : [{ path, before: undefined, after }];
  });
}

function withoutLabel({ label: _label, ...change }: Change): Change {
  return change;
}

function withoutRepair({ repair: _repair, ...one }: Draft): Draft {
  return one;
}

function freshSeen(facet: AnyFacet, fresh: AnyReads, at: Subject<unknown>): Seen {
  const tree = facet.seen(fresh, at);
  return tree === undefined ? { is: 'inapplicable', why: 'this kind of resource has none' } : { is: 'value', tree, asOf: 0 };
}

function immutables(kind: AnyKind, at: Subject<unknown>, observation: Present): Drafted['blocked'] {
  for (const { path, seen, want, release } of kind.immutable) {
    const live = seen(observation.reads);
    const wanted = want(at);
    if (live === undefined || wanted === undefined || sameTree(live, wanted)) continue;
    const why = `${path.slice(1)} is ${show(live)} and the manifest says ${show(wanted)}; AWS cannot change it in place`;
    return { code: 'engine.immutable', why, release };
  }
  return undefined;
}

/** The step that makes it ours: marking again what lost its mark, taking over what `metadata.adopt` names. */
function draftClaim(kind: AnyKind, at: Subject<unknown>, observation: Present, differs: boolean): Pick<Drafted, 'blocked'> & { readonly drafts: readonly Draft[] } {
  if (observation.owner === 'ours') return { drafts: [] };
  if (kind.identity.by !== 'mark') {
    if (!differs) return { drafts: [] };
    const value = kind.identity.by === 'name' ? kind.identity.adoptValue(observation.reads) : true;
    const why = `${at.address} exists with other settings and nothing shows that they are ours`;
    return { drafts: [], blocked: { code: 'engine.not-ours', why, release: `metadata.adopt: ${value === true ? 'true' : value}` } };
  }
  const adopting = observation.owner === 'foreign';
  const calls = kind.identity.mark(at);
  const step: Draft = {
    name: adopting ? 'adopt' : 'mark',
    half: 'expand',
    action: adopting ? 'adopt' : 'mark',
    changes: [],
    calls,
    risks: [],
    desired: digestOf(calls.map((call) => call.input)),
    observed: digestOf(observation.owner),
    afterFacets: [],
  };
  return { drafts: [step] };
}

function draftRelease(kind: AnyKind, at: Subject<unknown>, observation: Present): Drafted {
  if (kind.identity.by !== 'mark' || observation.owner !== 'ours') return nothing;
  const calls = kind.identity.unmark(at);
  const step: Draft = {
    name: 'release',
    half: 'contract',
    action: 'release',
    changes: [],
    calls,
    risks: [],
    desired: digestOf(calls.map((call) => call.input)),
    observed: digestOf(observation.owner),
    afterFacets: [],
  };
  return { ...nothing, drafts: [step] };
}

function draftFacets(input: DraftInput, seenFacets: Readonly<Record<string, Seen>>, reads: AnyReads): Drafted {
  return input.kind.facets.map((facet) => draftFacet(input, facet, seenFacets[facet.name], reads)).reduce(merge, nothing);
}

function draftFacet(input: DraftInput, facet: AnyFacet, seen: Seen | undefined, reads: AnyReads): Drafted {
  const { at, last, now } = input;
  if (seen?.is === 'unreadable') return { ...nothing, unreadable: [{ facet: facet.name, failure: seen.failure }] };
  const want = facet.want(at, reads);
  if (want === undefined) return nothing;
  if (seen?.is === 'inapplicable') return { ...nothing, deferred: [{ path: facet.root, why: seen.why }] };
  const live = seen?.tree;
  const halves = diffFacet(facet, live, want, { applied: last?.facets[facet.name]?.tree, split: input.split });
  const kept = halves.map((half) => withoutIgnored(half, at, now));
  const ignored = kept.flatMap((half) => half.ignored);
  const changing = kept.filter((half) => half.changes.length > 0);
  if (changing.length === 0) return { ...nothing, ignored };
  const legality = facet.legal(input.observation.is === 'present' ? input.observation.state : 'new', at);
  if (legality.is === 'defer') return { ...nothing, ignored, deferred: [{ path: facet.root, why: legality.why }] };
  if (isSettling(facet, live, changing.flatMap((half) => half.changes), last, now)) return { ...nothing, ignored, settling: true };
  const exists = input.observation.is === 'present' && !input.observation.blank;
  const drafts = changing.map((half) =>
    draftHalf(input, facet, half, { live, want, reads, exists, both: changing.length === 2, after: legality.is === 'after' ? legality.facets : [] }),
  );
  return { ...nothing, ignored, drafts };
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
  const changes = context.exists
    ? half.changes.map((change) => ({ ...change, label: labelOf(facet, change, live, want, last) }))
    : half.changes;
  const drifted = changes.filter((change) => change.label !== undefined && change.label !== 'changed-in-git');
  const repairs = drifted.map((change) => facet.repair(change));
  const repair = repairs.length === 0 ? undefined : repairs.includes('access-giving') ? 'access-giving' : 'protective';
  const secondHalf = context.both && half.half === 'contract';
  return {
    name: secondHalf ? `${facet.name}:contract` : facet.name,
    half: half.half,
    action: context.exists ? 'update' : 'create',
    changes,
    calls: facet.write({ at, changes, target: half.target, reads }),
    risks: facet.risk?.(changes, at, reads) ?? [],
    ...(repair === undefined ? {} : { repair }),
    desired: targetDigest(facet, half.target),
    observed: observedDigest(facet, live, half.changes),
    afterFacets: secondHalf ? [...context.after, facet.name] : context.after,
  };
}

function withoutIgnored(half: HalfDiff, at: Subject<unknown>, now: Instant): HalfDiff & { readonly ignored: ResourcePlan['ignored'] } {
  const rules = at.metadata.ignore.filter((rule) => rule.until === undefined || rule.until > now);
  const ruleFor = (path: Path) => rules.find((rule) => isWithin(path, rule.path));
  const ignored = half.changes.flatMap(({ path }) => {
    const rule = ruleFor(path);
    return rule === undefined ? [] : [{ path, reason: rule.reason }];
  });
  return { ...half, changes: half.changes.filter(({ path }) => ruleFor(path) === undefined), ignored };
}

function merge(a: Drafted, b: Drafted): Drafted {
  return {
    drafts: [...a.drafts, ...b.drafts],
    deferred: [...a.deferred, ...b.deferred],
    ignored: [...a.ignored, ...b.ignored],
    unreadable: [...a.unreadable, ...b.unreadable],
    settling: a.settling || b.settling,
    notes: [...a.notes, ...b.notes],
  };
}

function show(tree: Tree): string {
  return typeof tree === 'string' ? tree : JSON.stringify(tree);
}
