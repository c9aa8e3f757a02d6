import { digestOf } from '../../model/digest.ts';
import type { SourceLine } from '../human/excerpt.ts';
import type { Finding } from './finding.ts';

/**
 * Computes what makes a result the same in the next run, although lines above it came or went. Hashes its code, file,
 * resource and path, its message, and the text of its line. Numbers in order those equal in all this.
 */
export function fingerprintsOf(
  findings: readonly Finding[],
  source: SourceLine,
): readonly Readonly<Record<string, string>>[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, span, address = '', path = '', message }) => {
    const file = span?.file ?? '';
    const line = (span === undefined ? undefined : source(span.file, span.line)) ?? '';
    const digest = digestOf([rule.id, file, address, path, message, line.trim()]);
    const times = (seen.get(digest) ?? 0) + 1;
    seen.set(digest, times);
    // GitHub compares this one only (SARIF support for code scanning, "Preventing duplicate alerts").
    return { primaryLocationLineHash: `${digest}:${String(times)}` };
  });
}
