import { visible } from '../text/visible.ts';

/** Text for HTML, where Markdown's escapes do not count. */
export function html(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
  return visible(text).replaceAll(/[&<>]/gu, (character) => entities[character] ?? character);
}

/**
 * Text from manifests or AWS as inline code: only there no markup, mention of a person or link to an
 * issue comes of it. A longer run of backticks than the text holds keeps it closed.
 */
export function code(text: string): string {
  const shown = visible(text);
  const fence = '`'.repeat(longestRun(shown) + 1);
  const space = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return `${fence}${space}${shown}${space}${fence}`;
}

/** A fenced block that its content cannot close. */
export function fenced(language: string, lines: readonly string[]): readonly string[] {
  const fence = '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1));
  return [`${fence}${language}`, ...lines, fence];
}

function longestRun(text: string): number {
  return Math.max(0, ...Array.from(text.matchAll(/`+/gu), ([run]) => run.length));
}
