import type { Address } from './address.ts';
import type { Place } from './call.ts';
import type { Metadata } from './resource.ts';

/** A declared resource as other kinds see it: its spec and attributes as far as AWS has assigned them. */
export interface Other {
  readonly kind: string;
  readonly spec: unknown;
  readonly place: Place;
  readonly state: Metadata['state'];
  readonly attributes: Readonly<Record<string, string>>;
  /** What AWS shows of it, where it was looked at and is there. */
  readonly live?: { readonly reads: Readonly<Record<string, unknown>>; readonly uses: readonly string[] };
}

/** Everything that the set of manifests declares, by address. */
export type Others = ReadonlyMap<Address, Other>;
