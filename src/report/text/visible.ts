/*
 * Values come from AWS accounts and pull requests: they may hold what a terminal obeys (escape
 * sequences) or hides (bidirectional overrides, zero-width characters). Both are shown as escapes.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** One line of text for a terminal: line breaks become spaces, unseen characters escapes. */
export function visible(text: string): string {
  return text.replaceAll(/\r?\n|\t/gu, ' ').replaceAll(unseen, escapeOf);
}

/** The text as a quoted string in JSON's escapes, with everything unseen escaped. */
export function quoted(text: string): string {
  return JSON.stringify(text).replaceAll(unseen, escapeOf);
}

/** The first `limit` characters (code points, so none is split) and how long the whole is. */
export function clipped(text: string, limit: number): { readonly text: string; readonly cut?: number } {
  if (text.length <= limit) return { text };
  const characters = Array.from(text);
  if (characters.length <= limit) return { text };
  return { text: characters.slice(0, limit).join(''), cut: characters.length };
}
