import { kindOf, nameOf } from '../../model/address.ts';
import type { Prune, Resource, Stack } from '../../model/resource.ts';
import type { Thing } from '../../model/things.ts';

/** Makes the resource that no file holds for what an earlier manifest left: its ids stand for its spec. */
export function tombstone(
  { address, place, ids }: Thing,
  { settings }: Stack,
  prune: Prune = 'approve',
): Resource {
  const span = { file: settings.name, line: 1, column: 1, endLine: 1, endColumn: 1 };
  return {
    address,
    kind: kindOf(address),
    place,
    metadata: {
      name: nameOf(address),
      labels: {},
      annotations: {},
      formerly: [],
      state: 'absent',
      undeclared: true,
      prune,
      ignore: [],
    },
    spec: ids,
    references: [],
    span,
    spanOf: () => span,
  };
}
