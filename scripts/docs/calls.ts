import { callPage } from '../../src/explain/calls.ts';
import type { KindPage, ResourcePage } from '../../src/explain/kind.ts';
import type { OpName } from '../../src/model/call.ts';
import { byCodeUnit } from '../../src/model/tree.ts';
import { code, codes, list, page, table } from './markdown.ts';

/** Lists every call of a kind, when it is sent, at which rate, and the actions that it needs. */
export function callsChapter({ facets, resource }: KindPage): string {
  if (resource === undefined) return '';
  const uses = usesOf(facets, resource);
  const ops = [...uses.keys()].toSorted(byCodeUnit);
  const reads = ops.filter((op) => callPage(op).access === 'read');
  const writes = ops.filter((op) => callPage(op).access === 'write');
  const rows = [...reads, ...writes].map((op) => {
    const { rate, guessed } = callPage(op);
    return [code(op), whenOf(uses.get(op) ?? []), `${String(rate)}${guessed ? ' (guess)' : ''}`];
  });
  return page([
    'The rate is the default quota of AWS, in requests per second for an account and Region. Keywright uses at most half of it, and less after throttling. A rate that AWS does not publish is a guess.',
    table(['Call', 'When', 'Rate'], rows),
    '## Permissions',
    list([
      `The read role plans with: ${codes(actionsOf(reads))}.`,
      `The write role applies, and also needs: ${codes(actionsOf(writes))}.`,
    ]),
    '`reconcile permissions` prints the policies of both roles, with the resources of your manifests instead of `*`.',
  ]);
}

function actionsOf(ops: readonly OpName[]): readonly string[] {
  return [...new Set(ops.flatMap((op) => callPage(op).actions))].toSorted(byCodeUnit);
}

/** Describes when a call is sent, with the parts of one verb together. */
interface Use {
  readonly verb: string;
  readonly part?: string;
}

function whenOf(uses: readonly Use[]): string {
  return [...Map.groupBy(uses, ({ verb }) => verb)]
    .map(([verb, all]) => {
      const parts = [...new Set(all.flatMap(({ part }) => part ?? []))];
      return parts.length === 0 ? verb : `${verb} ${parts.join(', ')}`;
    })
    .join('; ');
}

function usesOf(facets: KindPage['facets'], resource: ResourcePage): ReadonlyMap<OpName, readonly Use[]> {
  const uses = new Map<OpName, Use[]>();
  const add = (ops: readonly OpName[], verb: string, part?: string): void => {
    for (const op of ops)
      uses.set(op, [...(uses.get(op) ?? []), { verb, ...(part === undefined ? {} : { part }) }]);
  };
  add(resource.finds, 'to find it');
  for (const { name, reads } of facets) add(reads, 'reads', name);
  add(resource.otherReads, 'to judge it');
  add(resource.creates, resource.createdOnce ? 'creates it; never sent twice' : 'creates it');
  add(resource.marks, 'adds and removes its ownership tags');
  for (const { name, writes } of facets) add(writes, 'writes', name);
  add(resource.asksBeforeRemoval, 'before it is removed');
  add(resource.removes ?? [], 'removes it');
  return uses;
}
