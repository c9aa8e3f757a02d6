import type { Row } from '../../server/types.ts';

const columns = [
  ['source', (row) => row.source],
  ['address', (row) => row.address],
  ['kind', (row) => row.kind],
  ['account', (row) => row.place.account],
  ['region', (row) => row.place.region],
  ['sync', (row) => row.sync],
  ['health', (row) => row.health],
  ['state', (row) => row.state],
  ['reason', (row) => row.reason],
  ['since', (row) => row.since],
  ['readAt', (row) => row.readAt],
  ['waiting', (row) => (row.waiting === undefined ? undefined : String(row.waiting))],
] as const satisfies readonly (readonly [string, (row: Row) => string | undefined])[];

/** Writes rows as CSV (RFC 4180). */
export function csvOf(rows: readonly Row[]): string {
  const lines = [
    columns.map(([name]) => name),
    ...rows.map((row) => columns.map(([, of]) => cell(of(row) ?? ''))),
  ];
  return lines.map((line) => `${line.join(',')}\r\n`).join('');
}

/** Writes one cell. A spreadsheet would run one that begins as a formula does: names come from Git and AWS. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
