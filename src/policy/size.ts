import type { Diagnostic } from '../model/diagnostic.ts';
import type { Path } from '../model/path.ts';
import { hasUnknown, type Tree } from '../model/tree.ts';
import { showText, type PolicyKind, type Text } from './document.ts';

/**
 * Formats the document as AWS takes it. It is JSON text without white space, since the size limit counts what is
 * sent. Else it is as it is written, so that whoever reads it back finds it so. IAM takes numbers and booleans with
 * or without quotes; the services give them back with. An Unknown is its unresolved text, so such a text is only
 * for sizing.
 */
export function policyText(document: Tree): Text {
  const text = JSON.stringify(document, (_, value: unknown) => {
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    return typeof value === 'object' && value !== null && '$unknown' in value ? value.$unknown : value;
  });
  return hasUnknown(document) ? { $unknown: text } : text;
}

/** Bytes (KMS Developer Guide, quotas; S3 User Guide, bucket policies); for roles characters (IAM User Guide, quotas). */
export const largest: Readonly<Record<PolicyKind, number>> = { key: 32_768, bucket: 20_480, role: 10_240 };

/** Computes the size of a document as AWS counts it. IAM does not count white space. */
export function sizeOf(kind: PolicyKind, document: Tree): number {
  const text = showText(policyText(document));
  return kind === 'role' ? text.replaceAll(/\s/gu, '').length : new TextEncoder().encode(text).length;
}

/** Refuses a document that is larger than AWS accepts. */
export function tooLarge(kind: PolicyKind, document: Tree, root: Path): readonly Diagnostic[] {
  const size = sizeOf(kind, document);
  if (size <= largest[kind]) return [];
  return [
    {
      severity: 'error',
      code: 'policy.too-large',
      message: `the document has ${size} ${kind === 'role' ? 'characters' : 'bytes'}; AWS accepts at most ${largest[kind]} for a ${kind} policy`,
      path: root,
    },
  ];
}
