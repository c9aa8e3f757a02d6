import { pathOf, type Path } from '../model/path.ts';
import type { Tree } from '../model/tree.ts';

/** Line and column count from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface JsonProblem {
  readonly is: 'syntax' | 'duplicate-key';
  readonly message: string;
  readonly position: Position;
  readonly path: Path;
}

export interface JsonReading {
  /** Undefined after a syntax error. Of a duplicate key the last value is kept, as JSON.parse does. */
  readonly tree: Tree | undefined;
  readonly problems: readonly JsonProblem[];
  readonly positionOf: (path: Path) => Position | undefined;
}

const deepest = 64;

class SyntaxProblem extends Error {}

/**
 * Reads JSON text (RFC 8259) and, unlike JSON.parse, reports keys stated twice: AWS keeps one of
 * them without a word, so half of a policy can vanish. Problems are values; nothing is thrown.
 */
export function readJson(text: string): JsonReading {
  const problems: JsonProblem[] = [];
  const positions = new Map<Path, number>();
  let at = text.startsWith('\uFEFF') ? 1 : 0;

  function fail(message: string): never {
    throw new SyntaxProblem(message);
  }
  function skipSpace(): void {
    while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at += 1;
  }
  function expect(character: string, what: string): void {
    skipSpace();
    if (text.charAt(at) !== character) fail(`expected ${what} but found ${shownAt(text, at)}`);
    at += 1;
  }
  function readScalar(pattern: RegExp, what: string): unknown {
    pattern.lastIndex = at;
    const token = pattern.exec(text)?.[0];
    if (token === undefined) return fail(`expected ${what} but found ${shownAt(text, at)}`);
    at += token.length;
    return JSON.parse(token) as unknown;
  }
  function readString(): string {
    return readScalar(/"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*"/uy, 'a string') as string;
  }
  function readMap(segments: readonly string[]): Tree {
    const entries = new Map<string, Tree>();
    at += 1;
    skipSpace();
    if (text.charAt(at) === '}') {
      at += 1;
      return {};
    }
    for (;;) {
      skipSpace();
      const keyAt = at;
      const key = readString();
      const path = pathOf([...segments, key]);
      if (entries.has(key)) {
        problems.push({
          is: 'duplicate-key',
          message: `the key ${JSON.stringify(key)} is stated twice in one object`,
          position: positionAt(text, keyAt),
          path,
        });
      }
      positions.set(path, keyAt);
      expect(':', '":"');
      entries.set(key, readValue([...segments, key]));
      skipSpace();
      if (text.charAt(at) !== ',') break;
      at += 1;
    }
    expect('}', '"," or "}"');
    return Object.fromEntries(entries);
  }
  function readList(segments: readonly string[]): Tree {
    const items: Tree[] = [];
    at += 1;
    skipSpace();
    if (text.charAt(at) === ']') {
      at += 1;
      return items;
    }
    for (;;) {
      skipSpace();
      const here = [...segments, String(items.length)];
      positions.set(pathOf(here), at);
      items.push(readValue(here));
      skipSpace();
      if (text.charAt(at) !== ',') break;
      at += 1;
    }
    expect(']', '"," or "]"');
    return items;
  }
  function readValue(segments: readonly string[]): Tree {
    if (segments.length > deepest) fail(`nested deeper than ${deepest} levels`);
    skipSpace();
    const first = text.charAt(at);
    if (first === '{') return readMap(segments);
    if (first === '[') return readList(segments);
    if (first === '"') return readString();
    return readScalar(/true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/uy, 'a value') as Tree;
  }
  function positionOf(path: Path): Position | undefined {
    const offset = positions.get(path);
    return offset === undefined ? undefined : positionAt(text, offset);
  }

  try {
    const tree = readValue([]);
    skipSpace();
    if (at < text.length) fail(`expected the end but found ${shownAt(text, at)}`);
    return { tree, problems, positionOf };
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    const problem: JsonProblem = {
      is: 'syntax',
      message: error.message,
      position: positionAt(text, at),
      path: '',
    };
    return { tree: undefined, problems: [...problems, problem], positionOf };
  }
}

function shownAt(text: string, at: number): string {
  return at >= text.length ? 'the end' : JSON.stringify(text.slice(at, at + 12));
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}
