import type { Instant } from '../../model/instant.ts';
import { isoOf } from '../../model/instant.ts';
import { visible } from '../text/visible.ts';
import type { Format, Style } from '../text/style.ts';
import type { LogRecord } from './records.ts';

const formats: Partial<Readonly<Record<LogRecord['level'], Format>>> = {
  error: 'red',
  warn: 'yellow',
  debug: 'dim',
  trace: 'dim',
};

/** Writes one line of a log for a person at a terminal: time of day, level, message, fields. */
export function logLine({ level, msg, fields }: LogRecord, at: Instant, style: Style): string {
  const time = isoOf(at).slice(11, 19);
  const values = Object.entries(fields).map(([name, value]) => `${name}=${valueText(value)}`);
  const head = `${level.padEnd(5)} ${msg}`;
  const format = formats[level];
  return [
    style('dim', time),
    format === undefined ? head : style(format, head),
    ...values.map((text) => visible(text)),
  ].join(' ');
}

/** Formats a value; those with spaces are quoted, so that fields can be told apart. */
function valueText(value: unknown): string {
  if (typeof value === 'string') return /^[^\s"=]+$/u.test(value) ? value : JSON.stringify(value);
  if (Array.isArray(value) && value.length === 1) return valueText(value[0]);
  return JSON.stringify(value);
}
