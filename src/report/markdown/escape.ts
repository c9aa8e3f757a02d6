import { clipped, visible } from '../text/visible.ts';
import type { Detail } from './detail.ts';

/** Escapes text for HTML, where Markdown's escapes do not count. */
export function html(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
  return visible(text).replaceAll(/[&<>]/gu, (character) => entities[character] ?? character);
}

/**
 * Shows text from manifests or AWS as inline code. Only there no markup, mention of a person or link to an issue
 * comes of it. Keeps it closed by a longer run of backticks than the text holds.
 */
export function code(text: string): string {
  const shown = visible(text);
  const fence = '`'.repeat(longestRun(shown) + 1);
  const space = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return `${fence}${space}${shown}${space}${fence}`;
}

/** Fences a block so that its content cannot close it. */
export function fenced(language: string, lines: readonly string[]): readonly string[] {
  const fence = '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1));
  return [`${fence}${language}`, ...lines, fence];
}

function longestRun(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/gu)) longest = Math.max(longest, run.length);
  return longest;
}

/** Renders a block that belongs to the entry of the list above it; nothing if it is empty. */
export function below(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...fenced('', lines).map((line) => `  ${line}`)];
}

/**
 * Shows text as inline code in a table. Escapes pipes, which would end the cell, in code too (GitHub Flavored
 * Markdown §4.10).
 */
export function cell(text: string): string {
  return code(text).replaceAll('|', '\\|');
}

/** Returns the beginning of a long text. */
export function short(text: string): string {
  const { text: shown, cut } = clipped(text, 300);
  return cut === undefined ? shown : `${shown}…`;
}

/** At most so many entries of a list stand above the details. */
const most = 20;

/** Lists the rows, a long list cut, since the details below say the rest. */
export function cutRows(rows: readonly string[]): readonly string[] {
  const more = rows.length > most ? [`- and ${String(rows.length - most)} more`] : [];
  return [...rows.slice(0, most).map((row) => `- ${row}`), ...more];
}

/** Puts lines under their title; nothing if there are none. */
export function titled(title: string, lines: readonly string[]): readonly Detail[] {
  if (lines.length === 0) return [];
  const head = title === '' ? [] : [`**${title}**`, ''];
  return [
    {
      text: [...head, ...lines].join('\n'),
      short: `${title === '' ? 'Notes' : title}: too long for a comment.`,
    },
  ];
}

/** Folds a body until a reader opens it. The title is text, the body is Markdown. */
export function collapsed(title: string, body: readonly string[]): Detail {
  const head = `<summary><code>${html(title)}</code></summary>`;
  return {
    text: ['<details>', head, '', ...body, '', '</details>'].join('\n'),
    short: `${code(title)}: too long for a comment.`,
  };
}

/** Folds a block of lines that are not Markdown. */
export function collapsedLines(title: string, language: string, lines: readonly string[]): Detail {
  return collapsed(title, fenced(language, lines));
}
