import type { ApprovalClass } from './approval.ts';
import type { Path } from './path.ts';
import type { Tree } from './tree.ts';

/** What memory says of a difference; without memory it only `differs`. */
export type DriftLabel = 'changed-in-git' | 'drifted' | 'both' | 'unmanaged' | 'differs';

/** One difference between desired and live. An undefined side is absent. */
export interface Change {
  readonly path: Path;
  readonly before: Tree | undefined;
  readonly after: Tree | undefined;
  readonly label?: DriftLabel;
  /** Of a policy: whether this change gives access, takes it, both, or means nothing. */
  readonly half?: 'expand' | 'contract' | 'both' | 'neither';
  /** Why, in a few words, where the values do not say it: `principal was deleted`. */
  readonly note?: string;
}

/** Why a step is dangerous, and which approval releases it. */
export interface Risk {
  readonly class: ApprovalClass;
  readonly message: string;
  readonly path?: Path;
}
