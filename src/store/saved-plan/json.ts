import type { Tree } from '../../model/tree.ts';

export type ParsedJson =
  | { readonly is: 'json'; readonly value: Tree }
  /** `truncated`: what there is would be right if it went on. Line and column count from 1. */
  | { readonly is: 'truncated' | 'broken'; readonly line: number; readonly column: number }
  | { readonly is: 'not-json' };

/** JSON text as a value, or where it stops being JSON. */
export function parseJson(text: string): ParsedJson {
  const whole = attempt(text);
  if (whole.is === 'json') return whole;
  if (!text.trimStart().startsWith('{')) return { is: 'not-json' };
  const wrong = firstWrong(text);
  const end = text.trimEnd().length;
  // Of what ends too early, its last character is what can be shown.
  const before = text.slice(0, Math.min(wrong, end - 1)).split('\n');
  return {
    is: wrong < end ? 'broken' : 'truncated',
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
  };
}

/**
 * Where the first wrong character stands: the longest beginning that could still go on ends before it. Not every
 * message of JSON.parse names a position.
 */
function firstWrong(text: string): number {
  let good = 0;
  let bad = text.length + 1;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (attempt(text.slice(0, middle)).is !== 'broken') good = middle;
    else bad = middle;
  }
  return good;
}

function attempt(
  text: string,
): { readonly is: 'json'; readonly value: Tree } | { readonly is: 'cut' | 'broken' } {
  try {
    return { is: 'json', value: JSON.parse(text) as Tree };
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const position = /at position (\d+)/u.exec(message)?.[1];
    const atEnd = position !== undefined && Number(position) >= text.length;
    return { is: atEnd || /end of JSON|Unterminated/u.test(message) ? 'cut' : 'broken' };
  }
}
