import { accessChange } from './access.ts';
import type { PolicyHalf } from './diff.ts';
import type { Policy } from './document.ts';

/**
 * Decides where a change of the whole document belongs: `neither` if the two mean the same. Returns `expand` if
 * `want` permits all that `live` permits, so it may be written before the dependants. Returns `contract` if it
 * permits nothing new, so it comes after them. Else returns `both`, and the union of the two is written first.
 * Judges by meaning: what cannot be shown is `both`.
 */
export function halfOf(live: Policy, want: Policy): PolicyHalf {
  const { gained, lost } = accessChange(live, want);
  if (lost.length === 0) return gained.length === 0 ? 'neither' : 'expand';
  return gained.length === 0 ? 'contract' : 'both';
}
