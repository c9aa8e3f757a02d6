import type { Diagnostic, Span } from '../model/diagnostic.ts';

/** A manifest file as read: text, bytes that are still to be decoded, or why neither. */
export type SourceFile = { readonly path: string } & (
  | { readonly text: string }
  | { readonly bytes: Uint8Array }
  /** Why its content is not known: a set with such a file is not whole. */
  | { readonly unreadable: string }
);

/** Offsets in UTF-16 units, end exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A decoded file that knows its lines. */
export interface Source {
  readonly path: string;
  readonly text: string;
  span(range: Range): Span;
}

/** A manifest is written by people: more than this is something else. */
export const maxFileBytes = 4 * 1024 * 1024;

/** Decodes a file as UTF-8, a byte order mark dropped; or says why it is not text. */
export function decode(file: SourceFile): Source | Diagnostic {
  if ('unreadable' in file) return { ...atStart(file.path, ''), message: file.unreadable };
  const text = 'text' in file ? file.text : utf8(file.bytes);
  if (typeof text !== 'string') return atStart(file.path, text.why, text.hint);
  if (text.length > maxFileBytes) return tooLarge(file.path, text.length);
  const plain = text.startsWith('\ufeff') ? text.slice(1) : text;
  const nul = plain.indexOf('\0');
  if (nul !== -1) return atStart(file.path, 'is a binary file', 'keep manifests as UTF-8 text');
  // What decodes bytes without being strict leaves this character behind.
  if (plain.includes('\ufffd')) return atStart(file.path, 'is not valid UTF-8', 'save it as UTF-8');
  return sourceOf(file.path, plain);
}

/** The diagnostic of a file that is too large to be a manifest. */
function tooLarge(path: string, bytes: number): Diagnostic {
  const size = `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
  return atStart(path, `has ${size}, and a manifest at most ${String(maxFileBytes / 1024 / 1024)} MiB`);
}

export function isDiagnostic(value: Source | Diagnostic): value is Diagnostic {
  return 'severity' in value;
}

export function sourceOf(path: string, text: string): Source {
  const starts = [0];
  // A lone CR is a line break of YAML too (YAML 1.2, b-break).
  for (const found of text.matchAll(/\r\n|\r|\n/gu)) starts.push(found.index + found[0].length);
  function placeOf(offset: number): { line: number; column: number } {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  }
  return {
    path,
    text,
    span(range) {
      const from = placeOf(range.start);
      const to = placeOf(Math.max(range.start, range.end));
      return { file: path, ...from, endLine: to.line, endColumn: to.column };
    },
  };
}

function atStart(path: string, why: string, hint?: string): Diagnostic {
  return {
    severity: 'error',
    code: 'manifest.file',
    message: `this file ${why}`,
    ...(hint === undefined ? {} : { hint }),
    span: { file: path, line: 1, column: 1, endLine: 1, endColumn: 1 },
  };
}

function utf8(bytes: Uint8Array): string | { readonly why: string; readonly hint: string } {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return { why: 'is UTF-16', hint: 'save it as UTF-8' };
  }
  if (bytes.includes(0)) return { why: 'is a binary file', hint: 'keep manifests as UTF-8 text' };
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { why: 'is not valid UTF-8', hint: 'save it as UTF-8' };
  }
}
