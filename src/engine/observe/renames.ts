import { kindOf, type Address } from '../../model/address.ts';
import type { Resource } from '../../model/resource.ts';

/**
 * Finds the addresses that manifests stand for under a new name. A manifest is one thing: it excuses the loss of one
 * managed address, of its own kind. It excuses none where its own address was managed before.
 */
export function renamedFrom(
  resources: Iterable<Resource>,
  managed: ReadonlySet<Address>,
  /** Besides, addresses that stand for something already, say an alias in the manifest of its key. */
  known: ReadonlySet<Address> = managed,
): ReadonlySet<Address> {
  const found = [...resources].flatMap(({ address, kind, metadata }) => {
    if (known.has(address)) return [];
    return metadata.formerly.filter((name) => kindOf(name) === kind && managed.has(name)).slice(0, 1);
  });
  return new Set(found);
}
