import type { Timeline } from '../../server/types.ts';
import { dateOf, sinceOf } from './age.ts';

type Entry = Timeline['items'][number];

/** The sorts of entries that a person can choose; one choice may mean several sorts. */
export const kinds = [
  { is: 'drift', text: 'Drift', sorts: ['drift-opened', 'drift-closed'] },
  { is: 'writes', text: 'Writes', sorts: ['wrote', 'failed'] },
  { is: 'failures', text: 'Failures', sorts: ['failed'] },
  { is: 'decisions', text: 'Decisions', sorts: ['decided'] },
  { is: 'revisions', text: 'Revisions', sorts: ['revision'] },
  { is: 'daemon', text: 'Daemon', sorts: ['lease', 'process'] },
] as const satisfies readonly {
  readonly is: string;
  readonly text: string;
  readonly sorts: readonly Entry['is'][];
}[];

/** What of the history is shown, as the address bar holds it. */
export interface HistoryFilter {
  /** One of `kinds`, or nothing. */
  readonly is: string;
  readonly address: string;
  /** How far back, in hours: `24h`. */
  readonly span: string;
  readonly source: string;
}

/** Parses the filter of the history from the query of an address. */
export function historyFilterOf(search: string): HistoryFilter {
  const query = new URLSearchParams(search);
  const text = (name: string): string => query.get(name) ?? '';
  return { is: text('is'), address: text('address'), span: text('span'), source: text('source') };
}

/** Returns what to ask the API for. */
export function historyReadOf(
  { is, address, span, source }: HistoryFilter,
  now: number,
): Readonly<Record<string, string | readonly string[] | undefined>> {
  const hours = /^(?<hours>\d{1,4})h$/u.exec(span)?.groups?.['hours'];
  return {
    source: source === '' ? undefined : source,
    is: kinds.find((one) => one.is === is)?.sorts,
    address: address.includes('/') ? address : undefined,
    since: hours === undefined ? undefined : sinceOf(now, Number(hours) * 3_600_000),
  };
}

interface Day {
  readonly day: string;
  readonly items: readonly Entry[];
}

/** Groups entries by their day, in the time zone of the reader. */
export function daysOf(entries: readonly Entry[]): readonly Day[] {
  const days = new Map<string, Entry[]>();
  for (const entry of entries) {
    const day = dateOf(Date.parse(entry.at)).slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days].map(([day, items]) => ({ day, items }));
}
