import type { Address } from '../model/address.ts';
import type { Aws } from '../model/call.ts';
import type { Ids } from '../model/ids.ts';
import type { Instant } from '../model/instant.ts';
import type { AnyKind } from '../model/kind/kind.ts';
import { segmentsOf, type Path } from '../model/path.ts';
import type { Stack } from '../model/resource.ts';
import { noThings } from '../model/things.ts';
import { isMap, type Tree, type TreeMap } from '../model/tree.ts';
import { observeOnly } from './observe/observe.ts';

export interface Showing {
  readonly stack: Stack;
  readonly kinds: ReadonlyMap<string, AnyKind>;
  /** As the last looks found them. */
  readonly ids: ReadonlyMap<Address, Ids>;
  readonly aws: Aws;
  readonly now: Instant;
}

/**
 * Shows what AWS holds for one resource, in the shape of its manifest. Leaves out the parts that cannot be read; gives
 * undefined where nothing of it can be. It judges nothing, so no plan rests on it.
 */
export async function seenNow(address: Address, { ids, now, ...at }: Showing): Promise<TreeMap | undefined> {
  const observations = await observeOnly({
    ...at,
    scope: new Set([address]),
    known: ids,
    byRecord: 'always',
    start: now,
    lastApplied: new Map(),
    things: noThings,
    pruneOf: () => 'never',
    holds: [],
  });
  const seen = observations.get(address);
  const kind = at.kinds.get(at.stack.resources.get(address)?.kind ?? '');
  if (seen?.is !== 'present' || kind === undefined) return undefined;
  const parts = kind.facets.flatMap(({ name, root }) => {
    const part = seen.facets[name];
    return part?.is === 'value' ? [below(root, part.tree)] : [];
  });
  return parts.length === 0 ? undefined : parts.reduce(joined);
}

/** Puts the value of a part where the manifest has it. */
function below(root: Path, tree: Tree): TreeMap {
  const whole = segmentsOf(root).reduceRight<Tree>((value, name) => ({ [name]: value }), tree);
  return isMap(whole) ? whole : { value: whole };
}

function joined(one: TreeMap, other: TreeMap): TreeMap {
  const entries = Object.entries(other).map(([name, value]) => {
    const before = one[name];
    return [name, isMap(before) && isMap(value) ? joined(before, value) : value] as const;
  });
  return { ...one, ...Object.fromEntries(entries) };
}
