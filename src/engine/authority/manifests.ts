import type { Accepted } from '../../model/accepted.ts';
import type { Address } from '../../model/address.ts';

/**
 * Counts what a Stack managed before this commit by its manifests. What is in the manifest of another resource is
 * no manifest of its own, and what an earlier commit dropped was counted then.
 */
export function manifestsIn({ resources }: Accepted): readonly Address[] {
  return [...resources].flatMap(([address, { partOf, left }]) =>
    partOf === undefined && left === undefined ? [address] : [],
  );
}
