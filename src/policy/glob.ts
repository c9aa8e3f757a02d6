/**
 * Returns true if the pattern matches the whole text. `*` is any run of characters, also none, also `/` and `:`; `?`
 * is one character (IAM User Guide, element Resource). Runs in time pattern × text: a pattern comes from outside and
 * must not be able to make it slow.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  if (pattern === '*') return true;
  if (!/[*?]/u.test(pattern)) return pattern === text;
  return matchTokens([...pattern], [...text], (wanted, found) => wanted === '?' || wanted === found);
}

/**
 * Returns true if every text that `narrow` matches is matched by `wide`. Sound, not complete: it may say false of
 * `a*` and `?*` pairs that need reasoning. Policy variables (`${aws:username}`) stand for any text, so only `*` or
 * the same variable covers one.
 */
export function coversGlob(wide: string, narrow: string): boolean {
  if (wide === narrow || wide === '*') return true;
  if (!/[*?]/u.test(wide)) return false;
  return matchTokens(tokensOf(wide), tokensOf(narrow), (wanted, found) => {
    if (wanted === '?') return found !== '*' && !found.startsWith('${');
    return wanted === found;
  });
}

/** Returns true if some text is matched by both. Exact, but for variables: such a one may stand for any text. */
export function overlapsGlob(a: string, b: string): boolean {
  if (a === b) return true;
  const [left, right] = [tokensOf(a), tokensOf(b)];
  // The suffixes of `right` that can still be reached, token by token of `left`.
  let open = closure(new Set([0]), right);
  for (const token of left) {
    const next = new Set<number>();
    const first = isRun(token) ? Math.min(...open) : right.length + 1;
    for (let at = first; at <= right.length; at += 1) next.add(at);
    for (const at of open) {
      const other = right[at];
      if (isRun(token)) continue;
      if (other !== undefined && isRun(other)) next.add(at);
      else if (other !== undefined && (token === '?' || other === '?' || token === other)) next.add(at + 1);
    }
    open = closure(next, right);
  }
  return open.has(right.length);
}

function isRun(token: string): boolean {
  return token === '*' || token.startsWith('${');
}

/** Adds the place behind each run, since a run may also be empty. */
function closure(places: Set<number>, tokens: readonly string[]): Set<number> {
  for (const at of places) if (isRun(tokens[at] ?? '')) places.add(at + 1);
  return places;
}

/** Characters, with each variable as one token: it may stand for a text of any length. */
function tokensOf(pattern: string): readonly string[] {
  return pattern.match(/\$\{[^}]*\}|[\s\S]/gu) ?? [];
}

/** Matches tokens by the usual two pointers, with one point to return to. */
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
