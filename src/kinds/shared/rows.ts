import { derived } from '../../model/derived.ts';

/** Rows of a listing by a value that they bear. Every resource of a Region asks the same listing. */
const indexOf = derived((rows: readonly unknown[]) => {
  const byMember = new Map<string, ReadonlyMap<unknown, unknown>>();
  return (member: string): ReadonlyMap<unknown, unknown> => {
    const before = byMember.get(member);
    if (before !== undefined) return before;
    // The first of several counts, so they are put in from the end.
    const byValue = new Map(rows.toReversed().map((row) => [memberOf(row, member), row] as const));
    byMember.set(member, byValue);
    return byValue;
  };
});

/**
 * Finds the one row of a listing that bears this value, unchecked. A listing may hold thousands of rows. Each
 * resource wants only its own, so only that one is worth parsing.
 */
export function rowWhere(answer: unknown, list: string, member: string, value: string | undefined): unknown {
  const rows = memberOf(answer, list);
  if (value === undefined || !Array.isArray(rows)) return undefined;
  return indexOf(rows)(member).get(value);
}

/** Returns a member of what nobody has checked yet. */
export function memberOf(tree: unknown, name: string): unknown {
  return typeof tree === 'object' && tree !== null && Object.hasOwn(tree, name)
    ? (tree as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
