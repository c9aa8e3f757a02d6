import type { Diagnostic, Span } from '../model/diagnostic.ts';

/** A manifest file as read: text, bytes that are still to be decoded, or why neither. */
export type SourceFile = { readonly path: string } & (
  | { readonly text: string }
  | { readonly bytes: Uint8Array }
  /** Why its content is not known: a set with such a file is not whole. */
  | { readonly unreadable: string; readonly hint?: string }
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
  if ('unreadable' in file) return wrong(file.path, { why: file.unreadable, hint: file.hint });
  const text = 'text' in file ? file.text : utf8(file.bytes);
  if (typeof text !== 'string') return wrong(file.path, text);
  if (text.length > maxFileBytes) return wrong(file.path, { why: tooLarge(text.length), hint: splitIt });
  const plain = text.startsWith('\ufeff') ? text.slice(1) : text;
  const nul = plain.indexOf('\0');
  if (nul !== -1)
    return wrong(file.path, {
      why: 'this file contains a NUL byte, so it is not text',
      hint: asText,
      at: nul,
      in: plain,
    });
  // What decodes bytes without being strict leaves this character behind.
  const lost = 'text' in file ? plain.indexOf('\ufffd') : -1;
  return lost === -1 ? sourceOf(file.path, plain) : wrong(file.path, { ...notUtf8, at: lost, in: plain });
}

/** Gives the text as editors show it: what is not UTF-8 as replacement characters. Undefined if it is not text. */
export function textOf(source: SourceFile | undefined): string | undefined {
  if (source === undefined || 'unreadable' in source) return undefined;
  if ('text' in source) return source.text;
  const text = new TextDecoder().decode(source.bytes);
  return text.includes('\0') && text.includes('\ufffd') ? undefined : text;
}

/** Explains why a file of so many bytes is not read. */
export function tooLarge(bytes: number): string {
  const size = `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
  return `this file has ${size}; the limit for a manifest is ${String(maxFileBytes / 1024 / 1024)} MiB`;
}

export const splitIt = 'split it into several files, or move it elsewhere if it is not a manifest';
const asText = 'save it as UTF-8 text, or move non-manifest files elsewhere';
const notUtf8 = { why: 'this file contains bytes that are not UTF-8', hint: 'save the file as UTF-8' };

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

/** Why a file is no text, and the offset of the first character that shows it. */
interface Wrong {
  readonly why: string;
  readonly hint: string | undefined;
  readonly at?: number;
  readonly in?: string;
}

function wrong(path: string, { why, hint, at = 0, in: text = '' }: Wrong): Diagnostic {
  return {
    severity: 'error',
    code: 'manifest.file',
    message: why,
    ...(hint === undefined ? {} : { hint }),
    // Of a file that is wrong as a whole no character is pointed to.
    span: sourceOf(path, text).span({ start: at, end: text === '' ? 0 : at + 1 }),
  };
}

function utf8(bytes: Uint8Array): string | Wrong {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return { why: 'this file is UTF-16', hint: 'save it as UTF-8' };
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes.includes(0)
      ? { why: 'this file contains binary data', hint: asText }
      : { ...notUtf8, ...firstLost(bytes) };
  }
}

/** Finds where the first bytes stand that are no UTF-8. Up to there, text and bytes say the same. */
function firstLost(bytes: Uint8Array): Pick<Wrong, 'at' | 'in'> {
  const lenient = new TextDecoder('utf-8', { ignoreBOM: true });
  const text = lenient.decode(bytes);
  const again = new TextEncoder().encode(text);
  const first = bytes.findIndex((byte, index) => byte !== again[index]);
  return { at: lenient.decode(bytes.subarray(0, first)).length, in: text };
}
