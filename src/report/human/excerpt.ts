import type { Span } from '../../model/diagnostic.ts';
import type { Look } from '../text/style.ts';
import { visible } from '../text/visible.ts';
import { widthOf } from '../text/width.ts';
import { plural } from '../../model/plural.ts';

/** The text of one line of a file, counted from 1, or undefined where it is not at hand. */
export type SourceLine = (file: string, line: number) => string | undefined;

/** So many lines of a long span are shown. */
const most = 3;

/** Shows the offending lines, each with carets under what is meant of it, and a long line from near that. */
export function excerptLines(span: Span, source: SourceLine, look: Look): readonly string[] {
  const all = linesOf(span, source);
  const shown = all.slice(0, all.length > most + 1 ? most : all.length);
  const digits = String(shown.at(-1)?.number ?? span.line).length;
  const room = Math.max(20, look.width - digits - 5);
  const more = all.length - shown.length;
  return [
    ...shown.flatMap((line) => {
      const { text, indent, carets } = windowOf(line, room);
      const number = String(line.number).padStart(digits);
      return [
        `  ${look.style('dim', `${number} | `)}${text}`.trimEnd(),
        ...(carets === 0
          ? []
          : [
              `  ${' '.repeat(digits)} ${look.style('dim', '|')} ${' '.repeat(indent)}${look.style('red', '^'.repeat(carets))}`,
            ]),
      ];
    }),
    ...(more === 0
      ? []
      : [`  ${look.style('dim', `${'…'.padStart(digits)} | and ${plural(more, 'more line')}`)}`]),
  ];
}

interface ExcerptLine {
  readonly number: number;
  readonly text: string;
  /** Of the text, in UTF-16 units: what the span covers of this line. */
  readonly start: number;
  readonly end: number;
}

function linesOf(span: Span, source: SourceLine): readonly ExcerptLine[] {
  const lines: ExcerptLine[] = [];
  for (let number = span.line; number <= span.endLine; number += 1) {
    const text = source(span.file, number);
    if (text === undefined) break;
    const start = number === span.line ? span.column - 1 : text.length - text.trimStart().length;
    const end = number === span.endLine ? span.endColumn - 1 : text.trimEnd().length;
    // The span of a block ends at the start of the line after it.
    if (number > span.line && end <= start) continue;
    lines.push({ number, text, start, end: Math.max(end, start) });
  }
  return lines;
}

/** Cuts a line to the part that fits into `room` columns, with the start of what is meant in view. */
function windowOf(
  { text, start, end }: ExcerptLine,
  room: number,
): { readonly text: string; readonly indent: number; readonly carets: number } {
  const cells = cellsOf(text, start);
  if (text.length <= farthest && columnsOf(cells) <= room) return marked(cells, start, end, '', '');
  const first = cells.findIndex(({ at }) => at >= start);
  const focus = first === -1 ? cells.length : first;
  // As much of what stands before it as fits: its name is often there.
  let lead = room - 2 - columnsAfter(cells, focus, end, room);
  let from = focus;
  while (from > 0 && (cells[from - 1]?.width ?? 0) <= lead) {
    lead -= cells[from - 1]?.width ?? 0;
    from -= 1;
  }
  const head = (cells[from]?.at ?? 0) > 0 ? '…' : '';
  let used = widthOf(head) + 1;
  let until = from;
  while (until < cells.length && used + (cells[until]?.width ?? 0) <= room) {
    used += cells[until]?.width ?? 0;
    until += 1;
  }
  return marked(
    cells.slice(from, until),
    start,
    end,
    head,
    until < cells.length || text.length > farthest ? '…' : '',
  );
}

/** Returns the columns that the span needs, or the rest of the line where that is little more. */
function columnsAfter(cells: readonly Cell[], focus: number, end: number, room: number): number {
  const rest = columnsOf(cells.slice(focus));
  const under = columnsOf(cells.slice(focus).filter(({ at }) => at < end));
  return Math.min(rest - under <= 10 ? rest : Math.max(under, 20), room - 12);
}

interface Cell {
  /** Where it starts in the line, in UTF-16 units. */
  readonly at: number;
  readonly shown: string;
  readonly width: number;
}

/** Of a line that is a whole file, only so much is looked at. */
const farthest = 4000;

function cellsOf(text: string, near: number): readonly Cell[] {
  const whole = text.length <= farthest;
  let at = whole ? 0 : Math.max(0, near - farthest / 4);
  return Array.from(whole ? text : text.slice(at, at + farthest)).map((character) => {
    const shown = visible(character);
    const cell = { at, shown, width: widthOf(shown) };
    at += character.length;
    return cell;
  });
}

function columnsOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0);
}

function marked(
  cells: readonly Cell[],
  start: number,
  end: number,
  head: string,
  tail: string,
): { readonly text: string; readonly indent: number; readonly carets: number } {
  const indent = widthOf(head) + columnsOf(cells.filter(({ at }) => at < start));
  const under = columnsOf(cells.filter(({ at }) => at >= start && at < end));
  return {
    text: `${head}${cells.map(({ shown }) => shown).join('')}${tail}`,
    indent,
    carets: Math.max(1, under),
  };
}
