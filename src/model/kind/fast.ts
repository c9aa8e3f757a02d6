import type { AnyKind } from './kind.ts';

/** Returns true where a fast look sees more than that a thing exists. */
export function hasFastSet({ facets }: Pick<AnyKind, 'facets'>): boolean {
  return facets.some(({ look }) => look === 'fast');
}

/** Selects the reads of a fast look: those that show existence and the fast set (authority.md §6). */
export function fastReads({ existence, facets, reads }: AnyKind): AnyKind['reads'] {
  const fast = facets.filter(({ look }) => look === 'fast');
  const shown = new Set([existence, ...fast.flatMap((facet) => facet.reads)]);
  return Object.fromEntries(
    Object.entries(reads).filter(([name, read]) => shown.has(name) || read.look === 'fast'),
  );
}
