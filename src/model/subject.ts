import type { Address } from './address.ts';
import type { Place } from './call.ts';
import type { Ids } from './ids.ts';
import type { Metadata, Settings } from './resource.ts';

/** A resource under consideration: its spec, where it lives and what AWS calls it (empty before it exists). */
export interface Subject<S> {
  readonly address: Address;
  readonly spec: S;
  readonly metadata: Metadata;
  readonly place: Place;
  readonly ids: Ids;
  readonly settings: Settings;
}
