import type { AwsFailure, Call, OpName } from '../call.ts';
import type { MissingContainer } from '../observation.ts';
import type { Reasoned } from '../reasons.ts';
import type { Subject } from '../subject.ts';

/** One question to AWS. Answers are shared by op, place and input, whoever asks. */
export interface Read<S, V> {
  /** A hint (the tag index) can acquit, never convict: if it differs, `narrow` is asked. */
  readonly trust: 'truth' | 'hint';
  /** The operations it may ask by, in whichever form: permissions and docs are made of them. */
  readonly asks: readonly OpName[];
  /** A fast look asks it although no facet of the fast set rests on it: grants of others. */
  readonly look?: 'fast';
  /** False where nothing managed rests on it: then it is not asked. */
  needed?(at: Subject<S>): boolean;
  /** May be a listing of the whole Region. */
  call(at: Subject<S>): Call;
  /** The small form, for confirming and re-checking, where a listing each time would be quadratic. */
  narrow?(at: Subject<S>): Call;
  /** The answer as this kind understands it; undefined means it is not there. */
  parse(answer: unknown, at: Subject<S>): V | undefined;
  /** The narrow answer, if it has another shape. */
  parseNarrow?(answer: unknown, at: Subject<S>): V | undefined;
  /** A hint may name what is no longer so: what is asked of each thing in it before it counts. */
  readonly proof?: {
    calls(value: V, at: Subject<S>): readonly Call[];
    /** Answers in the order of the calls; undefined where AWS refused. */
    parse(answers: readonly unknown[], value: V, at: Subject<S>): V;
  };
  /** AWS error names that mean "not configured", and the value they stand for. */
  readonly instead?: Readonly<Record<string, V>>;
  /** AWS error names that mean this facet does not exist for this resource, and why. */
  readonly inapplicable?: Readonly<Record<string, string>>;
  /** AWS error names that mean the resource itself is not there. */
  readonly absent?: readonly string[];
  /** AWS error names that mean its container is not there. */
  readonly missing?: Readonly<Record<string, MissingContainer>>;
  /** Failures after which nothing may be done here until a person acts: why, and the way out. */
  stuck?(failure: AwsFailure): ({ readonly release: string } & Reasoned) | undefined;
}

/** Questions by name, of any kind. */
export type Reads<S = unknown> = Readonly<Record<string, Read<S, unknown>>>;

/** What they gave, as the engine sees it. */
export type AnyReads = Readonly<Record<string, unknown>>;
