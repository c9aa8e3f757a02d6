import type { Change } from '../../../model/change.ts';
import { digestOf } from '../../../model/digest.ts';
import type { LastApplied } from '../../../model/journal.ts';
import type { AnyKind } from '../../../model/kind/kind.ts';
import type { AnyReads } from '../../../model/kind/read.ts';
import type { Subject } from '../../../model/subject.ts';
import type { Seen } from '../../../model/observation.ts';
import { valueAt } from '../../../model/tree.ts';
import { diffFacet, type AnyFacet } from '../../facet/diff.ts';
import { isHiding } from '../../facet/notes.ts';
import { wasApplied } from '../../facet/unconfirmed.ts';
import { planSentences } from '../../../report/sentences/plan.ts';
import { draftFacets, isDeferred } from './facets.ts';
import { draftNewFacets } from './new-facets.ts';
import { nothing, type Draft, type Drafted, type DraftInput } from './types.ts';

/** Drafts the steps of a missing resource: the creating call, then the fields that the call cannot set. */
export function draftCreate(input: DraftInput): Drafted {
  const { kind, at } = input;
  const create = kind.create;
  if (create === undefined) {
    const facets = draftFacets(input, {}, {});
    return facets.blocked === undefined ? facets : { ...facets, drafts: [] };
  }
  const covered = kind.facets.filter((facet) => create.covers.includes(facet.name));
  if (covered.some((facet) => isHiding(facet, input.last?.facets[facet.name], input.now)))
    return { ...nothing, settling: true };
  const reads = input.observation.is === 'absent' ? (input.observation.reads ?? {}) : {};
  const legality = create.legal?.(at, reads) ?? { is: 'now' };
  if (isDeferred(legality, input))
    return { ...nothing, deferred: [{ path: '', reason: legality.reason, why: legality.why }] };
  // What could be read of others although it is not there (a trail under its old name) stands beside it.
  const fresh = { ...reads, ...create.fresh(at) };
  // A facet without managed paths (a pending deletion) says nothing about a new resource.
  const shown = covered.filter(({ paths }) => paths.length > 0);
  const changes = shown.flatMap((facet) => {
    const want = facet.want(at, {});
    return want === undefined
      ? []
      : diffFacet(facet, undefined, want, { split: false }).flatMap((half) => half.changes);
  });
  const lost = create.lost !== undefined && wasApplied(input.last) ? [create.lost] : [];
  const step: Draft = {
    name: 'create',
    half: 'expand',
    action: 'create',
    changes: [...changes, ...fixedChanges(kind, at)].map((change) => withLoss(change, input.last)),
    calls: [create.call(at, reads)],
    risks: covered.flatMap(
      (facet) =>
        facet.risk?.(changes, at, {}, input.others, {
          from: undefined,
          target: facet.want(at, {}) ?? null,
        }) ?? [],
    ),
    desired: digestOf(changes.map(({ path, after }) => [path, after ?? null])),
    observed: digestOf(undefined),
    afterFacets: [],
    ...(lost.length === 0 ? {} : { undoes: lost }),
  };
  const rest = kind.facets.filter((facet) => !create.covers.includes(facet.name));
  const seen = Object.fromEntries(rest.map((facet) => [facet.name, freshSeen(facet, fresh, at)] as const));
  const others = draftNewFacets({ ...input, last: undefined, kind: { ...kind, facets: rest } }, seen, fresh);
  const made = others.drafts.map((one) => ({
    ...one,
    changes: one.changes.map(withoutLabel),
    // Nobody can rely yet on what this very plan makes.
    risks: one.risks.filter(({ class: of, path }) => of !== 'disable' || path !== '/enabled'),
    afterFacets: [...one.afterFacets, 'create'],
  }));
  return { ...others, notes: [...lost, ...others.notes], drafts: [step, ...made.map(withoutRepair)] };
}

/** Lists fields that only the creating call can set, so that a plan shows them too. */
function fixedChanges(kind: AnyKind, at: Subject<unknown>): readonly Change[] {
  return kind.immutable.flatMap(({ path, want }) => {
    const after = valueAt(at.spec, path) === undefined ? undefined : want(at);
    return after === undefined ? [] : [{ path, before: undefined, after }];
  });
}

/** Labels a resource that memory has and AWS lacks as removed outside Git. */
function withLoss(change: Change, last: LastApplied | undefined): Change {
  return wasApplied(last) ? { ...change, label: 'drifted' } : change;
}

function withoutLabel({ label: _label, ...change }: Change): Change {
  return change;
}

function withoutRepair({ repair: _repair, ...one }: Draft): Draft {
  return one;
}

function freshSeen(facet: AnyFacet, fresh: AnyReads, at: Subject<unknown>): Seen {
  const tree = facet.seen(fresh, at);
  return tree === undefined
    ? { is: 'inapplicable', reason: 'not-applicable', why: planSentences.noSuchSetting() }
    : { is: 'value', tree, asOf: 0 };
}
