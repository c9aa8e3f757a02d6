import { day, hour, minute, second, type Duration } from './instant.ts';

const units: Readonly<Record<string, Duration>> = { d: day, h: hour, m: minute, s: second };

/** Parses `90s`, `5m`, `1h30m`, `2d` or `0` to milliseconds; undefined if it is none of these. */
export function durationOf(text: string): Duration | undefined {
  if (text === '0') return 0;
  if (!/^(?:\d{1,6}[dhms])+$/u.test(text)) return undefined;
  const parts = [...text.matchAll(/(?<count>\d+)(?<unit>[dhms])/gu)];
  return parts.reduce(
    (sum, { groups }) => sum + Number(groups?.['count']) * (units[groups?.['unit'] ?? ''] ?? 0),
    0,
  );
}
