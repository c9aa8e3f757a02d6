import type { z } from 'zod';
import type { Address } from '../address.ts';
import type { OpName, Place } from '../call.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Ids } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { Others } from '../others.ts';
import type { Path } from '../path.ts';
import type { Health } from '../plan.ts';
import type { Block, Reasoned } from '../reasons.ts';
import type { Settings } from '../resource.ts';
import type { Subject } from '../subject.ts';
import type { Tree } from '../tree.ts';
import type { Create } from './create.ts';
import type { Removal, Strays } from './end.ts';
import type { Facet } from './facet.ts';
import type { Identity } from './identity.ts';
import type { AnyReads, Read } from './read.ts';

/** What every kind declares. */
export interface Core<S, R> {
  readonly kind: string;
  /** One sentence for docs and `explain`. */
  readonly summary: string;
  readonly schema: z.ZodType<S>;
  readonly identity: Identity<S, R>;
  /** Names unique in AWS. Two addresses with one claim are an error. */
  claims(spec: S, place: Place): readonly string[];
  /** What only one step at a time may write. */
  locks(at: Subject<S>): readonly string[];
  readonly reads: { readonly [K in keyof R & string]: Read<S, R[K]> };
  /** The read whose `absent` proves that the thing is not there. */
  readonly existence: keyof R & string;
  /** In the order in which they may be written. */
  readonly facets: readonly Facet<S, R>[];
}

/** What a kind declares where it differs from the usual (`usual` in `declare.ts`). */
export interface Capabilities<S, R> extends Spec<S>, Relations<S, R>, Live<S, R> {
  /** Operations that may end what others use it for, or lock them out. */
  readonly endsUse: readonly OpName[];
  /** Paths that cannot change in place, and the way out. */
  readonly immutable: readonly Immutable<S, R>[];
  /** What becomes of it when its manifest is gone. */
  readonly onVanish: 'orphan' | 'revoke' | 'release';
}

/** What a kind may have, or not have. */
export interface Optional<S, R> {
  /** Unset: it is never made, only configured. */
  readonly create?: Create<S, R>;
  readonly strays?: Strays<S>;
  /** What a tombstone (`metadata.state: absent`) does, in order; each is one step of the contract half. */
  readonly removal?: Removal<S, R>;
  /** Without `removal`: the command for removing it by hand. Placeholders are in capitals. */
  readonly byHand?: string;
  /** What becomes of the one that a manifest named before it named another. Unset: it stays as it is. */
  readonly leftBehind?: string;
}

/** What the manifest alone says. */
export interface Spec<S> {
  /** Where it lives by its spec, if its metadata does not say. */
  place(spec: S): Partial<Place>;
  /** True where it has no Region: its calls go to the first declared Region of its account. */
  readonly global: boolean;
  /** The spec with what its manifest's own name settles. */
  defaults(spec: S, name: string): S;
  /** Shorthand that stands for resources of other kinds (a key's `aliases`). */
  expand(at: { readonly name: string; readonly spec: S; readonly place: Place }): readonly {
    readonly kind: string;
    readonly name: string;
    readonly spec: unknown;
    readonly path: Path;
  }[];
  /** Document checks that need no AWS: policy lints, lock-out, limits. */
  validate(at: Subject<S>): readonly Diagnostic[];
}

/** How it hangs together with other resources. */
export interface Relations<S, R> {
  /** Attributes others may refer to. */
  readonly attributes: Readonly<Record<string, Attribute<S>>>;
  /** Resources this one must wait for although it names none of their attributes. */
  waitsFor(
    at: Subject<S>,
    others: ReadonlyMap<Address, { readonly kind: string; readonly spec: unknown }>,
  ): readonly { readonly to: Address; readonly why: string }[];
  /**
   * What AWS refuses to make it, or to point it elsewhere, without. Only what is certain: `isNew` tells of what this plan makes, which has nothing
   * that no manifest declares.
   */
  lacks(at: Subject<S>, others: Others, isNew: (address: Address) => boolean): Lack | undefined;
  /** Ids or ARNs of other resources that the live one uses now: it must let go before they are taken away. */
  uses(reads: Partial<R>, ids: Ids): readonly string[];
  /** Where the spec names what this is a part of: a tag `keywright:hold` there holds this too. */
  readonly hangsOn: {
    readonly paths: readonly Path[];
    /** What it `uses` now counts as well: an alias that is about to leave a held key. */
    readonly live?: true;
  };
  /** It gives access to what it refers to: what else uses that is read through it. */
  readonly givesAccess: boolean;
  /** Applications fail if it takes effect before what it refers to at these paths is seen by every reader in AWS. */
  readonly restsOn: readonly Path[];
}

/** What is missing, and what a person can do. */
export interface Lack extends Omit<Block, 'reason'> {
  /** What names the thing that lacks it: where the resource exists, only a change of this path is refused. */
  readonly path: Path;
}

export interface Attribute<S> {
  /** Computes it from manifests alone; unset: AWS assigns it. */
  known?(spec: S, place: Place, settings: Settings): string | undefined;
  of(ids: Ids): string | undefined;
}

/** What the live one shows of itself. */
export interface Live<S, R> {
  /** The input of `legal` of the facets. */
  state(reads: Partial<R>): string;
  health(reads: Partial<R>, at: Subject<S>): KindHealth;
  /** When AWS made it, if AWS says: what is young may not be visible everywhere. */
  bornAt(reads: Partial<R>): Instant | undefined;
  /** When AWS deletes it by itself; undefined while no deletion is pending. */
  deletesAt(reads: Partial<R>): Instant | undefined;
  /** What people should know about it and no manifest says: statements of others in a bucket policy. */
  notes(
    reads: Partial<R>,
    at: Subject<S>,
    /** What was applied last of a facet. */
    applied: (facet: string) => Tree | undefined,
  ): readonly string[];
  /** Access that somebody else gave, reported before all other notes and never touched. */
  foreignAccess(reads: Partial<R>, at: Subject<S>): ForeignAccess;
}

export interface ForeignAccess {
  /** Each in a sentence. */
  readonly foreign: readonly string[];
  /** Those of them that somebody gave by hand: no AWS service made them for its own use. Unread: AWS does not show it. */
  readonly opened: readonly string[] | 'unread';
}

/** Whether the live thing does its work, and why not. */
export type KindHealth =
  { readonly is: 'Healthy' } | ({ readonly is: Exclude<Health, 'Healthy'> } & Reasoned);

export interface Immutable<S, R> {
  readonly path: Path;
  want(at: Subject<S>): Tree | undefined;
  seen(reads: Partial<R>): Tree | undefined;
  /** The way out. */
  readonly release: string;
}

/** A kind as its folder declares it. `declareKind` makes a Kind of it. */
export interface Declaration<S, R> extends Core<S, R>, Partial<Capabilities<S, R>>, Optional<S, R> {}

/** Everything the engine, the docs and the permissions need to know about a kind. */
export interface Kind<S, R> extends Core<S, R>, Capabilities<S, R>, Optional<S, R> {}

/** Any kind, as the engine sees it. Its members are methods, so a `Kind<KeySpec, KeyReads>` is one. */
export type AnyKind = Kind<unknown, AnyReads>;
