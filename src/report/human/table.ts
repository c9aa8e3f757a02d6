import { widthOf } from '../text/width.ts';

/** A column of a table of text. */
export interface Column<Row> {
  readonly title: string;
  /** Absent in a narrower table than this, in columns of the terminal. */
  readonly from?: number;
  /** It gives way when the table is too wide: longer texts lose their middle. */
  readonly shrinks?: true;
  text(row: Row): string;
}

/** Narrower than this no column becomes. */
const narrowest = 12;

/** Aligns rows under their titles, two spaces between columns, never wider than `width` unless it is very small. */
export function tableLines<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width: number,
): readonly (readonly string[])[] {
  const shown = columns.filter(({ from = 0 }) => width >= from);
  const cells = rows.map((row) => shown.map(({ text }) => text(row)));
  const natural = shown.map(({ title }, index) =>
    Math.max(widthOf(title), ...cells.map((row) => widthOf(row[index] ?? ''))),
  );
  const widths = fitted(
    natural,
    shown.map(({ shrinks }) => shrinks === true),
    width - 2 * (shown.length - 1),
  );
  return [shown.map(({ title }) => title), ...cells].map((row) =>
    row.map((text, index) => {
      const room = widths[index] ?? 0;
      const cut = middleCut(text, room);
      return index === row.length - 1 ? cut : cut + ' '.repeat(room - widthOf(cut));
    }),
  );
}

/** Shrinks columns until they fit: the widest of those that may shrink gives first. */
function fitted(natural: readonly number[], shrinks: readonly boolean[], room: number): readonly number[] {
  const widths = [...natural];
  for (let over = widths.reduce((sum, each) => sum + each, 0) - room; over > 0; over -= 1) {
    const widest = widths.reduce(
      (best, each, index) =>
        shrinks[index] === true && each > narrowest && each > (widths[best] ?? 0) ? index : best,
      -1,
    );
    if (widest === -1) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

/** Cuts out the middle: `arn:aws:kms:eu-ce…34567890ab`, since the ends of a name tell names apart. */
function middleCut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const characters = Array.from(text);
  let head = '';
  let tail = '';
  let [left, right] = [0, characters.length - 1];
  for (let used = 1; left <= right;) {
    const fromTail = widthOf(tail) < widthOf(head);
    const next = characters[fromTail ? right : left] ?? '';
    if (used + widthOf(next) > width) break;
    used += widthOf(next);
    if (fromTail) tail = next + tail;
    else head += next;
    if (fromTail) right -= 1;
    else left += 1;
  }
  return `${head}…${tail}`;
}
