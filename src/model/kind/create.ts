import type { Call, OpName } from '../call.ts';
import type { Ids } from '../ids.ts';
import type { Subject } from '../subject.ts';
import type { Legality } from './facet.ts';

/** How a new one is made. */
export interface Create<S, R> {
  /** Reads of others that the call rests on: they can be asked although the thing is not there. */
  readonly reads?: readonly (keyof R & string)[];
  /** Whether it can be made now; unset: always. */
  legal?(at: Subject<S>, reads: Partial<R>): Legality;
  /** The operation of `call`. */
  readonly calls: readonly OpName[];
  call(at: Subject<S>, reads: Partial<R>): Call;
  /** Facets that the creating call writes. */
  readonly covers: readonly string[];
  /**
   * What AWS makes of what the call leaves out, given as if seen: a plan foresees by it what is still to be written.
   * It is never relied on: each declared facet that is not in `covers` has a step, which reads first.
   */
  fresh(at: Subject<S>): Partial<R>;
  ids(answer: unknown, at: Subject<S>): Ids;
  /**
   * The reads that show a fresh one; unset: `existence`. A success without a body is a status that anybody between
   * AWS and us can give, so at least one of them has a body.
   */
  readonly shownBy?: readonly (keyof R & string)[];
  /** True where AWS answers for what is there already as if it had made it: then only the mark shows that it did. */
  answersForExisting?(at: Subject<S>): boolean;
  /** What went with one that was deleted outside Git: a plan that makes it again says so. Unset: nothing did. */
  readonly lost?: string;
  /** No idempotency token: intent first, never a blind retry. */
  readonly once: boolean;
}
