/**
 * True if the pattern matches the whole text. `*` is any run of characters, also none, also `/` and
 * `:`; `?` is one character (IAM User Guide, element Resource). Runs in time pattern × text: a pattern
 * comes from outside and must not be able to make it slow.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  return matchTokens([...pattern], [...text], (wanted, found) => wanted === '?' || wanted === found);
}

/**
 * True if every text that `narrow` matches is matched by `wide`. Sound, not complete: it may say false
 * of `a*` and `?*` pairs that need reasoning. Policy variables (`${aws:username}`) stand for any text,
 * so only `*` or the same variable covers one.
 */
export function coversGlob(wide: string, narrow: string): boolean {
  if (wide === narrow || wide === '*') return true;
  if (!/[*?]/u.test(wide)) return false;
  return matchTokens(tokensOf(wide), tokensOf(narrow), (wanted, found) => {
    if (wanted === '?') return found !== '*' && found.length === 1;
    return wanted === found;
  });
}

/** Characters, with each variable as one token: it may stand for a text of any length. */
function tokensOf(pattern: string): readonly string[] {
  return pattern.match(/\$\{[^}]*\}|[\s\S]/gu) ?? [];
}

/** The usual two-pointer match with one point to return to, over tokens. */
function matchTokens(
  pattern: readonly string[],
  text: readonly string[],
  same: (wanted: string, found: string) => boolean,
): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    const wanted = pattern[p];
    const found = text[t] ?? '';
    if (wanted !== undefined && wanted !== '*' && same(wanted, found)) {
      p += 1;
      t += 1;
    } else if (wanted === '*') {
      star = p;
      resume = t;
      p += 1;
    } else if (star >= 0) {
      resume += 1;
      p = star + 1;
      t = resume;
    } else {
      return false;
    }
  }
  return pattern.slice(p).every((token) => token === '*');
}
