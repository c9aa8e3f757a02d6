/** The parser's terms, in words that say what to look for in the line. */
const words: readonly (readonly [term: RegExp, message: string, hint?: string])[] = [
  [/^tab characters/u, 'a tab indents this line', 'indent with spaces'],
  [/^nesting exceeded/u, 'this nests too deep for a manifest'],
  [/within a flow collection$/u, 'a [ or { is never closed', 'close it with ] or }'],
  [/within a (?:single|double) quoted scalar$/u, 'a quoted text is never closed', 'close the quote'],
  [
    /^deficient indentation/u,
    'a bracket or quote above is not closed before this line',
    'close it, or indent this line',
  ],
  [/^missed comma/u, 'a comma is missing before this'],
  [/^expected the node content, but found ','/u, 'a value is missing before this comma'],
  [
    /^unknown escape/u,
    'this escape is not known',
    'in double quotes write \\\\ for a backslash, or use single quotes',
  ],
  [
    /non-printable/u,
    'this character cannot be printed',
    'remove it, or write it as an escape in double quotes',
  ],
  [/^unidentified alias|alias node/u, 'aliases are not allowed'],
  [
    /^can not read a block mapping entry|^expected ':'/u,
    'this line is not "key: value"',
    'add the colon, or indent the line if it goes on from the one above',
  ],
  [
    /^bad indentation|^end of the stream or a document separator/u,
    'this does not fit the lines above',
    'check the indentation, and quote text that holds ": "',
  ],
];

/** A message and, where there is one, a hint for a reason of the YAML parser. */
export function wordsOf(reason: string): {
  readonly message: string;
  readonly hint: { readonly hint?: string };
} {
  const [, message, hint] = words.find(([term]) => term.test(reason)) ?? [];
  if (message === undefined) return { message: `this is not YAML: ${reason}`, hint: {} };
  return { message, hint: hint === undefined ? {} : { hint } };
}
