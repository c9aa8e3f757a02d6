import { escapedJson } from '../text/visible.ts';
import { isMap } from '../../model/tree.ts';
import { byCodeUnit } from '../../model/tree.ts';

/** Whose keys come from AWS or from a manifest, so that their order says nothing: they are sorted. */
const free: ReadonlySet<string> = new Set(['before', 'after', 'planned', 'now', 'input', 'ids']);

/**
 * Writes JSON of two-space indent, ending with a line break. Keeps keys in the order in which they were written down.
 * Sorts those inside values in code-unit order, so that equal plans give equal text.
 */
export function jsonText(value: unknown): string {
  return `${escapedJson(JSON.stringify(ordered(value, false), null, 2))}\n`;
}

function ordered(value: unknown, sorted: boolean): unknown {
  if (Array.isArray(value)) return value.map((one) => ordered(one, sorted));
  if (!isMap(value)) return value;
  const entries: [string, unknown][] = Object.entries(value);
  if (sorted) entries.sort(([a], [b]) => byCodeUnit(a, b));
  // A null prototype keeps a key named `__proto__` a key.
  const result: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, inner] of entries) result[key] = ordered(inner, sorted || free.has(key));
  return result;
}
