import type { Event } from '../../model/history.ts';
import { isoOf } from '../../model/instant.ts';

const columns = [
  'at',
  'seq',
  'is',
  'subject',
  'address',
  'step',
  'reason',
  'commit',
  'plan',
  'awsRequestId',
  'text',
  'hash',
] as const satisfies readonly (keyof Event)[];

export const csvHeader = columns.join(',');

/** Gives a line of the record as a row of a table, for people: documents and the call are left out. */
export function csvOf(event: Event): string {
  return columns.map((name) => cell(name === 'at' ? isoOf(event.at) : event[name])).join(',');
}

/** A program for tables takes what begins so for a formula, and runs it. */
const formula = /^[=+\-@\t\r]/u;

/** Quotes a value by RFC 4180. Keeps text of commits and of AWS from becoming a formula. */
function cell(value: string | number | undefined): string {
  const text = value === undefined ? '' : String(value);
  const plain = typeof value === 'string' && formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
