import { cutAtLine } from './cut-at-line.ts';
import type { Detail } from './detail.ts';
import { code } from './escape.ts';

/** Makes a detail only when it is asked for: of a thousand that do not fit only the first are. */
export function lazily(make: () => Detail): Detail {
  let made: Detail | undefined;
  const detail = (): Detail => (made ??= make());
  return {
    get text() {
      return detail().text;
    },
    get short() {
      return detail().short;
    },
  };
}

export interface Limits {
  /** In characters (UTF-16 units). */
  readonly limit: number;
  /** The command that shows all of it, and what it shows where that is something else. */
  readonly whole: string;
  readonly shows?: string;
}

/**
 * Joins head and details with blank lines, at most `limit` characters: a detail that alone is very long, or a head
 * that leaves no room, is cut at a line, details that do not fit are left out, and the end says how many.
 */
export function cutTo(
  head: readonly string[],
  details: readonly Detail[],
  { limit, whole, shows = 'all of it' }: Limits,
): string {
  if (fits(head, details, limit)) return joined([...head, ...details.map(({ text }) => text)]);
  const ending = `${code(whole)} shows ${shows}.`;
  const kept: string[] = [];
  const last = notice(details.length, details.length, ending);
  const top = joined(head).trimEnd();
  const room = limit - last.length - 3;
  if (top.length > room) return joined([cutAtLine(top, room) ?? '', last]).trimStart();
  let length = joined([top, last]).length;
  for (const { text, short, isWhole } of details) {
    // One must not hide the others.
    const most = Math.min(limit / 2, limit - length - 2);
    const cut = text.length <= limit / 2 ? text : isWhole ? undefined : cutAtLine(text, most);
    const part = cut ?? short;
    if (length + part.length + 2 > limit) break;
    kept.push(part);
    length += part.length + 2;
  }
  return joined([top, ...kept, notice(details.length - kept.length, details.length, ending)]);
}

/** Looks no further than it must. */
function fits(head: readonly string[], details: readonly Detail[], limit: number): boolean {
  let length = joined(head).length;
  return details.every(({ text }) => {
    length += text.length + 2;
    return length <= limit;
  });
}

function joined(parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`;
}

function notice(missing: number, all: number, ending: string): string {
  const what =
    missing === 0 ? 'some details are' : `the last ${String(missing)} of ${String(all)} details are`;
  return `**Cut here: ${what} too long for a comment.** ${ending}`;
}
