import { plural } from '../../model/plural.ts';

/** How a line of Markdown opens or closes what must not stay open. */
type Mark =
  | { readonly is: 'fence'; readonly indent: string; readonly run: string }
  | { readonly is: 'open' }
  | { readonly is: 'close' };

/**
 * Returns the lines of a text that fit into `room`, says how many more there are, and closes the block and the
 * `<details>` in which it ends. Undefined where not even one line of content fits.
 */
export function cutAtLine(text: string, room: number): string | undefined {
  if (text.length <= room) return text;
  const lines = text.split('\n');
  let best: { readonly kept: number; readonly ending: string } | undefined;
  let used = 0;
  let open: Open = { details: 0 };
  let hasContent = false;
  for (const [index, line] of lines.entries()) {
    used += line.length + 1;
    if (used > room) break;
    const mark = markOf(line, open);
    open = after(open, mark);
    hasContent ||= mark === undefined && line !== '' && !line.startsWith('<summary>');
    const ending = endingOf(open, lines.length - index - 1);
    if (hasContent && used + ending.length <= room) best = { kept: index + 1, ending };
  }
  return best && [...lines.slice(0, best.kept), best.ending].join('\n');
}

interface Open {
  readonly fence?: Extract<Mark, { is: 'fence' }>;
  readonly details: number;
}

function after(open: Open, mark: Mark | undefined): Open {
  switch (mark?.is) {
    case undefined:
      return open;
    case 'fence':
      return open.fence === undefined ? { ...open, fence: mark } : { details: open.details };
    case 'open':
      return { ...open, details: open.details + 1 };
    case 'close':
      return { ...open, details: open.details - 1 };
  }
}

/** Recognizes a line that opens or closes a part of the comment. Only its own fence ends a block. */
function markOf(line: string, { fence }: Open): Mark | undefined {
  if (fence !== undefined) return line === `${fence.indent}${fence.run}` ? fence : undefined;
  if (line === '<details>') return { is: 'open' };
  if (line === '</details>') return { is: 'close' };
  const { indent, run } = /^(?<indent> *)(?<run>`{3,})[a-z]*$/u.exec(line)?.groups ?? {};
  return indent === undefined || run === undefined ? undefined : { is: 'fence', indent, run };
}

function endingOf({ fence, details }: Open, more: number): string {
  const left = `… and ${plural(more, 'more line')}, too long for a comment`;
  return [
    ...(fence === undefined ? ['', left] : [`${fence.indent}${left}`, `${fence.indent}${fence.run}`]),
    ...Array.from({ length: details }, () => ['', '</details>']).flat(),
  ].join('\n');
}
