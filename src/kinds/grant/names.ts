import { isAddress, type Address } from '../../model/address.ts';
import { digestOf } from '../../model/digest.ts';
import type { Settings } from '../../model/resource.ts';
import type { Tree } from '../../model/tree.ts';
import { grantPrefix, inName } from '../shared/kms/grant-list.ts';

/**
 * Builds the Name, which says whose a grant is, as grants carry no tags: `keywright:stack/uid:Grant/app:hash`. The
 * hash of the parameters makes a repeated CreateGrant the same grant, and one with other parameters another.
 */
export function grantName(settings: Settings, address: Address, parameters: Tree): string {
  return `${ownPrefix(settings, address)}${digestOf(parameters)}`;
}

/** Builds the start of the names of all grants that one address ever made. */
export function ownPrefix(settings: Settings, address: Address): string {
  return `${grantPrefix(settings)}${inName(address)}:`;
}

/** Finds the address that made a grant of this stack, by its Name; undefined if it is not ours. */
export function addressIn(name: string, settings: Settings): Address | undefined {
  const prefix = grantPrefix(settings);
  if (!name.startsWith(prefix)) return undefined;
  const rest = name.slice(prefix.length);
  const address = rest.slice(0, rest.lastIndexOf(':')).replaceAll('_', '.');
  return isAddress(address) ? address : undefined;
}
