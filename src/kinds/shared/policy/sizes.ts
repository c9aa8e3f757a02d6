import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { Legality } from '../../../model/kind/facet.ts';
import type { Path } from '../../../model/path.ts';
import { blockOf } from '../../../model/reasons.ts';
import type { Tree } from '../../../model/tree.ts';
import { showText, type PolicyKind } from '../../../policy/index.ts';
import { policyText } from './facet.ts';

/** Bytes (KMS Developer Guide, quotas; S3 User Guide, bucket policies); for roles characters (IAM User Guide, quotas). */
export const largest: Readonly<Record<PolicyKind, number>> = { key: 32_768, bucket: 20_480, role: 10_240 };

/** The size of a document as AWS counts it. IAM does not count white space. */
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

/** Blocks a write of a document that grew too large by what others own in it. */
export function withRoom(kind: PolicyKind, document: Tree, others: number): Legality {
  const size = document === null ? 0 : sizeOf(kind, document);
  if (others === 0 || size <= largest[kind]) return { is: 'now' };
  return {
    is: 'blocked',
    ...blockOf('policy.too-large', {
      why: `with ${others === 1 ? 'the statement' : `the ${others} statements`} of others the document has ${size} bytes; AWS accepts at most ${largest[kind]}`,
      release: 'shorten these statements, or have their owners shorten theirs; then run again',
    }),
  };
}
