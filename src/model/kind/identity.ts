import type { Address } from '../address.ts';
import type { Call, OpName, Place } from '../call.ts';
import type { Ids } from '../ids.ts';
import type { Settings } from '../resource.ts';
import type { Subject } from '../subject.ts';
import { holeFor } from '../template.ts';
import type { Text, Tree } from '../tree.ts';
import type { AnyReads, Reads } from './read.ts';

/** How it is known which thing in AWS a manifest means, and whether it is ours. */
export type Identity<S, R> = ByMark<S, R> | ByName<S, R>;

/** Returns an id of the subject, or the hole that AWS fills when it is created. */
export function idOf(at: Pick<Subject<unknown>, 'address' | 'ids'>, name: string): Text {
  return at.ids[name] ?? { $unknown: holeFor(at.address, name) };
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
  /** The name of the id that AWS chose: `keyId`. A tombstone names it, and people adopt by it. */
  readonly id: string;
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
    readonly reads: Reads<S>;
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
