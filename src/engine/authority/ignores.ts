import { isWithin } from '../../model/path.ts';
import type { Ignore } from '../../model/resource.ts';

type Entry = Pick<Ignore, 'path' | 'until'>;

/** Tests whether what `entry` quiets was quiet before, and for as long. */
export function coveredBy(accepted: readonly Entry[], entry: Entry): boolean {
  return accepted.some(
    ({ path, until }) =>
      isWithin(entry.path, path) &&
      (until === undefined || (entry.until !== undefined && entry.until <= until)),
  );
}

/**
 * Selects the entries that count while the others wait: those that were accepted, each until the end accepted for it.
 */
export function quietNow(accepted: readonly Ignore[], declared: readonly Ignore[]): readonly Ignore[] {
  return declared.flatMap((entry) => {
    if (coveredBy(accepted, entry)) return [entry];
    const shorter = accepted.find(({ path, until }) => until !== undefined && isWithin(entry.path, path));
    return shorter?.until === undefined ? [] : [{ ...entry, until: shorter.until }];
  });
}
