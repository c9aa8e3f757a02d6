import type { Address } from '../../model/address.ts';
import type { Aws, AwsFailure } from '../../model/call.ts';
import type { Instant } from '../../model/instant.ts';
import type { LastApplied } from '../../model/journal.ts';
import type { AnyKind } from '../../model/kind.ts';
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
  /** Left in AWS by this Stack, declared nowhere. */
  readonly orphans: readonly Thing[];
  /** Known from an earlier apply, declared nowhere, and no longer in AWS. */
  readonly gone: readonly Thing[];
  /** Listings that could not be read: what lost its manifest is not known as far as they go. */
  readonly unread: readonly AwsFailure[];
}
