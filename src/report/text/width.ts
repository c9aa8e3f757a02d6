const mark = /^\p{M}$/u;
const wide =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uFF01-\uFF60]$/u;

/** Columns a terminal needs for the text, near enough to align by: marks 0, wide scripts and emoji 2. */
export function widthOf(text: string): number {
  if (/^[\x20-\x7e]*$/u.test(text)) return text.length;
  return Array.from(text).reduce((sum, character) => {
    if (mark.test(character)) return sum;
    return sum + (wide.test(character) ? 2 : 1);
  }, 0);
}

export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - widthOf(text)));
}

/** Cuts the text to what fits, with an ellipsis where it was cut; never wider than `columns`. */
export function clipToWidth(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let shown = '';
  let width = 0;
  for (const character of text) {
    width += widthOf(character);
    if (width > columns - 1) break;
    shown += character;
  }
  return columns < 1 ? '' : `${shown}…`;
}

/**
 * Breaks prose at spaces so that no line is wider than `width` columns, unless one word is.
 * The first line starts with `first`, the others with `rest`.
 */
export function wrap(text: string, width: number, first = '', rest = first): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(' ').filter((part) => part !== '')) {
    if (!empty && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = rest;
      empty = true;
    }
    line = empty ? line + word : `${line} ${word}`;
    empty = false;
  }
  return empty ? lines : [...lines, line];
}
