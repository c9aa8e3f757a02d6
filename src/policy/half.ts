import { permitsAll } from './covers.ts';
import type { PolicyHalf } from './diff.ts';
import type { Policy } from './document.ts';
import { inVersion2012 } from './variables.ts';

/**
 * Where a change of the whole document belongs: `expand` if `want` permits all that `live` permits, so
 * it may be written before the dependants; `contract` if it permits nothing new, so it comes after
 * them; else `both`, and the union of the two is written first. Judged by structure: what cannot be
 * shown is `both`.
 */
export function halfOf(live: Policy, want: Policy): PolicyHalf {
  const [before, after] =
    live.version === want.version ? [live, want] : [inVersion2012(live), inVersion2012(want)];
  if (permitsAll(after, before)) return 'expand';
  return permitsAll(before, after) ? 'contract' : 'both';
}
