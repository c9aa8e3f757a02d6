/** How the texts of a condition are read: by the evaluation of a request, and where two conditions are compared. */

/** Hides the wildcard characters of the text, so that they match only themselves in a pattern. */
export function literal(text: string): string {
  return text.replaceAll('*', '\uE000').replaceAll('?', '\uE001');
}

/** Parses a decimal number; NaN where it is no number. */
export function decimal(text: string): number {
  return /^[+-]?\d+(?:\.\d+)?$/u.test(text) ? Number(text) : Number.NaN;
}

/**
 * Milliseconds of a date in one of the W3C's forms of ISO 8601, or of seconds since the epoch; else NaN. A time
 * without an offset is neither: it would mean another instant on each machine.
 */
export function instantOf(text: string): number {
  if (/^\d+$/u.test(text)) return Number(text) * 1000;
  return /^\d{4}-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?)?$/u.test(text)
    ? Date.parse(text)
    : Number.NaN;
}

/** Splits an ARN into its six parts; the last holds all colons behind the fifth. */
export function arnParts(arn: string): readonly string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
