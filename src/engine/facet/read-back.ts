import type { AnyKind } from '../../model/kind/kind.ts';
import type { AnyFacet } from './diff.ts';

/** Lists the reads that show that a new one is there. */
export function showingReads({ create, existence }: AnyKind): readonly string[] {
  return create?.shownBy ?? [existence];
}

/**
 * Returns true if the creating step sees this facet when it looks whether the new one is there, or nothing of it is
 * declared.
 */
export function isReadBack({ paths, reads }: AnyFacet, kind: AnyKind): boolean {
  const shown = showingReads(kind);
  return paths.length === 0 || reads.every((name) => shown.includes(name));
}
