import { digestOf } from '../model/digest.ts';
import type { Settings } from '../model/resource.ts';
import { sameTree } from '../model/tree.ts';

/**
 * Tests whether settings leave what was looked after so far: another Stack or place of decisions, or an account that
 * is gone, or loses a Region, or is reached by other roles. Whoever can commit could so take everything out of care,
 * or choose who has decided. Additions are judged like any other change of the Stack.
 */
export function isMoved(before: Settings, after: Settings): boolean {
  return (
    isElsewhere(before, after) ||
    before.partition !== after.partition ||
    before.accounts.some((account) => {
      const now = after.accounts.find(({ id }) => id === account.id);
      if (now === undefined) return true;
      const { regions, ...rest } = account;
      const { regions: still, ...others } = now;
      return !same(rest, others) || regions.some((region) => !still.includes(region));
    })
  );
}

/**
 * Tests whether lease and decisions of these settings are others: what persons decided so far does not count there.
 */
export function isElsewhere(before: Settings, after: Settings): boolean {
  return (
    before.name !== after.name || before.uid !== after.uid || !same(before.coordination, after.coordination)
  );
}

/** Identifies the estate that settings lead to: other tags or caps are not another one. */
export function estateOf({ name, uid, partition, accounts, coordination }: Settings): string {
  return digestOf(JSON.stringify([name, uid, partition, accounts, coordination ?? null]));
}

function same(a: object | undefined, b: object | undefined): boolean {
  return sameTree(plain(a), plain(b));
}

function plain(value: object | undefined): Parameters<typeof sameTree>[0] {
  return JSON.parse(JSON.stringify(value ?? null)) as Parameters<typeof sameTree>[0];
}
