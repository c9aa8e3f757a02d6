/** Condition keys of a request, names in lower case. A list is a multivalued key. */
export type Keys = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Of a policy language; `none`: an operator that takes no variables. */
export type Version = '2008-10-17' | '2012-10-17' | 'none';

/**
 * Fills in the policy variables of a pattern. Returns undefined if one has no value and no default: then nothing
 * equals it (IAM User Guide, policy variables). A `*` or `?` of a value stands for itself. It is hidden as a private
 * character that `likeMatches` reads back.
 */
export function filledIn(pattern: string, keys: Keys, version: Version): string | undefined {
  if (version !== '2012-10-17') return pattern;
  const without: string[] = [];
  const filled = pattern.replaceAll(/\$\{(?<inside>[^}]*)\}/gu, (_whole, inside: string) => {
    if (['*', '?', '$'].includes(inside)) return hidden(inside);
    const comma = inside.indexOf(',');
    const name = (comma === -1 ? inside : inside.slice(0, comma)).trim().toLowerCase();
    const fallback = /^\s*'(?<text>.*)'\s*$/u.exec(comma === -1 ? '' : inside.slice(comma + 1))?.groups?.[
      'text'
    ];
    const value = keys[name] ?? fallback;
    // A key of several values is no variable.
    if (typeof value !== 'string') without.push(name);
    return typeof value === 'string' ? hidden(value) : '';
  });
  return without.length === 0 ? filled : undefined;
}

function hidden(text: string): string {
  return text.replaceAll('*', '\uE000').replaceAll('?', '\uE001');
}
