/**
 * Returns true if a dotted version comes after another. Of what is no version nothing is known, so it is not later.
 */
export function isNewer(version: string, than: string): boolean {
  const [a, b] = [numbersOf(version), numbersOf(than)];
  if (b.length === 0) return false;
  const at = a.findIndex((number, index) => number !== (b[index] ?? 0));
  return at !== -1 && (a[at] ?? 0) > (b[at] ?? 0);
}

function numbersOf(version: string): readonly number[] {
  return /^\d+(?:\.\d+)*/u.exec(version)?.[0].split('.').map(Number) ?? [];
}
