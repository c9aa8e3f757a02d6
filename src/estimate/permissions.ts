import { actionsFor, isRead } from '../aws/operations.ts';
import type { Call } from '../model/call.ts';
import type { AccountActions } from '../model/estimate.ts';
import { byCodeUnit } from '../model/tree.ts';

/** The IAM actions behind these calls, by account. */
export function permissionsOf(calls: readonly Call[]): readonly AccountActions[] {
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
