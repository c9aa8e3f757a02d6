import type { ApprovalClass } from '../approval.ts';
import type { Call, OpName } from '../call.ts';
import type { Change, DriftLabel, Risk } from '../change.ts';
import type { Duration } from '../instant.ts';
import type { Given, NarrowedTo, NarrowingOf, Starved, Taken, Written } from '../narrows.ts';
import type { Others } from '../others.ts';
import type { Path } from '../path.ts';
import type { Block, Reasoned } from '../reasons.ts';
import type { Subject } from '../subject.ts';
import type { Tree } from '../tree.ts';
import type { Compare } from './compare.ts';

/** A part of a resource that is read, compared and written by itself. Builders are in `kinds/shared/facet`. */
export interface Facet<S, R> extends Gated<S, R>, Guarded<S, R>, TakesAccess<S, R>, Labelled<S> {
  readonly name: string;
  /** What is kept here: one sentence for docs and `explain`. */
  readonly about: string;
  /** Where the trees of `want` and `seen` hang in the spec. */
  readonly root: Path;
  /** Every managed path of the spec is in exactly one facet (tested). */
  readonly paths: readonly Path[];
  readonly reads: readonly (keyof R & string)[];
  /** A fast look reads it as well: a change of it may be an attack or an accident (authority.md §6). */
  readonly look?: 'fast';
  readonly compare: Compare;
  /** Canonical desired value; undefined means not managed. `applied` is what memory knows we wrote last. */
  want(at: Subject<S>, reads: Partial<R>, applied?: Tree): Tree | undefined;
  /** Canonical live value, stable fields only: this is hashed. */
  seen(reads: Partial<R>, at: Subject<S>): Tree | undefined;
  /** Which half a change belongs to; a Comparator decides for its own. */
  half(change: Change): 'expand' | 'contract';
  /** Whether AWS would take `want` in this state. */
  legal(state: string, at: Subject<S>, reads: Partial<R>, want: Tree): Legality;
  /** The operations that `write` may return; another one is never sent. */
  readonly calls: readonly OpName[];
  write(input: WriteInput<S, R>): readonly Call[];
  readonly confirm: { readonly equalReads: number; readonly withinMs: Duration };
  /** False where whoever uses the resource is served as before, whatever is written: nobody waits until others see it. */
  readonly affectsUse?: false;
  /** How long after our own write the old value may still be read; unset: a minute. */
  readonly settlesIn?: Duration;
  /** True where these reads prove that AWS showed our last write: what is missing was taken away since. */
  hasShown?(reads: Partial<R>, at: Subject<S>): boolean;
  /** What undoing drift here means: does it restore protection or give access back? */
  repair(change: Change): 'protective' | 'access-giving';
}

export interface WriteInput<S, R> {
  readonly at: Subject<S>;
  readonly changes: readonly Change[];
  /** The facet as it shall be after this write (for a policy's expand half: the union). */
  readonly target: Tree;
  readonly reads: Partial<R>;
}

export type Legality =
  | { readonly is: 'now' }
  /** Legal, or safe, once those facets are written, so it comes after them. */
  | { readonly is: 'after'; readonly facets: readonly string[] }
  /**
   * Not legal in this state: shown with the reason, neither drift nor error. It is not deferred if what it
   * depends on has a step of a facet of `unless` in the same plan, which comes first and makes it legal.
   */
  | ({ readonly is: 'defer'; readonly unless?: readonly string[] } & Reasoned)
  /** AWS would refuse it until a person acts: why, and the way out. */
  | ({ readonly is: 'blocked' } & Block);

/** Which changes need a person. Every managed path has a gate or a reason why not (tested). */
export interface Gated<S, R> {
  /** Which changes `risk` finds, and the class of approval that releases them, in words. */
  readonly approval?: string;
  readonly gates?: readonly GateRow[];
  readonly ungated?: readonly UngatedRow[];
  /** Why these changes need a person; `others` is everything that the manifests declare. */
  risk?(
    changes: readonly Change[],
    at: Subject<S>,
    reads: Partial<R>,
    others: Others,
    written: Written,
  ): readonly Risk[];
}

/** One row of the table of gates: a change of this path in this direction waits for approval of the class. */
export interface GateRow {
  readonly path: Path;
  readonly on: 'gains' | 'loses' | 'changes';
  readonly class: ApprovalClass;
  /** Which change it is, in words for docs and `explain`. */
  readonly when: string;
}

/** Paths that no gate looks at, and why that is safe. */
export interface UngatedRow {
  readonly paths: readonly Path[];
  readonly why: string;
}

/** What is kept of a live value while holds, guards and intruders meet. */
export interface Guarded<S, R> {
  /** Paths of which one may take the place of another: to leave one out is then no end of its guard. */
  readonly alternatives?: readonly Path[];
  /** What is written as a whole is read again just before, where it was read longer ago than this (authority.md §2.9). */
  readonly freshFor?: Duration;
  /** Of a document: the live one without what only drift gives. Undefined: nothing goes. */
  narrowed?(input: NarrowingOf<S, R>): NarrowedTo | undefined;
  /** It records what is done in the account: a hold does not stop it from being started. */
  readonly records?: true;
  /** It keeps everybody out, whatever a policy or an ACL says: a hold does not stop it from being put back. */
  readonly keepsOut?: true;
  /** True for a change that the calls already tell, of what no manifest declares: a reader does not see its details. */
  readonly quiet?: (change: Change) => boolean;
  /** What a change outside Git did here that no rule of approval judges, since Git cannot ask for it. */
  readonly harm?: (change: Change, whole: Written) => string | undefined;
  /** What a change of an existing thing asks of those who use it, and no rule of approval tells. */
  readonly affects?: (change: Change, whole: Written) => string | undefined;
}

/** Whose access a write gives or takes. */
export interface TakesAccess<S, R> {
  /** Principals that a write gives access. Leaves out services of AWS that act for the account itself. */
  gives?(written: Written, at: Subject<S>): readonly Given[];
  /** Whose access a write takes away. */
  takes?(written: Written, at: Subject<S>): readonly Taken[];
  /** What a write takes from principals that hold it by another manifest, and have by nothing else. */
  starves?(written: Written, at: Subject<S>, others: Others, reads: Partial<R>): readonly Starved[];
}

/** Entries that show by themselves who made them. */
export interface Labelled<S> {
  /** Who made the difference, where the live value itself shows it; else memory says. */
  label?(change: Change, at: Subject<S>): DriftLabel;
  /** Whose access goes with an entry, if not that of the declared principal. */
  strangerOf?(change: Change, at: Subject<S>): 'hostile' | 'other' | undefined;
}
