import type { z } from 'zod';
import type { Text } from '../model/tree.ts';
import type { Address } from './address.ts';
import type { AwsFailure, Call, OpName, Place } from './call.ts';
import type { Change, DriftLabel, Risk } from './change.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Duration, Instant } from './instant.ts';
import type { Health } from './plan.ts';
import type { NarrowedTo, NarrowingOf, Starved, Taken, Written } from './narrows.ts';
import type { Ids } from './ids.ts';
import type { Path } from './path.ts';
import type { Block, Reasoned } from './reasons.ts';
import type { Settings } from './resource.ts';
import { holeFor } from './template.ts';
import type { Subject } from './subject.ts';
import type { Tree } from './tree.ts';
import type { GateRow, UngatedRow } from './gate-row.ts';
import type { Others } from './others.ts';

export type { GateRow, UngatedRow } from './gate-row.ts';
export type { Other, Others } from './others.ts';

/** An id of the subject, or the hole that AWS fills when it is created. */
export function idOf(at: Pick<Subject<unknown>, 'address' | 'ids'>, name: string): Text {
  return at.ids[name] ?? { $unknown: holeFor(at.address, name) };
}

/** One question to AWS. Answers are shared by op, place and input, whoever asks. */
export interface Read<S, V> {
  /** A hint (the tag index) can acquit, never convict: if it differs, `narrow` is asked. */
  readonly trust: 'truth' | 'hint';
  /** The operations it may ask by, in whichever form: permissions and docs are made of them. */
  readonly asks: readonly OpName[];
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
  /** AWS error names that mean its container is not there, and how to say it. */
  readonly missing?: Readonly<Record<string, string>>;
  /** Failures after which nothing may be done here until a person acts: why, and the way out. */
  stuck?(failure: AwsFailure): ({ readonly release: string } & Reasoned) | undefined;
}

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
  /** What the expand half writes when it does both: what allows all that either allows. */
  widest(seen: Tree, want: Tree): Tree;
}

export interface WriteInput<S, R> {
  readonly at: Subject<S>;
  readonly changes: readonly Change[];
  /** The facet as it shall be after this write (for a policy's expand half: the union). */
  readonly target: Tree;
  readonly reads: Partial<R>;
}

/** Whether the live thing does its work, and why not. */
export type KindHealth =
  { readonly is: 'Healthy' } | ({ readonly is: Exclude<Health, 'Healthy'> } & Reasoned);

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

/** A part of a resource that is read, compared and written by itself. */
export interface Facet<S, R> {
  readonly name: string;
  /** What is kept here: one sentence for docs and `explain`. */
  readonly about: string;
  /** Where the trees of `want` and `seen` hang in the spec. */
  readonly root: Path;
  /** Every managed path of the spec is in exactly one facet (tested). */
  readonly paths: readonly Path[];
  readonly reads: readonly (keyof R & string)[];
  readonly compare: Compare;
  /** Paths of which one may take the place of another: to leave one out is then no end of its guard. */
  readonly alternatives?: readonly Path[];
  /** Canonical desired value; undefined means not managed. `applied` is what memory knows we wrote last. */
  want(at: Subject<S>, reads: Partial<R>, applied?: Tree): Tree | undefined;
  /** Canonical live value, stable fields only: this is hashed. */
  seen(reads: Partial<R>, at: Subject<S>): Tree | undefined;
  /** True where these reads prove that AWS showed our last write: what is missing was taken away since. */
  hasShown?(reads: Partial<R>, at: Subject<S>): boolean;
  /** Which half a change belongs to; a Comparator decides for its own. */
  half(change: Change): 'expand' | 'contract';
  legal(state: string, at: Subject<S>, reads: Partial<R>): Legality;
  /** The operations that `write` may return; another one is never sent. */
  readonly calls: readonly OpName[];
  write(input: WriteInput<S, R>): readonly Call[];
  readonly confirm: { readonly equalReads: number; readonly withinMs: Duration };
  /** Which changes `risk` finds, and the class of approval that releases them, in words. */
  readonly approval?: string;
  /** The same as rows: which change of which path waits for which class. */
  readonly gates?: readonly GateRow[];
  /** Paths whose changes never wait for an approval, and why. Every managed path has a gate or a reason (tested). */
  readonly ungated?: readonly UngatedRow[];
  /** Why these changes need a person; `others` is everything that the manifests declare. */
  risk?(
    changes: readonly Change[],
    at: Subject<S>,
    reads: Partial<R>,
    others: Others,
    written: Written,
  ): readonly Risk[];
  /** What is written as a whole is read again just before, where it was read longer ago than this (authority.md §2.9). */
  readonly freshFor?: Duration;
  /** Of a document: the live one without what only drift gives. Undefined: nothing goes. */
  narrowed?(input: NarrowingOf<S, R>): NarrowedTo | undefined;
  /** Of a record with `label`: whose access goes with an entry, if not that of the declared principal. */
  strangerOf?(change: Change, at: Subject<S>): 'hostile' | 'other' | undefined;
  /** Whose access a write takes away. */
  takes?(written: Written, at: Subject<S>): readonly Taken[];
  /** What a write takes from principals that hold it by another manifest, and have by nothing else. */
  starves?(written: Written, at: Subject<S>, others: Others, reads: Partial<R>): readonly Starved[];
  /** It records what is done in the account: a hold does not stop it from being started. */
  readonly records?: true;
  /** It keeps everybody out, whatever a policy or an ACL says: a hold does not stop it from being put back. */
  readonly keepsOut?: true;
  /** Who made the difference, where the live value itself shows it; else memory says. */
  label?(change: Change, at: Subject<S>): DriftLabel;
  /** What undoing drift here means: does it restore protection or give access back? */
  repair(change: Change): 'protective' | 'access-giving';
}

