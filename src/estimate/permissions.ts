import { actionsFor, isRead } from '../aws/operations.ts';
import type { Call } from '../model/call.ts';
import type { AccountActions } from '../model/estimate.ts';
import type { AnyKind } from '../model/kind/kind.ts';
import type { Step } from '../model/plan.ts';
import { byCodeUnit } from '../model/tree.ts';
import type { Job } from './work.ts';
import { facetNameOf } from '../model/step-id.ts';

/** The IAM actions behind the calls of these steps, and behind the reads that confirm them, by account. */
export function permissionsOf(steps: readonly Step[], jobOf: (step: Step) => Job): readonly AccountActions[] {
  const calls = steps.flatMap((step) => {
    const job = jobOf(step);
    return [...step.calls, ...job.holders.map(({ call }) => call), ...readsOf(job)];
  });
  const byAccount = Map.groupBy(calls, ({ at }) => at.account);
  return [...byAccount]
    .map(([account, all]) => ({
      account,
      write: actionsOf(all.filter(({ op }) => !isRead(op))),
      read: actionsOf(all.filter(({ op }) => isRead(op))),
    }))
    .sort((a, b) => byCodeUnit(a.account, b.account));
}

function actionsOf(calls: readonly Call[]): readonly string[] {
  return [...new Set(calls.flatMap(actionsFor))].sort(byCodeUnit);
}

/** What running a step asks: before its write whether it still holds, after it whether it shows. */
function readsOf({ step, kind, at }: Job): readonly Call[] {
  if (kind === undefined) return [];
  const narrow = namesOf(step, kind).flatMap((name) => {
    const read = kind.reads[name];
    return read === undefined ? [] : [read.narrow?.(at) ?? read.call(at)];
  });
  const { create, identity } = kind;
  if (step.name !== 'create' || create?.once !== true || identity.by !== 'mark') return narrow;
  const { list, tags } = identity.sweep;
  return [...narrow, list(at.place), tags(at.ids, at.place)];
}

function namesOf(step: Step, kind: AnyKind): readonly string[] {
  const hold = kind.identity.marking === undefined ? [] : ['tags'];
  if (step.name === 'create')
    return [...(kind.create?.reads ?? []), ...(kind.create?.shownBy ?? [kind.existence])];
  const facet = kind.facets.find(({ name }) => name === facetNameOf(step.name));
  return [...hold, ...(facet?.reads ?? Object.keys(kind.reads))];
}
