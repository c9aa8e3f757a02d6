import type { Ids } from '../../model/ids.ts';
import { byCodeUnit } from '../../model/tree.ts';
import { visible } from '../text/visible.ts';

const preferred = ['keyId', 'grantId', 'id', 'name', 'arn'];

/** The one identifier people use in AWS's console: a key's id rather than its ARN. */
export function mainId(ids: Ids): { readonly name: string; readonly value: string } | undefined {
  const names = Object.keys(ids).sort(byCodeUnit);
  const name = preferred.find((one) => names.includes(one)) ?? names[0];
  const value = name === undefined ? undefined : ids[name];
  return name === undefined || value === undefined ? undefined : { name, value: visible(value) };
}
