import { isAddress, type Address } from '../../model/address.ts';
import { digestOf } from '../../model/digest.ts';
import type { Settings } from '../../model/resource.ts';
import type { Tree } from '../../model/tree.ts';
import { grantPrefix, inName } from '../shared/kms/grant-list.ts';

/**
 * Grants carry no tags, so the Name says whose they are: `keywright:stack/uid:Grant/app:hash`. The hash of
 * the parameters makes a repeated CreateGrant the same grant, and one with other parameters another.
 */
export function grantName(settings: Settings, address: Address, parameters: Tree): string {
  return `${ownPrefix(settings, address)}${digestOf(parameters)}`;
}

/** The start of the names of all grants that one address ever made. */
export function ownPrefix(settings: Settings, address: Address): string {
  return `${grantPrefix(settings)}${inName(address)}:`;
}

/** The address that made a grant of this stack, by its Name; undefined if it is not one of ours. */
export function addressIn(name: string, settings: Settings): Address | undefined {
  const prefix = grantPrefix(settings);
  if (!name.startsWith(prefix)) return undefined;
  const rest = name.slice(prefix.length);
  const address = rest.slice(0, rest.lastIndexOf(':')).replaceAll('_', '.');
  return isAddress(address) ? address : undefined;
}
