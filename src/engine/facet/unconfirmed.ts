import type { Instant } from '../../model/instant.ts';
import type { AppliedFacet, LastApplied } from '../../model/journal.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import type { AnyReads } from '../../model/kind/read.ts';
import type { Subject } from '../../model/subject.ts';
import { isMap, type Tree } from '../../model/tree.ts';
import { shows } from './diff.ts';

/**
 * The note of writes whose answer was lost. Nobody knows whether AWS did them: they are no reason to wait for AWS,
 * and what was applied before stays noted. The note keeps the ids, so that what AWS may have made is looked after.
 */
export const sentNote = 'sent';

/** Adds one write to the note. */
export function sentWith(
  earlier: LastApplied | undefined,
  facet: string,
  target: Tree,
  at: Instant,
): AppliedFacet {
  const before = earlier?.facets[sentNote]?.tree;
  return { tree: { ...(isMap(before) ? before : {}), [facet]: target }, before: {}, at };
}

/** Returns true if something of ours was applied for certain. */
export function wasApplied(last: LastApplied | undefined): boolean {
  return Object.keys(last?.facets ?? {}).some((name) => name !== sentNote);
}

/**
 * Tests whether memory makes what is seen ours. A write whose answer was lost makes it ours only where exactly that
 * shows: else somebody else was quicker.
 */
export function isKnownAs(last: LastApplied, kind: AnyKind, at: Subject<unknown>, reads: AnyReads): boolean {
  if (wasApplied(last)) return true;
  const sent = last.facets[sentNote]?.tree;
  const entries = isMap(sent) ? Object.entries(sent) : [];
  return (
    entries.length > 0 &&
    entries.every(([name, target]) => {
      const facet = kind.facets.find((one) => one.name === name);
      const seen = facet?.seen(reads, at);
      return facet !== undefined && seen !== undefined && shows(facet, seen, target);
    })
  );
}
