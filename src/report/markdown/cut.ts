/** A part of a comment that can be left out. */
export interface Detail {
  readonly text: string;
  /** Stands for it where it alone is too long. */
  readonly short: string;
}

/**
 * Joins head and details with blank lines, at most `limit` characters (UTF-16 units; the head is always
 * whole): details that do not fit are left out, and the end says how many.
 */
export function cutTo(head: readonly string[], details: readonly Detail[], limit: number): string {
  const all = details.map(({ text }) => text);
  const whole = joined([...head, ...all]);
  if (whole.length <= limit) return whole;
  const kept: string[] = [];
  let length = joined([...head, notice(details.length, details.length)]).length;
  for (const { text, short } of details) {
    const part = text.length > limit / 2 ? short : text;
    if (length + part.length + 2 > limit) break;
    kept.push(part);
    length += part.length + 2;
  }
  return joined([...head, ...kept, notice(details.length - kept.length, details.length)]);
}

function joined(parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`;
}

function notice(missing: number, all: number): string {
  const what = missing === 0 ? 'some details are' : `${missing} of ${all} details are`;
  return `**Cut here: ${what} too long for a comment.** Run \`reconcile plan\` to see the whole plan.`;
}
