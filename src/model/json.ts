import { printParseErrorCode, visit } from 'jsonc-parser';
import { join, pathOf, type Path } from './path.ts';
import type { Tree } from './tree.ts';

/** Line and column count from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export type JsonProblem = {
  readonly message: string;
  readonly position: Position;
  readonly path: Path;
} & (
  | { readonly is: 'duplicate-key' }
  /** `cut`: what there is would be right if it went on. */
  | { readonly is: 'syntax'; readonly cut: boolean }
);

export interface JsonReading {
  /** Undefined after a syntax error. Of a duplicate key the last value is kept, as JSON.parse does. */
  readonly tree: Tree | undefined;
  readonly problems: readonly JsonProblem[];
  readonly positionOf: (path: Path) => Position | undefined;
}

const deepest = 64;

/** What belongs where the parser stops. */
const wanted: Readonly<Record<string, string>> = {
  CloseBraceExpected: '"," or "}"',
  CloseBracketExpected: '"," or "]"',
  ColonExpected: '":"',
  CommaExpected: '"," or a closing bracket',
  EndOfFileExpected: 'the end',
  InvalidCharacter: 'a string',
  InvalidEscapeCharacter: 'a string',
  InvalidUnicode: 'a string',
  PropertyNameExpected: 'a string',
  UnexpectedEndOfNumber: 'a number',
  UnexpectedEndOfString: 'a string',
  ValueExpected: 'a value',
};

interface Wrong {
  readonly code: string;
  readonly at: number;
  readonly end: number;
}

const tooDeep = `nested deeper than ${String(deepest)} levels`;

class TooDeep extends Error {}

/**
 * Parses JSON text (RFC 8259) and, unlike JSON.parse, reports keys stated twice. AWS keeps one of them without a
 * word, so half of a policy can vanish. Problems are values; nothing is thrown.
 */
export function readJson(written: string): JsonReading {
  const text = written.replace(/^\uFEFF/u, '');
  const { problems, wrong } = scan(text);
  // Of large plans nobody asks for a place, and to note each takes longer than all else.
  let places: ReadonlyMap<Path, number> | undefined;
  const positionOf = (path: Path): Position | undefined => {
    if (wrong.length > 0) return undefined;
    places ??= placesIn(text);
    const offset = places.get(path);
    return offset === undefined ? undefined : positionAt(text, offset);
  };
  const [first, next] = wrong;
  if (first === undefined) return { tree: JSON.parse(text) as Tree, problems, positionOf };
  const message = messageOf(text, first, next);
  const position = positionAt(text, first.at);
  return {
    tree: undefined,
    problems: [...problems, { is: 'syntax', cut: isCut(text, first), message, position, path: '' }],
    positionOf,
  };
}

function scan(text: string): { readonly problems: readonly JsonProblem[]; readonly wrong: readonly Wrong[] } {
  const problems: JsonProblem[] = [];
  const wrong: Wrong[] = [];
  /** The keys of each object that is open; of a list none. */
  const open: Set<string>[] = [];
  let at = 0;

  function begin(offset: number): void {
    at = offset;
    if (open.length > deepest) throw new TooDeep();
  }
  const openOne = (offset: number): void => {
    begin(offset);
    open.push(new Set());
  };
  const closeOne = (): void => {
    open.pop();
  };

  try {
    visit(
      text,
      {
        onObjectBegin: openOne,
        onObjectEnd: closeOne,
        onArrayBegin: openOne,
        onArrayEnd: closeOne,
        onObjectProperty(key, offset, _length, _line, _character, path) {
          const keys = open.at(-1);
          if (keys?.has(key) === true && wrong.length === 0) {
            const message = `the key ${JSON.stringify(key)} is a duplicate in its object`;
            const position = positionAt(text, offset);
            problems.push({ is: 'duplicate-key', message, position, path: join(pathOf(path()), key) });
          }
          keys?.add(key);
        },
        onLiteralValue: (_value, offset) => {
          begin(offset);
        },
        onError(code, offset, length) {
          wrong.push({ code: printParseErrorCode(code), at: offset, end: offset + length });
        },
      },
      { disallowComments: true },
    );
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    wrong.unshift({ code: tooDeep, at, end: at });
  }
  return { problems, wrong };
}

/** Finds where each path of a right text stands: what a key leads to stands where the key does. */
function placesIn(text: string): ReadonlyMap<Path, number> {
  const places = new Map<Path, number>();
  function note(offset: number, segments: readonly (string | number)[]): void {
    if (typeof segments.at(-1) === 'number') places.set(pathOf(segments), offset);
  }
  visit(text, {
    onObjectBegin: (offset, _length, _line, _character, path) => {
      note(offset, path());
    },
    onArrayBegin: (offset, _length, _line, _character, path) => {
      note(offset, path());
    },
    onLiteralValue: (_value, offset, _length, _line, _character, path) => {
      note(offset, path());
    },
    onObjectProperty: (key, offset, _length, _line, _character, path) => {
      places.set(join(pathOf(path()), key), offset);
    },
  });
  return places;
}

function messageOf(text: string, first: Wrong, next: Wrong | undefined): string {
  if (first.code === tooDeep) return tooDeep;
  if (/Comment/u.test(first.code)) return 'JSON does not allow comments';
  if (/\d/u.test(text.charAt(first.at)) && /(?:^|[^\d.])0$/u.test(text.slice(0, first.at)))
    return 'a number cannot begin with a zero: put it in quotes';
  const found = first.at >= text.length ? 'the end' : JSON.stringify(text.slice(first.at, first.at + 12));
  // A symbol that it does not know is skipped: what the parser misses then belonged there.
  const isSkipped = next !== undefined && text.slice(first.end, next.at).trim() === '';
  const belongs =
    wanted[first.code] ?? (isSkipped && /^(?:Value|Colon)/u.test(next.code) && wanted[next.code]);
  return typeof belongs === 'string' ? `expected ${belongs} but found ${found}` : `unexpected ${found}`;
}

/** Returns true if what there is would be right if it went on. */
function isCut(text: string, { code, at, end }: Wrong): boolean {
  const whole = text.trimEnd().length;
  if (at >= whole) return true;
  if (end < whole || code === tooDeep) return false;
  if (code !== 'InvalidSymbol') return /^(?:UnexpectedEndOf|InvalidUnicode|InvalidEscape)/u.test(code);
  const begun = text.slice(at, whole);
  return ['true', 'false', 'null', '-0'].some((one) => one.startsWith(begun));
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}
