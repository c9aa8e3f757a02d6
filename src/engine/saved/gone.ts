import { isWithin } from '../../model/path.ts';
import type { Moved, ResourcePlan, Step } from '../../model/plan.ts';
import { facetNameOf } from '../../model/step-id.ts';

/** Why a step has no counterpart in a fresh plan. */
export type Gone =
  /** What it aims at is so: by an earlier run, or by somebody else. */
  | { readonly is: 'already' }
  | { readonly is: 'stale'; readonly why: string; readonly moved: readonly Moved[] };

/** Judges a step of whose facet a fresh plan has no step, by what that plan says of its resource. */
export function goneOf(step: Step, before: ResourcePlan | undefined, now: ResourcePlan | undefined): Gone {
  const { address } = step;
  const takes = step.action === 'remove' || step.action === 'release';
  if (now === undefined) return takes ? { is: 'already' } : stale(`${address} is no longer part of the plan`);
  if (now.blocked !== undefined) return stale(`${address} is blocked: ${now.blocked.why}`);
  if (now.sync === 'Unknown') return stale(`what AWS holds for ${address} is not known`, now.why);
  const unread = now.unreadable.find(({ facet }) => facet === facetNameOf(step.name));
  if (unread !== undefined) return stale(`${unread.facet} of ${address} could not be read`);
  if (before?.exists === true && !now.exists && !takes) {
    const moved: Moved = { address, path: '', planned: before.ids, now: undefined };
    return { is: 'stale', why: `${address} is no longer there`, moved: [moved] };
  }
  const deferred = now.deferred.find(
    ({ path }) => path === '' || step.changes.some((change) => isWithin(change.path, path)),
  );
  if (deferred !== undefined && !takes) return stale(`it cannot be written now`, deferred.why);
  if (step.name === 'create' && !now.exists) return stale(`${address} would not be made now`);
  return { is: 'already' };
}

function stale(what: string, why?: string): Gone {
  return { is: 'stale', why: why === undefined ? what : `${what}: ${why}`, moved: [] };
}
