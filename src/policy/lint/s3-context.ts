import { showText, type Condition, type Statement, type Text } from '../document.ts';
import { fold } from '../fold.ts';
import { overlapsGlob } from '../glob.ts';
import { demandsKey, operatorOf } from '../operators.ts';
import type { Finding, LintContext } from './lint.ts';

const prefix = 'kms:encryptioncontext:';
const ofS3 = 'aws:s3:arn';

/**
 * Reports L27: an encryption context that S3 never sends. For SSE-KMS it sends one pair, aws:s3:arn. That is the
 * ARN of the bucket with an S3 Bucket Key, the ARN of the object without. A client can add pairs of its own by a
 * header (S3 User Guide, using server-side encryption with AWS KMS keys, encryption context).
 */
export function s3Context(statement: Statement, { kind }: LintContext): readonly Finding[] {
  if (kind === 'bucket') return [];
  return [...strangePairs(statement), ...strangeArns(statement)];
}

function strangePairs({ conditions, effect }: Statement): readonly Finding[] {
  if (!conditions.some(isThroughS3)) return [];
  return conditions
    .filter((condition) => demandsKey(condition) && !comesWithS3(condition))
    .map((condition) => ({
      severity: 'warning',
      code: 'policy.s3-context',
      says: `${effect === 'Allow' ? 'allows' : 'denies'} requests through S3 only with ${condition.key}, but S3 sends only aws:s3:arn`,
      hint: 'test kms:EncryptionContext:aws:s3:arn, or have every client send x-amz-server-side-encryption-context',
      element: ['Condition', condition.operator, condition.key],
    }));
}

/** Returns true for a condition that only requests which S3 makes for somebody meet. */
function isThroughS3(condition: Condition): boolean {
  return (
    fold(condition.key) === 'kms:viaservice' &&
    demandsKey(condition) &&
    condition.values.length > 0 &&
    condition.values.every((value) => typeof value === 'string' && /^s3\./u.test(value))
  );
}

function comesWithS3({ key, values }: Condition): boolean {
  const name = fold(key);
  if (name === 'kms:encryptioncontextkeys') return values.some((value) => mayBe(value, ofS3));
  return !name.startsWith(prefix) || name === `${prefix}${ofS3}`;
}

function strangeArns({ conditions }: Statement): readonly Finding[] {
  return conditions.flatMap((condition): readonly Finding[] => {
    const { family, negated } = operatorOf(condition.operator);
    const isArn = fold(condition.key) === `${prefix}${ofS3}`;
    if (!isArn || negated || (family !== 'string' && family !== 'like' && family !== 'arn')) return [];
    const never = condition.values.filter(
      (value) => typeof value === 'string' && (!mayBe(value, 'arn:*:s3:*:*:?*') || /[^*]\/$/u.test(value)),
    );
    return never.map((value) => ({
      severity: 'warning',
      code: 'policy.s3-context',
      says: `compares ${condition.key} with ${showText(value)}, which S3 never sends`,
      hint: 'S3 sends arn:aws:s3:::BUCKET with an S3 Bucket Key, and arn:aws:s3:::BUCKET/KEY without',
      element: ['Condition', condition.operator, condition.key],
      entry: value,
    }));
  });
}

function mayBe(value: Text, wanted: string): boolean {
  return typeof value !== 'string' || overlapsGlob(value, wanted);
}
