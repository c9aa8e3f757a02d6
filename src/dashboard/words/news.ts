import type { Finding } from '../../server/types.ts';

/** Returns the findings that were not there before. At the first answer none is new: the person sees them all. */
export function newIn(
  before: ReadonlySet<string> | undefined,
  items: readonly Pick<Finding, 'key' | 'source' | 'title'>[],
): readonly string[] {
  if (before === undefined) return [];
  return items.filter((item) => !before.has(nameOf(item))).map(({ title }) => title);
}

/** Returns a name that no finding of another source has. */
export function nameOf({ key, source }: Pick<Finding, 'key' | 'source'>): string {
  return `${source} ${key}`;
}
