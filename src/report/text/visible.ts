/*
 * Values come from AWS accounts and pull requests: they may hold what a terminal obeys (escape
 * sequences) or hides (bidirectional overrides, zero-width characters). Both are shown as escapes.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** Makes one line of text for a terminal: line breaks become spaces, unseen characters escapes. */
export function visible(text: string): string {
  return text.replaceAll(/\r?\n|\t/gu, ' ').replaceAll(unseen, escapeOf);
}

/** Escapes unseen characters, and leaves line breaks and tabs to whoever lays out the text. */
export function escapedUnseen(text: string): string {
  return text.replaceAll(unseen, (character) =>
    character === '\n' || character === '\t' ? character : escapeOf(character),
  );
}

/** Writes the text as a quoted string in JSON's escapes, with everything unseen escaped. */
export function quoted(text: string): string {
  return JSON.stringify(text).replaceAll(unseen, escapeOf);
}

/**
 * Escapes every unseen character inside the strings of JSON. JSON.stringify leaves DEL, the C1 controls and
 * bidirectional overrides as they are. A terminal, a log viewer or a review page obeys them. Takes JSON whose only
 * control characters outside of strings are line breaks; the value it means stays the same.
 */
export function escapedJson(json: string): string {
  return json.replaceAll(unseen, (character) => (character === '\n' ? character : jsonEscapeOf(character)));
}

/** Escapes a code point above U+FFFF by its two halves: JSON has no escape for the whole. */
function jsonEscapeOf(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

/** Returns the first `limit` characters (code points, so none is split) and how long the whole is. */
export function clipped(text: string, limit: number): { readonly text: string; readonly cut?: number } {
  if (text.length <= limit) return { text };
  const characters = Array.from(text);
  if (characters.length <= limit) return { text };
  return { text: characters.slice(0, limit).join(''), cut: characters.length };
}