/** Something with our mark, found in an index or a listing. */
export interface Marked {
  readonly address: Address;
  readonly ids: Ids;
}

/** How things of a kind carry the mark of their stack in two tags. */
export interface Marking<S, R> {
  /** The operation of `index`. */
  readonly asks: readonly OpName[];
  /** The operations of `mark` and `unmark`. */
  readonly calls: readonly OpName[];
  /** Lists what carries the stack's mark in one place; the same call for every kind, so it is asked once. */
  index(place: Place, settings: Settings): Call;
  /** Those of this kind. */
  parseIndex(answer: unknown, place: Place): readonly Marked[];
  /** Writes the mark again on one that lost it. */
  mark(at: Subject<S>, reads: Partial<R>): readonly Call[];
  /** Takes the mark off (`state: released`). */
  unmark(at: Subject<S>, reads: Partial<R>): readonly Call[];
  tagsOf(reads: Partial<R>): Readonly<Record<string, string>> | undefined;
  /** Facets that must be written before tags are taken: a pending deletion is called off first. */
  readonly after?: readonly string[];
}

/** AWS chooses the id, and the mark tells whose it is. */
export interface ByMark<S, R> {
  readonly by: 'mark';
  readonly marking: Marking<S, R>;
  /** The operations of `names` and `sweep`. */
  readonly asks: readonly OpName[];
  /** What its other declared names (a key's aliases) point to now. */
  names(
    at: Subject<S>,
    referrers: readonly { readonly kind: string; readonly spec: unknown }[],
  ):
    | {
        readonly call: Call;
        parse(answer: unknown): readonly { readonly name: string; readonly ids: Ids }[];
        /** The same, one name at a time: a listing may miss one that was made a moment ago. */
        readonly each: readonly { readonly name: string; readonly call: Call; parse(answer: unknown): Ids }[];
      }
    | undefined;
  /** Every thing of this kind in the place, and the tags of one: the slow truth. */
  readonly sweep: {
    list(place: Place): Call;
    ids(answer: unknown, place: Place): readonly Ids[];
    tags(ids: Ids, place: Place): Call;
    parseTags(answer: unknown): Readonly<Record<string, string>>;
  };
  /** What is asked and judged where nothing but its tags shows that it is ours. */
  readonly byTags: {
    readonly asks: readonly OpName[];
    readonly reads: { readonly [name: string]: Read<S, unknown> };
    /** Why it is not what this manifest would have made; empty: it may be. */
    doubts(at: Subject<S>, reads: Partial<R>): readonly string[];
    /** Who may use it, from those reads. */
    access(reads: AnyReads): { readonly policy: Tree; readonly grants: readonly Tree[] };
  };
  /** The command by which a person takes the mark off one of two that carry the same. */
  unmarkByHand(ids: Ids, place: Place): string;
  /** From an id or ARN that `metadata.adopt` or the journal names. */
  idsOf(id: string, place: Place, settings: Settings): Ids;
}

