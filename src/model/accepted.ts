import type { Address } from './address.ts';
import type { Path } from './path.ts';
import type { Metadata, Settings } from './resource.ts';
import type { Tree, TreeMap } from './tree.ts';

/**
 * The Stack and the metadata that were accepted last: later commits are measured by them, so that a commit cannot
 * loosen the rules that it is judged by (authority.md §1.3).
 */
export interface Accepted {
  readonly settings: Settings;
  readonly resources: ReadonlyMap<Address, AcceptedResource>;
}

/** The metadata of one resource that can loosen what holds for it. */
export interface AcceptedResource extends Pick<
  Metadata,
  'adopt' | 'formerly' | 'state' | 'mode' | 'apply' | 'heal' | 'prune' | 'ignore' | 'accept' | 'partOf'
> {
  /** Its labels by which rules of the Stack select. */
  readonly labels?: Metadata['labels'];
  /**
   * The thing that the manifest stood for. What was accepted for one thing serves no other, whatever its address is.
   */
  readonly thing?: string;
  /** Whether statements that the manifest does not declare are removed, for a policy that says so. */
  readonly ownership?: string;
  /** What the manifest managed: a commit that says nothing of it any more would end its guard. */
  readonly managed?: ManagedPaths;
  /** The fields of the spec that `managed` does not hold: they name the thing once its manifest is gone. */
  readonly rest?: TreeMap;
  /** Set once an accepted commit dropped the manifest, until nothing of it is left or a person lets it go. */
  readonly left?: true;
}

/** Values of a spec by their paths. */
export type ManagedPaths = readonly { readonly path: Path; readonly value: Tree }[];
