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
  const [best] = candidates
    .map((candidate) => ({ candidate, far: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ far }) => far <= most)
    .sort((a, b) => a.far - b.far || byCodeUnit(a.candidate, b.candidate));
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

/** Edits (insert, delete, replace, swap of neighbours) between two texts: optimal string alignment. */
function distance(a: string, b: string): number {
  let before: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      const edits = [at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (same ? 0 : 1)];
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) edits.push(at(before, j - 2) + 1);
      row.push(Math.min(...edits));
    }
    before = last;
    last = row;
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
