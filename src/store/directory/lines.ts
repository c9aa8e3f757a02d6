import { z } from 'zod';
import { readKnown, withUnknown, type Read, type UnknownFields } from '../document.ts';

/** A record, with the line of the file it is in (from 1). */
export interface Line<R> {
  readonly number: number;
  readonly record: R;
  readonly unknown: UnknownFields;
}

export type LogReading<H, R> =
  /** No file, or one that was cut before its first line was whole: nothing was ever promised from it. */
  | { readonly is: 'absent' }
  | { readonly is: 'newer'; readonly version: number }
  | {
      readonly is: 'read';
      /** Undefined if line 1 is damaged. */
      readonly header: H | undefined;
      readonly headerUnknown: UnknownFields;
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
 * Parses a file of JSON lines: the first is the header with the version, the others are records. Drops an unfinished
 * last line, or one with NUL in it: it was never acknowledged. Allows for a crash, which can cut off only the end.
 * Expects NUL there because some file systems grow a file before its blocks are written.
 */
export function readLines<H, R>(text: string | undefined, format: LogFormat<H, R>): LogReading<H, R> {
  const { whole, torn } = wholeLines(text ?? '');
  const [first, ...rest] = whole;
  if (first === undefined) return { is: 'absent' };
  const head = parseJson(first);
  const version = z.looseObject({ version: z.number() }).safeParse(head).data?.version;
  if (version !== undefined && version > format.version) return { is: 'newer', version };
  const damaged: { number: number; why: string }[] = [];
  const lines: Line<R>[] = [];
  const header = parsed(format.header, first, 1);
  for (const [index, line] of rest.entries()) {
    const record = parsed(format.record, line, index + 2);
    if (record !== undefined)
      lines.push({ number: index + 2, record: record.value, unknown: record.unknown });
  }
  return { is: 'read', header: header?.value, headerUnknown: header?.unknown ?? [], lines, damaged, torn };

  function parsed<T>(schema: z.ZodType<T>, line: string, number: number): Read<T> | undefined {
    try {
      return readKnown(schema, parseJson(line));
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      damaged.push({ number, why: whyNot(line, error) });
      return undefined;
    }
  }
}

/** Prints a whole file of JSON lines. */
export function textOf(header: string, records: readonly string[]): string {
  return [header, ...records].join('');
}

/** Writes a record as one line, with the fields that a newer version gave to the one before it. */
export function lineOf(record: unknown, unknown: UnknownFields = []): string {
  return `${JSON.stringify(withUnknown(record, unknown))}\n`;
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
  if (parseJson(line) === undefined) return 'the line is not JSON';
  const issue = error.issues[0];
  const where = issue?.path.join('.') ?? '';
  return where === '' ? 'the line has an invalid form' : `${where} is missing or invalid`;
}
