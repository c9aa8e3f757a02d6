import type { ManagedPaths } from '../../model/accepted.ts';
import { sameTree } from '../../model/tree.ts';

/** Returns true if two documents declare the same: the second is no new one. */
export function sameSpec(before: ManagedPaths | undefined, after: ManagedPaths): boolean {
  if (before?.length !== after.length) return false;
  return after.every(({ path, value }, at) => before[at]?.path === path && sameTree(before[at].value, value));
}
