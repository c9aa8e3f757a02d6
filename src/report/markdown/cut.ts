/** A part of a comment that can be left out. */
export interface Detail {
  readonly text: string;
  /** Stands for it where it alone is too long. */
  readonly short: string;
}

export interface Limits {
  /** In characters (UTF-16 units). */
  readonly limit: number;
  /** The command that shows all of it. */
  readonly whole: string;
}

/**
 * Joins head and details with blank lines, at most `limit` characters (the head is always whole): a detail
 * that alone is very long is shown in short, those that do not fit are left out, and the end says how many.
 */
export function cutTo(
  head: readonly string[],
  details: readonly Detail[],
  { limit, whole: command }: Limits,
): string {
  const whole = joined([...head, ...details.map(({ text }) => text)]);
  if (whole.length <= limit) return whole;
  const kept: string[] = [];
  let length = joined([...head, notice(details.length, details.length, command)]).length;
  for (const { text, short } of details) {
    const part = text.length > limit / 2 ? short : text;
    if (length + part.length + 2 > limit) break;
    kept.push(part);
    length += part.length + 2;
  }
  return joined([...head, ...kept, notice(details.length - kept.length, details.length, command)]);
}

function joined(parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`;
}

function notice(missing: number, all: number, command: string): string {
  const what =
    missing === 0 ? 'some details are' : `the last ${String(missing)} of ${String(all)} details are`;
  return `**Cut here: ${what} too long for a comment.** \`${command}\` shows all of it.`;
}
