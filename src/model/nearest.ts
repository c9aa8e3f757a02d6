import { byCodeUnit } from './tree.ts';

/**
 * Finds the candidate nearest to a misspelt name, if one is near enough to be meant. A third of its letters may be
 * wrong, or `most` of them. Case counts little.
 */
export function nearest(
  name: string,
  candidates: readonly string[],
  most = Math.max(1, Math.floor(name.length / 3)),
): string | undefined {
  const wanted = name.toLowerCase();
  let best: { readonly candidate: string; readonly far: number } | undefined;
  for (const candidate of candidates) {
    // Only what is at least as near as the best one is measured to the end: there may be thousands of candidates.
    const limit = best?.far ?? most;
    const far = distance(wanted, candidate.toLowerCase(), limit);
    if (far > limit) continue;
    if (best === undefined || far < best.far || byCodeUnit(candidate, best.candidate) < 0)
      best = { candidate, far };
  }
  return best?.candidate;
}

/** Formats `: did you mean "x"?`, or nothing. A letter of another script, which looks the same, is named. */
export function didYouMean(name: string, candidates: readonly string[]): string {
  const found = nearest(name, candidates);
  if (found === undefined) return '';
  const strange = /[^\x20-\x7e]/u.exec(name)?.[0];
  const code = strange?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  const looks =
    code === undefined || /[^\x20-\x7e]/u.test(found) ? '' : ` (the ${strange ?? ''} here is U+${code})`;
  return `: did you mean ${JSON.stringify(found)}?${looks}`;
}

/**
 * Counts edits (insert, delete, replace, swap of neighbours) between two texts: optimal string alignment. Gives any
 * number above `most` where there are more than that, without counting them.
 */
function distance(whole: string, other: string, most: number): number {
  const beyond = most + 1;
  if (Math.abs(whole.length - other.length) > most) return beyond;
  const [a, b] = withoutCommonEnds(whole, other);
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = new Array<number>(b.length + 1).fill(beyond);
    row[0] = i;
    let least = i;
    // Further from the diagonal there are more edits than `most`.
    const end = Math.min(b.length, i + most);
    for (let j = Math.max(1, i - most); j <= end; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let edits = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        edits = Math.min(edits, at(before, j - 2) + 1);
      row[j] = edits;
      least = Math.min(least, edits);
    }
    if (least > most) return beyond;
    before = last;
    last = row;
  }
  return at(last, b.length);
}

/** Drops what both begin and end with: addresses of one kind share much, and no edit is there. */
function withoutCommonEnds(a: string, b: string): readonly [string, string] {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)];
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
