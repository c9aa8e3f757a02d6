import type { Others } from './others.ts';
import type { Subject } from './subject.ts';
import type { Tree } from './tree.ts';

/** Which drift a write narrows: all of it, only what is hostile (authority.md §2.10), or what is open to everybody. */
export type Narrows = 'drift' | 'hostile' | 'public';

export interface NarrowingOf<S, R> {
  readonly at: Subject<S>;
  readonly reads: Partial<R>;
  readonly seen: Tree;
  readonly want: Tree;
  readonly applied: Tree;
  readonly narrows: Narrows;
  /** Everything that the manifests declare: the principals in them keep their access. */
  readonly others: Others;
}

export interface NarrowedTo {
  readonly tree: Tree;
  /** True if all that goes was given to principals outside the declared and trusted ones. */
  readonly hostile: boolean;
  /** What only drift gives and yet stays, and why. */
  readonly stays: readonly string[];
}

/** Access of one principal. */
export interface Given {
  readonly who: string;
  /** The actions, as people read them. */
  readonly what: string;
}

/** Access that a write takes from one principal. */
export interface Taken extends Given {
  /** What the principal can no longer do, where the actions do not say it all. */
  readonly means?: string;
  /** The principal keeps nothing here. */
  readonly last: boolean;
}

/** Access of a principal that another manifest gives it too. */
export interface Starved {
  readonly who: string;
  readonly what: string;
  /** The address of that manifest. */
  readonly by: string;
}

/** The values before and after one write. */
export interface Written {
  readonly from: Tree | undefined;
  readonly target: Tree;
}
