import { kindOf, type Address } from '../model/address.ts';
import type { Call } from '../model/call.ts';
import { isWithin } from '../model/path.ts';
import { valueAt } from '../model/tree.ts';
import type { EstimateInput } from './input.ts';
import type { Subjects } from './subjects.ts';

/** What an address hangs on, near and far: a hold on the key stops the grant (authority.md §2.11). */
export type Holders = (address: Address) => ReadonlySet<Address>;

/** Finds them by their names, by the ids of what exists and carries a mark, and by those that a step puts others in the place of. */
export function holdersIn(
  { plan, stack, kinds }: EstimateInput,
  subjects: Subjects,
  there: ReadonlySet<Address>,
): Holders {
  const marked = [...there].filter((address) => kinds.get(kindOf(address))?.identity.marking !== undefined);
  const owners = new Map<unknown, Address>(
    marked.flatMap((address) => Object.values(subjects.attributesAt(address)).map((id) => [id, address])),
  );
  const left = Map.groupBy(
    plan.steps.flatMap(({ address, changes }) => changes.map(({ before }) => ({ address, before }))),
    ({ address }) => address,
  );

  function directly(address: Address): readonly Address[] {
    const { paths = [], live } = kinds.get(kindOf(address))?.hangsOn ?? {};
    const spec = subjects.of(address)?.spec;
    const references = stack.resources.get(address)?.references ?? [];
    const named = references.filter(({ path }) => paths.some((under) => isWithin(path, under)));
    const declared = paths.map((path) => valueAt(spec, path));
    const former = live === true ? (left.get(address) ?? []).map(({ before }) => before) : [];
    const found = [...declared, ...former].flatMap((id) => owners.get(id) ?? []);
    return [...named.map(({ to }) => to), ...found];
  }

  return (address) => {
    const found = new Set(directly(address));
    for (const one of found) for (const next of directly(one)) found.add(next);
    return found;
  };
}

/** Lists the reads of the holders' tags before a write: those that exist and carry a mark. */
export function holdReads(
  holders: ReadonlySet<Address>,
  { kinds }: EstimateInput,
  subjects: Subjects,
  there: ReadonlySet<Address>,
): readonly Call[] {
  return [...holders].flatMap((of) => {
    const kind = kinds.get(kindOf(of));
    const at = subjects.of(of);
    const tags = kind?.reads['tags'];
    if (tags === undefined || at === undefined || !there.has(of)) return [];
    return [tags.narrow?.(at) ?? tags.call(at)];
  });
}
