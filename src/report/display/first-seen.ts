import type { Address } from '../../model/address.ts';
import type { Episode } from '../../model/history.ts';
import { isoOf, type Instant } from '../../model/instant.ts';
import type { Display } from './display.ts';

/** Finds when drift that is not over was first seen, by address. */
export function firstSeen(open: readonly Episode[]): ReadonlyMap<Address, Instant> {
  const seen = new Map<Address, Instant>();
  for (const { address, label, openedAt, closed } of open) {
    if (closed !== undefined || (label !== 'drifted' && label !== 'both')) continue;
    seen.set(address, Math.min(openedAt, seen.get(address) ?? openedAt));
  }
  return seen;
}

/** Adds to the plan the time at which each drift was first seen, beside what reverts it. */
export function withFirstSeen(display: Display, open: readonly Episode[]): Display {
  const seen = firstSeen(open);
  const drifted = new Set(display.drift.map(({ address }) => address));
  return {
    ...display,
    drift: display.drift.map((one) => {
      const at = seen.get(one.address);
      return at === undefined ? one : { ...one, firstSeen: isoOf(at) };
    }),
    sections: display.sections.map((section) => {
      const at = drifted.has(section.address) ? seen.get(section.address) : undefined;
      if (at === undefined) return section;
      return {
        ...section,
        notes: [`the change outside Git was first seen at ${isoOf(at)}`, ...section.notes],
      };
    }),
  };
}
