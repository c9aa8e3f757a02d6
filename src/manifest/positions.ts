import type { Diagnostic, Span } from '../model/diagnostic.ts';
import { byCodeUnit } from '../model/tree.ts';

/** Formats a position as `keys.yaml:12:5`. */
export function showPosition({ file, line, column }: Span): string {
  return `${file}:${String(line)}:${String(column)}`;
}

export function isSameSpan(a: Span, b: Span): boolean {
  return isInside(a, b) && isInside(b, a);
}

/** Returns true if `inner` begins and ends within `outer`. */
export function isInside(inner: Span, outer: Span): boolean {
  const begins = inner.line - outer.line || inner.column - outer.column;
  const ends = outer.endLine - inner.endLine || outer.endColumn - inner.endColumn;
  return inner.file === outer.file && begins >= 0 && ends >= 0;
}

/** Compares by file, line and column; what has no place comes first. */
export function byPosition(a: Diagnostic, b: Diagnostic): number {
  return bySpan(a.span, b.span) || byCodeUnit(a.code, b.code) || byCodeUnit(a.message, b.message);
}

function bySpan(a: Span | undefined, b: Span | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return byCodeUnit(a.file, b.file) || a.line - b.line || a.column - b.column;
}
