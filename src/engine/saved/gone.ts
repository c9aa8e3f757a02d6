import { isWithin } from '../../model/path.ts';
import type { Moved, ResourcePlan, Step } from '../../model/plan.ts';
import { facetNameOf } from '../../model/step-id.ts';
import { savedSentences } from '../../report/sentences/saved.ts';

/** Why a step has no counterpart in a fresh plan. */
export type Gone =
  /** What it aims at is so: by an earlier run, or by somebody else. */
  | { readonly is: 'already' }
  | { readonly is: 'stale'; readonly why: string; readonly moved: readonly Moved[] };

/** Judges a step of whose facet a fresh plan has no step, by what that plan says of its resource. */
export function goneOf(step: Step, before: ResourcePlan | undefined, now: ResourcePlan | undefined): Gone {
  const { address } = step;
  const takes = step.action === 'remove' || step.action === 'release';
  if (now === undefined)
    return takes ? { is: 'already' } : stale(savedSentences.noLongerPlanned({ address }));
  if (now.blocked !== undefined) return stale(savedSentences.blocked({ address, why: now.blocked.why }));
  if (now.sync === 'Unknown') return stale(savedSentences.unknown(now));
  const unread = now.unreadable.find(({ facet }) => facet === facetNameOf(step.name));
  if (unread !== undefined) return stale(savedSentences.unread({ facet: unread.facet, address }));
  if (before?.exists === true && !now.exists && !takes) {
    const moved: Moved = { address, path: '', planned: before.ids, now: undefined };
    return { is: 'stale', why: savedSentences.gone({ address }), moved: [moved] };
  }
  const deferred = now.deferred.find(
    ({ path }) => path === '' || step.changes.some((change) => isWithin(change.path, path)),
  );
  if (deferred !== undefined && !takes) return stale(savedSentences.deferred(deferred));
  if (step.name === 'create' && !now.exists) return stale(savedSentences.wouldNotBeMade({ address }));
  return { is: 'already' };
}

function stale(why: string): Gone {
  return { is: 'stale', why, moved: [] };
}
