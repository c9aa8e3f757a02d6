import type { AwsFailure } from './call.ts';
import type { Hold } from './hold.ts';
import type { Ids } from './ids.ts';
import type { Instant } from './instant.ts';
import type { Reasoned } from './reasons.ts';
import type { Tree } from './tree.ts';

/** One facet, as seen. */
export type Seen =
  | { readonly is: 'value'; readonly tree: Tree; readonly asOf: Instant }
  | { readonly is: 'unreadable'; readonly failure: AwsFailure }
  | ({ readonly is: 'inapplicable' } & Reasoned);

/** How a thing of ours was found. */
export type Evidence = 'journal' | 'index' | 'alias' | 'sweep' | 'adopt' | 'name' | 'parent';

/** What a resource belongs to and AWS does not have: why it is blocked, and the way out. */
export interface MissingContainer {
  readonly why: string;
  readonly release: string;
}

/** What AWS holds for one address. Forbidden is never `absent`. */
export type Observation =
  | {
      readonly is: 'absent';
      /** Its container does not exist: the bucket of a bucket's encryption. */
      readonly missing?: MissingContainer;
      /** What could be read of others although it is not there, by read name. */
      readonly reads?: Readonly<Record<string, unknown>>;
    }
  | { readonly is: 'unknown'; readonly failure: AwsFailure }
  /** Nothing may be done until a person decides: two keys with one mark, evidence that disagrees. */
  | ({
      readonly is: 'ambiguous';
      readonly found: readonly Ids[];
      readonly release: string;
      /** The one of them that the record of earlier runs names. */
      readonly recorded?: Ids;
    } & Reasoned)
  | Present;

/** The two tags of a mark, as they are on a live thing. */
export interface LiveMark {
  readonly stack: string;
  /** Undefined where only the tag of the stack is there. */
  readonly address: string | undefined;
}

/** Whose a thing is that exists. */
export type Owner =
  | { readonly is: 'ours' }
  /** Ours by more than one sign, and its mark is missing or names a `former` address: it is re-tagged first. */
  | { readonly is: 'unmarked'; readonly former?: string }
  /** Not ours, and `metadata.adopt` names it. */
  | { readonly is: 'adopted' }
  /** Nothing shows that it is ours. */
  | { readonly is: 'unclaimed' }
  /** It carries the mark of another stack or address: nothing takes it, adoption included. */
  | { readonly is: 'anothers'; readonly mark: LiveMark }
  /** The record of earlier runs names it, and something else claims its address too. */
  | ({ readonly is: 'disputed'; readonly release: string } & Reasoned);

/** Of a thing that nothing but its tags shows to be ours. */
export interface ByTags {
  /** Why it is not what this manifest would have made; empty: it may be. */
  readonly doubts: readonly string[];
  /** Who may use it already. */
  readonly policy: Tree;
  readonly grants: readonly Tree[];
}

export interface Present {
  readonly is: 'present';
  readonly ids: Ids;
  readonly owner: Owner;
  readonly evidence: Evidence;
  readonly byTags?: ByTags;
  /** It is AWS's default, which counts as nothing there: AES256, no policy. */
  readonly blank: boolean;
  /** The kind's word for its state, e.g. KMS's KeyState. */
  readonly state: string;
  readonly facets: Readonly<Record<string, Seen>>;
  /** Of a tombstone: what still uses it. */
  readonly inUse?: readonly string[];
  /** The live tag `keywright:hold`: stops writes to it and to what hangs on it. */
  readonly hold?: Hold;
  /** The same where its end has passed: it stops nothing any more. */
  readonly endedHold?: Hold;
  /** The raw answers, by read name, for `write`, which carries what a put would erase. */
  readonly reads: Readonly<Record<string, unknown>>;
}
