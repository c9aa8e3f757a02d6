import type { Address } from './address.ts';
import type { Place } from './call.ts';
import type { Instant } from './instant.ts';
import type { Ids } from './ids.ts';

/** One thing in AWS that an address stands for, or stood for once. */
export interface Thing {
  readonly address: Address;
  readonly place: Place;
  readonly ids: Ids;
}

/** A thing that an apply made, wrote or found as ours, and since when it is known. */
export interface KeptThing extends Thing {
  readonly since: Instant;
}

/**
 * The things of a Stack. Most kinds carry no mark: once a manifest is gone, or names another thing, only this list
 * knows what was left behind.
 */
export interface Things {
  /** Each stays here until AWS no longer has it or a person acknowledges that it was let go of. */
  readonly kept: readonly KeptThing[];
  /** Let go of by a person: they may carry our mark still and are not reported again. */
  readonly letGo: readonly Thing[];
}

export const noThings: Things = { kept: [], letGo: [] };
