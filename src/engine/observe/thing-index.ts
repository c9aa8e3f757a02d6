import { kindOf } from '../../model/address.ts';
import { isSameThing } from '../../model/ids.ts';
import type { Thing } from '../../model/things.ts';
import { byCodeUnit } from '../../model/tree.ts';

type Named = Pick<Thing, 'address' | 'ids'>;

/** Tells whether two records are of one thing, so far as their ids are known. */
export function isOneThing(a: Named, b: Named): boolean {
  return kindOf(a.address) === kindOf(b.address) && isSameThing(a.ids, b.ids) && isSameThing(b.ids, a.ids);
}

/** Records of one kind that know the same names of ids. */
interface Group<T> {
  readonly names: readonly string[];
  readonly all: T[];
  readonly byId: Map<string, T[]>;
}

/**
 * Finds the records of one thing among many without comparing each pair: two records that share the name of an id
 * are of one thing only if they share its value.
 */
export function indexThings<T extends Named>(records: readonly T[]): (one: Named) => readonly T[] {
  const kinds = new Map<string, Map<string, Group<T>>>();
  for (const record of records) {
    const names = Object.keys(record.ids).sort(byCodeUnit);
    const kind = kindOf(record.address);
    const groups = kinds.get(kind) ?? new Map<string, Group<T>>();
    kinds.set(kind, groups);
    const signature = names.join(' ');
    const group = groups.get(signature) ?? { names, all: [], byId: new Map<string, T[]>() };
    groups.set(signature, group);
    group.all.push(record);
    for (const name of names) {
      const id = `${name} ${record.ids[name] ?? ''}`;
      const mine = group.byId.get(id) ?? [];
      group.byId.set(id, mine);
      mine.push(record);
    }
  }
  return (one) =>
    [...(kinds.get(kindOf(one.address))?.values() ?? [])].flatMap(({ names, all, byId }) => {
      const shared = names.find((name) => one.ids[name] !== undefined);
      const candidates = shared === undefined ? all : (byId.get(`${shared} ${one.ids[shared] ?? ''}`) ?? []);
      return candidates.filter((other) => isOneThing(one, other));
    });
}
