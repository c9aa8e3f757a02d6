/** A line of two texts that are held against each other. */
export interface DiffLine {
  readonly is: 'same' | 'added' | 'removed' | 'folded';
  readonly text: string;
}

/** Lines that differ stand between this many that do not. */
const around = 2;

/** More comparisons than this would make the page hang: then all of one text stands before all of the other. */
const most = 1_000_000;

/** Returns how the JSON of a value became that of another one, line by line. Undefined: there is no value. */
export function diffOf(before: unknown, after: unknown): readonly DiffLine[] {
  return folded(linesOf(jsonLines(before), jsonLines(inOrderOf(before, after))));
}

/** Writes a value as JSON of several lines. */
export function jsonOf(value: unknown): string {
  return JSON.stringify(plain(value), undefined, 2);
}

/** Writes a value on one line, if it is short and simple: a list of names is, a statement is not. */
export function shortOf(value: unknown): string | undefined {
  const known = plain(value);
  if (known === undefined) return 'not set';
  if (typeof known === 'string') return known === '' ? '""' : known.length <= 200 ? known : undefined;
  if (typeof known === 'number' || typeof known === 'boolean' || known === null) return String(known);
  if (!Array.isArray(known) || known.some((one) => typeof one === 'object')) return undefined;
  const text = known.join(', ');
  if (known.length === 0) return 'none';
  return text.length <= 120 ? text : undefined;
}

/** Writes a JSON Pointer as people read it: `policy.Statement.AllowUse`. */
export function pathText(path: string): string {
  return path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');
}

/** Replaces what AWS has not assigned yet by words. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if ('$unknown' in value && typeof value.$unknown === 'string')
    return `${value.$unknown} (known after apply)`;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
}

function jsonLines(value: unknown): readonly string[] {
  return value === undefined ? [] : jsonOf(value).split('\n');
}

/** Puts the fields of a value in the order that another one has them: AWS gives them back in an order of its own. */
function inOrderOf(model: unknown, value: unknown): unknown {
  if (Array.isArray(value))
    return value.map((one, at) => inOrderOf(Array.isArray(model) ? model[at] : undefined, one));
  if (typeof value !== 'object' || value === null) return value;
  const fields = new Map(Object.entries(value));
  const names = typeof model === 'object' && model !== null ? Object.keys(model) : [];
  const ordered = [...names.filter((name) => fields.has(name)), ...fields.keys()];
  const before = new Map(typeof model === 'object' && model !== null ? Object.entries(model) : []);
  return Object.fromEntries(
    [...new Set(ordered)].map((name) => [name, inOrderOf(before.get(name), fields.get(name))]),
  );
}

/** Finds the longest common lines (Myers would be faster; texts here are short). */
function linesOf(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  if (before.length * after.length > most) return [...all('removed', before), ...all('added', after)];
  const width = after.length + 1;
  const common = new Uint32Array((before.length + 1) * width);
  const at = (row: number, column: number): number => common[row * width + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row -= 1)
    for (let column = after.length - 1; column >= 0; column -= 1)
      common[row * width + column] =
        before[row] === after[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
  const lines: DiffLine[] = [];
  let row = 0;
  let column = 0;
  while (row < before.length && column < after.length) {
    const text = before[row] ?? '';
    if (text === after[column]) {
      lines.push({ is: 'same', text });
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) {
      lines.push({ is: 'removed', text });
      row += 1;
    } else {
      lines.push({ is: 'added', text: after[column] ?? '' });
      column += 1;
    }
  }
  return [...lines, ...all('removed', before.slice(row)), ...all('added', after.slice(column))];
}

function all(is: DiffLine['is'], texts: readonly string[]): readonly DiffLine[] {
  return texts.map((text) => ({ is, text }));
}

/** Replaces long runs of lines that stay by their count. */
function folded(lines: readonly DiffLine[]): readonly DiffLine[] {
  const near = new Set<number>();
  lines.forEach(({ is }, at) => {
    if (is !== 'same') for (let by = -around; by <= around; by += 1) near.add(at + by);
  });
  const shown: DiffLine[] = [];
  let run = 0;
  lines.forEach((line, at) => {
    if (near.has(at)) shown.push(line);
    else run += 1;
    if (run > 0 && (near.has(at + 1) || at + 1 === lines.length)) {
      shown.push(run === 1 ? line : { is: 'folded', text: `${String(run)} equal lines` });
      run = 0;
    }
  });
  return shown;
}
