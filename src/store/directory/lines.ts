import { z } from 'zod';

/** A record, with the line of the file it stands in (from 1). */
export interface Line<R> {
  readonly number: number;
  readonly record: R;
}

export type LogReading<H, R> =
  /** No file, or one that was cut before its first line was whole: nothing was ever promised from it. */
  | { readonly is: 'absent' }
  | { readonly is: 'newer'; readonly version: number }
  | {
      readonly is: 'read';
      /** Undefined if line 1 is damaged. */
      readonly header: H | undefined;
      readonly lines: readonly Line<R>[];
      /** Lines that cannot be read; never one that a crash can have left at the end. */
      readonly damaged: readonly { readonly number: number; readonly why: string }[];
      /** The file ends in a line that a crash cut short. */
      readonly torn: boolean;
    };

export interface LogFormat<H, R> {
  readonly version: number;
  readonly header: z.ZodType<H>;
  readonly record: z.ZodType<R>;
}

/**
 * Reads a file of JSON lines: the first is the header with the version, the others are records. A
 * crash can cut off only the end: an unfinished last line, or a last line with NUL in it (some file
 * systems grow a file before its blocks are written), was never acknowledged and does not count.
 */
export function readLines<H, R>(text: string | undefined, format: LogFormat<H, R>): LogReading<H, R> {
  const { whole, torn } = wholeLines(text ?? '');
  const [first, ...rest] = whole;
  if (first === undefined) return { is: 'absent' };
  const head = parseJson(first);
  const version = z.looseObject({ version: z.number() }).safeParse(head).data?.version;
  if (version !== undefined && version > format.version) return { is: 'newer', version };
  const header = format.header.safeParse(head);
  const damaged: { number: number; why: string }[] = [];
  if (!header.success) damaged.push({ number: 1, why: whyNot(first, header.error) });
  const lines: Line<R>[] = [];
  for (const [index, line] of rest.entries()) {
    const parsed = format.record.safeParse(parseJson(line));
    if (parsed.success) lines.push({ number: index + 2, record: parsed.data });
    else damaged.push({ number: index + 2, why: whyNot(line, parsed.error) });
  }
  return { is: 'read', header: header.data, lines, damaged, torn };
}

/** The text of a whole file of JSON lines. */
export function textOf(header: unknown, records: readonly unknown[]): string {
  return [header, ...records].map(lineOf).join('');
}

export function lineOf(record: unknown): string {
  return `${JSON.stringify(record)}\n`;
}

function wholeLines(text: string): { readonly whole: readonly string[]; readonly torn: boolean } {
  const pieces = text.split('\n');
  const unfinished = pieces.pop() ?? '';
  // JSON escapes NUL, so a line that was written never holds one.
  const hole = pieces.at(-1)?.includes('\0') === true;
  return { whole: hole ? pieces.slice(0, -1) : pieces, torn: hole || unfinished !== '' };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function whyNot(line: string, error: z.ZodError): string {
  if (parseJson(line) === undefined) return 'it is not JSON';
  const issue = error.issues[0];
  const where = issue?.path.join('.') ?? '';
  return where === '' ? 'it has another shape' : `${where} is missing or has another shape`;
}
