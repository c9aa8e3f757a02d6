/**
 * Sets on a line: numbers, instants, addresses. A span runs from one cut to another; a cut lies just before a point
 * or just after it, so that open and closed ends need no flags.
 */
export interface Cut {
  readonly at: number | bigint;
  readonly after: boolean;
}

export interface Span {
  readonly from: Cut;
  readonly to: Cut;
}

export const lowest: Cut = { at: -Infinity, after: false };
export const highest: Cut = { at: Infinity, after: true };

export function point(at: number | bigint): Span {
  return { from: { at, after: false }, to: { at, after: true } };
}

function isBefore(a: Cut, b: Cut): boolean {
  return a.at === b.at ? !a.after && b.after : a.at < b.at;
}

/** Merges the spans into the same set, in order and without overlaps. */
function normalised(spans: readonly Span[]): readonly Span[] {
  const sorted = spans
    .filter(({ from, to }) => isBefore(from, to))
    .sort((a, b) => (isBefore(a.from, b.from) ? -1 : isBefore(b.from, a.from) ? 1 : 0));
  return sorted.reduce<readonly Span[]>((merged, next) => {
    const last = merged.at(-1);
    if (last === undefined || isBefore(last.to, next.from)) return [...merged, next];
    const to = isBefore(last.to, next.to) ? next.to : last.to;
    return [...merged.slice(0, -1), { from: last.from, to }];
  }, []);
}

/** Returns what `within` holds besides these. */
export function complement(spans: readonly Span[], within: Span): readonly Span[] {
  const sorted = normalised(spans);
  const starts = [within.from, ...sorted.map(({ to }) => to)];
  const ends = [...sorted.map(({ from }) => from), within.to];
  return normalised(starts.map((from, index) => ({ from, to: ends[index] ?? within.to })));
}

/** Returns true if every point of `narrow` is in `wide`. */
export function coversSpans(wide: readonly Span[], narrow: readonly Span[]): boolean {
  const outer = normalised(wide);
  return normalised(narrow).every(({ from, to }) =>
    outer.some((span) => !isBefore(from, span.from) && !isBefore(span.to, to)),
  );
}

export function overlapSpans(a: readonly Span[], b: readonly Span[]): boolean {
  return a.some((one) => b.some((other) => isBefore(one.from, other.to) && isBefore(other.from, one.to)));
}
