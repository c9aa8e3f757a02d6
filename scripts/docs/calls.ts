import { callPage } from '../../src/explain/calls.ts';
import type { KindPage, ResourcePage } from '../../src/explain/kind.ts';
import type { OpName } from '../../src/model/call.ts';
import { byCodeUnit } from '../../src/model/tree.ts';
import { code, codes, list, page, table } from './markdown.ts';

/** Every call that a kind may send, when, at which rate, and the actions that it needs. */
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
    'The rate is what AWS allows by default, in requests a second, for an account and Region; Keywright keeps to half of it and learns from being throttled. Where AWS publishes none it is a guess.',
    table(['Call', 'When', 'Rate'], rows),
    '## Permissions',
    list([
      `The read role, for planning: ${codes(actionsOf(reads))}.`,
      `The write role, for applying, needs these too: ${codes(actionsOf(writes))}.`,
    ]),
    '`reconcile permissions` prints the policies of both roles, with the resources of your manifests in place of `*`.',
  ]);
}

function actionsOf(ops: readonly OpName[]): readonly string[] {
  return [...new Set(ops.flatMap((op) => callPage(op).actions))].toSorted(byCodeUnit);
}

/** When a call is sent; the parts of one verb stand together. */
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
  add(resource.creates, resource.createdOnce ? 'makes it; never sent twice' : 'makes it');
  add(resource.marks, 'marks it, and takes the mark off');
  for (const { name, writes } of facets) add(writes, 'writes', name);
  add(resource.asksBeforeRemoval, 'before it is removed');
  add(resource.removes ?? [], 'removes it');
  return uses;
}
