/**
 * The one row of a listing that bears this value, unchecked: a listing may hold thousands of rows, and each
 * resource wants only its own, so only that one is worth parsing.
 */
export function rowWhere(answer: unknown, list: string, member: string, value: string | undefined): unknown {
  const rows = memberOf(answer, list);
  if (value === undefined || !Array.isArray(rows)) return undefined;
  return (rows as readonly unknown[]).find((row) => memberOf(row, member) === value);
}

function memberOf(tree: unknown, name: string): unknown {
  return typeof tree === 'object' && tree !== null && Object.hasOwn(tree, name)
    ? (tree as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
