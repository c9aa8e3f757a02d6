/** Escapes text for Markdown. */
export function md(text: string): string {
  // Underscores inside of a word are none.
  return text.replaceAll(/[\\*<>|`]|(?<!\w)_|_(?!\w)/gu, '\\$&');
}

export function code(text: string): string {
  return `\`${text}\``;
}

export function codes(texts: readonly string[]): string {
  return texts.map(code).join(', ');
}

/** Joins paragraphs, lists and headings with empty lines, and leaves out empty ones. */
export function page(blocks: readonly (string | undefined)[]): string {
  return `${blocks.filter((block) => block !== undefined && block !== '').join('\n\n')}\n`;
}

export function list(items: readonly (string | undefined)[]): string {
  return items.flatMap((item) => (item === undefined ? [] : [`- ${item}`])).join('\n');
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '-')), ...rows.map(line)].join('\n');
}

export function yamlBlock(text: string): string {
  return `\`\`\`yaml\n${text.trimEnd()}\n\`\`\``;
}

/** Adds the full stop of a sentence. */
export function ended(text: string): string {
  return /[.!?]$/u.test(text) ? text : `${text}.`;
}

/** Makes a sentence: a capital first letter and a full stop. */
export function sentence(text: string): string {
  return ended(`${text.slice(0, 1).toUpperCase()}${text.slice(1)}`);
}

/** Returns the file name of a kind: `bucket-encryption` for `BucketEncryption`. */
export function fileOf(kind: string): string {
  return kind.replaceAll(/(?<!^)(?=[A-Z])/gu, '-').toLowerCase();
}

export const madeBy = '<!-- Made by `npm run docs` from the source: do not edit it here. -->';
