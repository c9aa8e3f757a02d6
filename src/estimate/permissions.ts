import { actionsFor, actionsOf, isRead } from '../aws/operations.ts';
import type { Call, OpName } from '../model/call.ts';
import type { AccountActions } from '../model/estimate.ts';
import { byCodeUnit } from '../model/tree.ts';

/** Calls of one account by their names alone. */
export interface Asked {
  readonly account: string;
  readonly ops: readonly OpName[];
}

/** Lists the IAM actions behind these calls, by account. */
export function permissionsOf(
  calls: readonly Call[],
  asked: readonly Asked[] = [],
): readonly AccountActions[] {
  const byAccount = Map.groupBy(calls, ({ at }) => at.account);
  return [...byAccount]
    .map(([account, all]) => ({
      account,
      write: sorted(all.filter(({ op }) => !isRead(op)).flatMap(actionsFor)),
      read: sorted([
        ...all.filter(({ op }) => isRead(op)).flatMap(actionsFor),
        ...asked.filter((one) => one.account === account).flatMap(({ ops }) => ops.flatMap(actionsOf)),
      ]),
    }))
    .sort((a, b) => byCodeUnit(a.account, b.account));
}

function sorted(actions: readonly string[]): readonly string[] {
  return [...new Set(actions)].sort(byCodeUnit);
}
