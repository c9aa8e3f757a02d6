import { sameTree } from '../model/tree.ts';
import { canonicalText, cosmeticTree } from './canonical.ts';
import type { Policy } from './document.ts';

/**
 * `identical`: same meaning and same names. `cosmetic`: same meaning, other Sids or Id. `different`:
 * the only one that is worth a write.
 */
export type Verdict = 'identical' | 'cosmetic' | 'different';

export function comparePolicies(live: Policy, want: Policy): Verdict {
  if (canonicalText(live) !== canonicalText(want)) return 'different';
  return sameTree(cosmeticTree(live), cosmeticTree(want)) ? 'identical' : 'cosmetic';
}
