import type { Drafted } from './types.ts';

/** Joins what two facets draft, in their order. */
export function merge(a: Drafted, b: Drafted): Drafted {
  return {
    drafts: [...a.drafts, ...b.drafts],
    deferred: [...a.deferred, ...b.deferred],
    ignored: [...a.ignored, ...b.ignored],
    unreadable: [...a.unreadable, ...b.unreadable],
    settling: a.settling || b.settling,
    notes: [...a.notes, ...b.notes],
    unchanged: [...(a.unchanged ?? []), ...(b.unchanged ?? [])],
    ...blockedOf(a, b),
  };
}

function blockedOf(a: Drafted, b: Drafted): Pick<Drafted, 'blocked'> {
  const blocked = a.blocked ?? b.blocked;
  return blocked === undefined ? {} : { blocked };
}
