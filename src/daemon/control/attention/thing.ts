import { kindOf, type Address } from '../../../model/address.ts';
import type { Episode, StatusRecord } from '../../../model/history.ts';
import type { Instant } from '../../../model/instant.ts';
import type { Step } from '../../../model/plan.ts';
import { stepsOf } from '../../../engine/record/sight.ts';
import type { ControllerState } from '../../controller.ts';
import type { Condition } from '../../notify/condition.ts';
import { recordsAt } from '../../records-at.ts';
import { referrersOf } from '../references.ts';

/** One resource of which something holds, with all that is known of it. */
export interface Thing {
  readonly address: Address;
  readonly conditions: readonly Condition[];
  readonly record: StatusRecord | undefined;
  /** Drift that is not over. */
  readonly open: readonly Episode[];
  /** What the current plan would do to it. */
  readonly steps: readonly Step[];
  /** Resources that use it, by their manifests. */
  readonly users: readonly Address[];
}

/** Gathers what holds by resource: drift, what it opened, and that the resource is degraded are one thing. */
export function thingsOf(
  state: ControllerState,
  conditions: readonly Condition[],
  now: Instant,
): readonly Thing[] {
  const { plan, stack, open } = state;
  const own = conditions.filter(({ sort, addresses }) => sort !== 'waits' && addresses.length === 1);
  const byAddress = Map.groupBy(own, ({ addresses }) => addresses[0]);
  const records = new Map(recordsAt(state, now).map((record) => [record.address, record]));
  const episodes = Map.groupBy(open, ({ address }) => address);
  return [...byAddress].flatMap(([address, all]) =>
    address === undefined
      ? []
      : [
          {
            address,
            conditions: all,
            record: records.get(address),
            open: episodes.get(address) ?? [],
            steps: plan === undefined ? [] : stepsOf(address, { plan }),
            users: referrersOf(address, stack).filter((one) => kindOf(one) !== 'Alias'),
          },
        ],
  );
}

/** Finds since when something of it holds: drift, access and holds keep their beginning, the rest that of the last look. */
export function sinceOf({ open, record, conditions }: Thing): Instant {
  const begun = [
    ...open.map(({ openedAt }) => openedAt),
    ...(record?.opened === undefined ? [] : [record.opened.since]),
    ...(record?.hold === undefined ? [] : [record.hold.since]),
  ];
  return Math.min(...(begun.length > 0 ? begun : conditions.map(({ since }) => since)));
}
