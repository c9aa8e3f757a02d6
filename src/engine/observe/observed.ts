import type { Address } from '../../model/address.ts';
import type { Aws, AwsFailure } from '../../model/call.ts';
import type { Instant } from '../../model/instant.ts';
import type { LastApplied } from '../../model/journal.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import type { Observation } from '../../model/observation.ts';
import type { Ids } from '../../model/ids.ts';
import type { Holds } from '../../model/hold.ts';
import type { Prune, Stack } from '../../model/resource.ts';
import type { Thing, Things } from '../../model/things.ts';
import type { MarkIndex } from './mark-index.ts';

export interface ObserveInput {
  readonly stack: Stack;
  readonly kinds: ReadonlyMap<string, AnyKind>;
  /** Addresses to look at; what they refer to is looked at as well. */
  readonly scope: ReadonlySet<Address>;
  readonly known: ReadonlyMap<Address, Ids>;
  readonly lastApplied: ReadonlyMap<Address, LastApplied>;
  /** What earlier applies stood for, and what a person let go of. */
  readonly things: Things;
  /** What was accepted for what loses its manifest. */
  pruneOf(address: Address): Prune;
  /** What a sweep of this pass found by its mark and the index does not list yet. */
  readonly swept?: ReadonlyMap<Address, Ids>;
  /** Since when each hold is known. */
  readonly holds: Holds;
  readonly aws: Aws;
  /** Nothing answered before this instant counts. */
  readonly start: Instant;
  /**
   * Where journal or memory knows a thing. A fast look does not ask the tag index whether it agrees (`always`). A batch
   * asks it, and goes on without an answer: then only hostile access is removed (`where-unlisted`).
   */
  readonly byRecord?: 'always' | 'where-unlisted';
  /** Told how many addresses were looked at, of how many that are known to be looked at. */
  readonly tell?: (seen: number, of: number) => void;
  /** These are asked again although they were asked since `start`. */
  readonly again?: { readonly addresses: ReadonlySet<Address>; readonly since: Instant };
}

/** A look under way, with the tag index as this look understands it. */
export interface Looking extends ObserveInput {
  readonly marks: MarkIndex;
}

export interface Observed {
  readonly observations: ReadonlyMap<Address, Observation>;
  readonly inventory: Inventory;
}

/** What the listings of a pass say of things that no manifest declares. */
export type Inventory =
  /** A batch lists nothing: it says nothing of what lost its manifest. */
  | { readonly is: 'none' }
  /** Of a part, or with listings that could not be read: what it does not find may exist all the same. */
  | {
      readonly is: 'partial';
      readonly orphans: readonly Thing[];
      readonly unread: readonly AwsFailure[];
    }
  /** Of everything: what earlier applies stood for and it does not find is gone. */
  | { readonly is: 'complete'; readonly orphans: readonly Thing[]; readonly gone: readonly Thing[] };

/** Lists the things that this Stack left in AWS and no manifest declares, as far as they were listed. */
export function orphansIn(inventory: Inventory): readonly Thing[] {
  return inventory.is === 'none' ? [] : inventory.orphans;
}
