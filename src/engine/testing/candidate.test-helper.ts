import type { Candidate } from '../lease/candidate.ts';
import type { LeaseParts } from '../lease/term.ts';

/** Makes a candidate that waits for nobody, on the one clock that all processes of the test share. */
export function atOnce(parts: LeaseParts): Candidate {
  const { clock, journal, holder, timing } = parts;
  return {
    clock,
    journal,
    holder,
    timing,
    patience: 0,
    signal: new AbortController().signal,
    isGone: () => true,
    waits: () => undefined,
  };
}