/** The manifest alone names it: a bucket, an alias, the policy of a bucket, a replica of a known key. */
export interface ByName<S, R> {
  readonly by: 'name';
  /** Undefined while AWS has not assigned what the name is made of: then it cannot exist yet. */
  ids(at: Subject<S>): Ids | undefined;
  /** Things that can carry tags carry the mark too. */
  readonly marking?: Marking<S, R>;
  /** AWS's default, which counts as nothing there: AES256, no policy. */
  blank(reads: Partial<R>, at: Subject<S>): boolean;
  /** Evidence besides mark and memory that it is ours: it points at something with our mark. */
  ours?(reads: Partial<R>, marked: ReadonlySet<string>, at: Subject<S>): boolean;
  readonly adoption: Adoption<R>;
}

/** What `metadata.adopt` says to take over what is there under this name. */
export type Adoption<R> =
  | { readonly is: 'true' }
  /** It repeats an id that the live one shows, so that a person has looked at it. */
  | {
      readonly is: 'id';
      /** What the id is, in words: `the key id that the alias points to now`. */
      readonly what: string;
      live(reads: Partial<R>): string | undefined;
    }
  /** Nothing can be taken over: why, and what to do instead. */
  | { readonly is: 'refused'; readonly why: string; readonly instead: string };

export type Identity<S, R> = ByMark<S, R> | ByName<S, R>;

/** Found in AWS under our name, declared nowhere: what its manifest's end asks for is done to it. */
export interface Stray {
  readonly address: Address;
  readonly place: Place;
  readonly ids: Ids;
}

export interface Immutable<S, R> {
  readonly path: Path;
  want(at: Subject<S>): Tree | undefined;
  seen(reads: Partial<R>): Tree | undefined;
  /** The way out. */
  readonly release: string;
}

