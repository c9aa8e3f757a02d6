import type { Diagnostic } from '../../model/diagnostic.ts';
import { digestOf } from '../../model/digest.ts';
import type { SourceLine } from '../human/excerpt.ts';

/**
 * Computes what makes a result the same in the next run, although lines above it came or went. Hashes its code, file,
 * resource and path, its message, and the text of its line. Numbers in order those equal in all this.
 */
export function fingerprintsOf(
  diagnostics: readonly Diagnostic[],
  source: SourceLine,
): readonly Readonly<Record<string, string>>[] {
  const seen = new Map<string, number>();
  return diagnostics.map(({ code, span, address = '', path = '', message }) => {
    const file = span?.file ?? '';
    const line = (span === undefined ? undefined : source(span.file, span.line)) ?? '';
    const digest = digestOf([code, file, address, path, message, line.trim()]);
    const times = (seen.get(digest) ?? 0) + 1;
    seen.set(digest, times);
    // GitHub compares this one only (SARIF support for code scanning, "Preventing duplicate alerts").
    return { primaryLocationLineHash: `${digest}:${String(times)}` };
  });
}
