import type { Change } from '../../model/change.ts';
import { isWithin, join, type Path } from '../../model/path.ts';
import { isMap, isUnknown, type Tree, type TreeMap } from '../../model/tree.ts';

/**
 * Lists what a new resource declares besides the changes at `told`. Includes its name, its key, and settings that
 * equal AWS's defaults. Tells a list as a whole or not at all, since policies and rules name their entries by other
 * keys.
 */
export function declaredBeside(spec: TreeMap, told: readonly Path[]): readonly Change[] {
  return Object.entries(spec).flatMap(([name, value]) => declaredAt(join('', name), value, told));
}

function declaredAt(path: Path, value: Tree, told: readonly Path[]): readonly Change[] {
  if (told.some((one) => isWithin(path, one))) return [];
  if (!told.some((one) => isWithin(one, path))) return [{ path, after: value }];
  if (!isMap(value) || isUnknown(value) || isPolicy(value)) return [];
  return Object.entries(value).flatMap(([name, below]) => declaredAt(join(path, name), below, told));
}

/** Returns true if a value is a policy: the changes tell all of its statements. */
function isPolicy(value: TreeMap): boolean {
  return Object.hasOwn(value, 'Statement');
}
