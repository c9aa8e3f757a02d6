import type { Span } from '../model/diagnostic.ts';
import type { Path } from '../model/path.ts';
import type { Tree } from '../model/tree.ts';
import type { Range, Source } from './source.ts';

/** One YAML document: its value, and where each path of it stands. */
export interface YamlDocument {
  readonly value: Tree;
  /** Where it is in the file. */
  readonly start: number;
  readonly end: number;
  readonly span: Span;
  /** Where the value of a path stands; for a path that is not there, its nearest ancestor. */
  spanOf(path: Path): Span;
  /** Where the key of a path stands; for a list item, its value. */
  keySpanOf(path: Path): Span;
  /** Where a text first stands inside the value of a path, or inside its nearest ancestor. */
  spanOfText(path: Path, text: string): Span;
  has(path: Path): boolean;
  /** The value as it was written: `0123` where YAML reads a number. */
  writtenAt(path: Path): string | undefined;
}

/** Where a value stands, and the key that leads to it. */
export interface Place extends Range {
  readonly key?: Range;
}

/** Builds a document; `base` is where `text` begins in its file. */
export function documentOf(
  source: Source,
  text: string,
  value: Tree,
  places: ReadonlyMap<Path, Place>,
  base: number,
): YamlDocument {
  function placeOf(path: Path): Place {
    const place = places.get(path);
    if (place !== undefined) return place;
    const above = path.slice(0, path.lastIndexOf('/')) as Path;
    return path === '' ? { start: 0, end: 0 } : placeOf(above);
  }
  function span(range: Range): Span {
    return source.span({ start: range.start + base, end: range.end + base });
  }
  return {
    value,
    start: placeOf('').start + base,
    end: placeOf('').end + base,
    span: span(placeOf('')),
    spanOf: (path) => span(placeOf(path)),
    keySpanOf: (path) => span(placeOf(path).key ?? placeOf(path)),
    spanOfText: (path, wanted) => {
      const place = placeOf(path);
      const start = text.indexOf(wanted, place.start);
      const end = start + wanted.length;
      return start === -1 || end > place.end ? span(place) : span({ start, end });
    },
    has: (path) => places.has(path),
    writtenAt: (path) => {
      const place = places.get(path);
      return place === undefined ? undefined : text.slice(place.start, place.end);
    },
  };
}
