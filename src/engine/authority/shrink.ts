import type { Address } from '../../model/address.ts';
import type { Stack } from '../../model/resource.ts';
import { byCodeUnit } from '../../model/tree.ts';
import type { Baseline } from './baseline.ts';
import { renamedFrom } from '../observe/renames.ts';

/** So many at once are more than a clean-up: a folder that was left out, or a branch that is empty. */
const many = 3;

/**
 * Lists the addresses that lost their manifest in this commit. They count if they are 3 or 10 % of what was managed
 * (authority.md §1.4). One alone never counts, since revoking access must stay quick.
 */
export function shrunk(
  { managed, known }: Pick<Baseline, 'managed' | 'known'>,
  { resources }: Stack,
): readonly Address[] {
  const renamed = renamedFrom(resources.values(), managed, known);
  const dropped = [...managed].filter((address) => !resources.has(address) && !renamed.has(address));
  const share = dropped.length * 10 >= managed.size;
  return dropped.length >= many || (dropped.length > 1 && share) ? dropped.sort(byCodeUnit) : [];
}
