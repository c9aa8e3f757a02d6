import type { Address } from '../address.ts';
import type { Call, OpName, Place } from '../call.ts';
import type { Change, Risk } from '../change.ts';
import type { Ids } from '../ids.ts';
import type { Duration, Instant } from '../instant.ts';
import type { Settings } from '../resource.ts';
import type { Subject } from '../subject.ts';
import type { AnyReads, Reads } from './read.ts';

/** Found in AWS under our name, declared nowhere: what its manifest's end asks for is done to it. */
export interface Stray {
  readonly address: Address;
  readonly place: Place;
  readonly ids: Ids;
}

/** With `onVanish: revoke`: finds what an earlier manifest made; its ids stand as the spec of a tombstone. */
export interface Strays<S> {
  readonly asks: readonly OpName[];
  calls(declared: readonly Subject<S>[], remembered: readonly Ids[], settings: Settings): readonly Call[];
  /** `declared` resources handle what they made in their present place; report only what they made elsewhere. */
  parse(answer: unknown, call: Call, settings: Settings, declared: readonly Subject<S>[]): readonly Stray[];
  /**
   * What memory alone has, where its listing cannot be read: it is looked after until AWS says that it is
   * gone. Undefined for what a declared one looks after.
   */
  suspect(address: Address, ids: Ids, settings: Settings, declared: readonly Subject<S>[]): Stray | undefined;
}

/** A step after which whoever still needs the thing shows. */
export interface Watch {
  /** The name of that step. */
  readonly after: string;
  readonly for: Duration;
  /** True if the step was done, by whomever. */
  hasBegun(state: string): boolean;
}

/** How a declared removal goes, one careful step at a time. */
export interface Removal<S, R> {
  /** Extra questions, asked only for a tombstone. */
  readonly reads: Reads<S>;
  /** Questions that follow from those answers: the encryption of each bucket there is. */
  readonly follow?: {
    readonly asks: readonly OpName[];
    reads(extra: AnyReads, at: Subject<S>): Reads<S>;
  };
  /** Reasons not to remove it now; empty: nothing uses it. */
  blockers(at: Subject<S>, reads: Partial<R>, extra: AnyReads, now: Instant): readonly string[];
  /** Whether it is watched for what still needs it before it is deleted; `none` where nothing would show. */
  readonly watch: Watch | 'none';
  /** The operations of all its steps. */
  readonly calls: readonly OpName[];
  /** The next step from this state; undefined: it is gone or on its way. */
  next(
    at: Subject<S>,
    reads: Partial<R>,
  ):
    | {
        readonly name: string;
        readonly calls: readonly Call[];
        readonly changes: readonly Change[];
        readonly risk?: Risk;
      }
    | undefined;
}