/** How a declared removal goes, one careful step at a time. */
export interface Removal<S, R> {
  /** Extra questions, asked only for a tombstone. */
  readonly reads: { readonly [name: string]: Read<S, unknown> };
  /** Questions that follow from those answers: the encryption of each bucket there is. */
  readonly follow?: {
    readonly asks: readonly OpName[];
    reads(extra: AnyReads, at: Subject<S>): { readonly [name: string]: Read<S, unknown> };
  };
  /** Reasons not to remove it now; empty: nothing uses it. */
  blockers(at: Subject<S>, reads: Partial<R>, extra: AnyReads, now: Instant): readonly string[];
  /** Nothing would show by watching it turned off first, as it does for a key. */
  readonly atOnce?: true;
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

/** The declaration of a kind: everything the engine, the docs and the permissions need to know of it. */
export interface Kind<S, R> {
  readonly kind: string;
  /** One sentence for docs and `explain`. */
  readonly summary: string;
  readonly schema: z.ZodType<S>;
  readonly identity: Identity<S, R>;
  /** Attributes others may refer to. `known` computes one from manifests alone, else AWS assigns it. */
  readonly attributes: Readonly<
    Record<
      string,
      {
        known?(spec: S, place: Place, settings: Settings): string | undefined;
        of(ids: Ids): string | undefined;
      }
    >
  >;
  /** Where it lives by its spec, if its metadata does not say. */
  place?(spec: S): Partial<Place>;
  /** It has no Region: its calls go to the first declared Region of its account, and its metadata names none. */
  readonly global?: true;
  /** The spec with what its manifest's own name settles. */
  defaults?(spec: S, name: string): S;
  /** Names unique in AWS. Two addresses with one claim are an error. */
  claims(spec: S, place: Place): readonly string[];
  /** Shorthand that stands for resources of other kinds (a key's `aliases`). */
  expand?(at: { readonly name: string; readonly spec: S; readonly place: Place }): readonly {
    readonly kind: string;
    readonly name: string;
    readonly spec: unknown;
    readonly path: Path;
  }[];
  /** Resources this one must wait for although it names none of their attributes. */
  waitsFor?(
    at: Subject<S>,
    others: ReadonlyMap<Address, { readonly kind: string; readonly spec: unknown }>,
  ): readonly { readonly to: Address; readonly why: string }[];
  /** It gives access to what it refers to: what else uses that is read through it. */
  readonly givesAccess?: true;
  /** Applications fail if it takes effect before what it refers to is seen by every reader in AWS. */
  readonly restsOnOthers?: true;
  /** Where the spec names what this is a part of: a tag `keywright:hold` there holds this too. */
  readonly hangsOn?: {
    readonly paths: readonly Path[];
    /** What it `uses` now counts as well: an alias that is about to leave a held key. */
    readonly live?: true;
  };
  /** Ids or ARNs of other resources that the live one uses now: it must let go before they are taken away. */
  uses?(reads: Partial<R>, ids: Ids): readonly string[];
  locks(at: Subject<S>): readonly string[];
  readonly reads: { readonly [K in keyof R & string]: Read<S, R[K]> };
  /** The read whose `absent` proves that the thing is not there. */
  readonly existence: keyof R & string;
  state(reads: Partial<R>): string;
  /** When AWS made it, if AWS says: what is young may not be visible everywhere. */
  bornAt?(reads: Partial<R>): Instant | undefined;
  health(reads: Partial<R>, at: Subject<S>): KindHealth;
  /** What people should know of the live one and no manifest says: statements of others in a bucket policy. */
  notes?(reads: Partial<R>, at: Subject<S>): readonly string[];
  /** Access that somebody else gave, reported before all other notes and never touched. */
  foreignAccess?(reads: Partial<R>, at: Subject<S>): readonly string[];
  /** In the order in which they may be written. */
  readonly facets: readonly Facet<S, R>[];
  readonly create?: {
    /** Reads of others that the call rests on: they can be asked although the thing is not there. */
    readonly reads?: readonly (keyof R & string)[];
    /** Whether it can be made now; unset: always. */
    legal?(at: Subject<S>, reads: Partial<R>): Legality;
    /** The operation of `call`. */
    readonly calls: readonly OpName[];
    call(at: Subject<S>, reads: Partial<R>): Call;
    /** Facets that the creating call writes. */
    readonly covers: readonly string[];
    /** Facets in which a fresh one equals AWS's default, given as if seen. */
    fresh(at: Subject<S>): Partial<R>;
    ids(answer: unknown, at: Subject<S>): Ids;
    /**
     * The reads that show a fresh one; unset: `existence`. A success without a body is a status that anybody between
     * AWS and us can give, so at least one of them has a body.
     */
    readonly shownBy?: readonly (keyof R & string)[];
    /** No idempotency token: intent first, never a blind retry. */
    readonly once: boolean;
  };
  /** Paths that cannot change in place, and the way out. */
  readonly immutable: readonly Immutable<S, R>[];
  readonly onVanish: 'orphan' | 'revoke' | 'release';
  /** With `onVanish: revoke`: finds what an earlier manifest made; its ids stand as the spec of a tombstone. */
  readonly strays?: {
    readonly asks: readonly OpName[];
    calls(declared: readonly Subject<S>[], remembered: readonly Ids[], settings: Settings): readonly Call[];
    /** `declared` look after what they made where they are declared now. */
    parse(answer: unknown, call: Call, settings: Settings, declared: readonly Subject<S>[]): readonly Stray[];
    /**
     * What memory alone knows of, where its listing cannot be read: it is looked after until AWS says that it is
     * gone. Undefined for what a declared one looks after.
     */
    suspect(
      address: Address,
      ids: Ids,
      settings: Settings,
      declared: readonly Subject<S>[],
    ): Stray | undefined;
  };
  /** What a tombstone (`metadata.state: absent`) does, in order; each is one step of the contract half. */
  readonly removal?: Removal<S, R>;
  /** Without `removal`: the command by which a person removes it, what they must fill in capitals. */
  readonly byHand?: string;
  /** Document checks that need no AWS: policy lints, lock-out, limits. */
  validate?(at: Subject<S>): readonly Diagnostic[];
}

/** Any kind, as the engine sees it. Members of `Kind` are methods, so a `Kind<KeySpec, KeyReads>` is one. */
export type AnyKind = Kind<unknown, AnyReads>;

export type AnyReads = Readonly<Record<string, unknown>>;
