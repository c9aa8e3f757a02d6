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

/** What belongs where the parser stops. A symbol that it does not know says this only by what it misses then. */
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

class TooDeep extends Error {}

/**
 * Reads JSON text (RFC 8259) and, unlike JSON.parse, reports keys stated twice: AWS keeps one of
 * them without a word, so half of a policy can vanish. Problems are values; nothing is thrown.
 */
export function readJson(written: string): JsonReading {
  const text = written.replace(/^\uFEFF/u, '');
  const problems: JsonProblem[] = [];
  const places = new Map<Path, number>();
  /** The keys of each object that is open. */
  const open: Set<string>[] = [];
  const wrong: { readonly code: string; readonly at: number; readonly end: number }[] = [];
  let at = 0;

  function place(offset: number, segments: readonly (string | number)[]): void {
    at = offset;
    if (segments.length > deepest) throw new TooDeep();
    // What a key leads to stands where the key does.
    if (typeof segments.at(-1) === 'number') places.set(pathOf(segments), offset);
  }

  try {
    visit(
      text,
      {
        onObjectBegin(offset, _length, _line, _character, path) {
          place(offset, path());
          open.push(new Set());
        },
        onObjectEnd: () => open.pop(),
        onObjectProperty(key, offset, _length, _line, _character, path) {
          const here = join(pathOf(path()), key);
          places.set(here, offset);
          const keys = open.at(-1);
          if (keys?.has(key) === true && wrong.length === 0) {
            const message = `the key ${JSON.stringify(key)} is stated twice in one object`;
            problems.push({ is: 'duplicate-key', message, position: positionAt(text, offset), path: here });
          }
          keys?.add(key);
        },
        onArrayBegin: (offset, _length, _line, _character, path) => {
          place(offset, path());
        },
        onLiteralValue: (_value, offset, _length, _line, _character, path) => {
          place(offset, path());
        },
        onError(code, offset, length) {
          wrong.push({ code: printParseErrorCode(code), at: offset, end: offset + length });
        },
      },
      { disallowComments: true },
    );
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    wrong.unshift({ code: `nested deeper than ${String(deepest)} levels`, at, end: at });
  }

  const positionOf = (path: Path): Position | undefined => {
    const offset = places.get(path);
    return offset === undefined ? undefined : positionAt(text, offset);
  };
  const [first] = wrong;
  if (first === undefined) return { tree: JSON.parse(text) as Tree, problems, positionOf };
  const missed = wrong.find(({ code }) => wanted[code] !== undefined);
  const found = first.at >= text.length ? 'the end' : JSON.stringify(text.slice(first.at, first.at + 12));
  const message = missed === undefined ? first.code : `expected ${wanted[missed.code]} but found ${found}`;
  const cut = first.end >= text.trimEnd().length && missed?.code !== 'EndOfFileExpected';
  const position = positionAt(text, first.at);
  return {
    tree: undefined,
    problems: [...problems, { is: 'syntax', cut, message, position, path: '' }],
    positionOf,
  };
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}
