import type { Change } from '../change.ts';
import type { Tree } from '../tree.ts';

/**
 * How equality is judged. `tree`: every leaf that `want` names, lists as sets; `record`: entries one by one,
 * null removes, those not wanted are not ours; or the judgement of another module (policies).
 */
export type Compare = 'tree' | 'record' | Comparator;

export interface Comparator {
  /** How it judges, in words for docs and `explain`. */
  readonly meaning: string;
  equal(seen: Tree, want: Tree): boolean;
  /** Equal meanings, equal trees: this is hashed. */
  canonical(tree: Tree): Tree;
  diff(seen: Tree | undefined, want: Tree): readonly Change[];
  /** How many statements are the same on both sides: a plan says that it does not show them. */
  unchanged?(seen: Tree, want: Tree): number;
  /** Whether the change only gives, only takes, or both. */
  half(seen: Tree, want: Tree): 'expand' | 'contract' | 'both' | 'neither';
  /** Its halves are two writes even where nothing else changes: the one that gives must not wait for a person. */
  readonly apart?: true;
  /** What the expand half writes when it does both: what allows all that either allows. */
  widest(seen: Tree, want: Tree): Tree;
}
