import type { OpName } from '../../model/call.ts';
import { cloudtrail } from './cloudtrail.ts';
import { iam } from './iam.ts';
import { kms } from './kms.ts';
import { s3 } from './s3.ts';

/**
 * What deletes, disables or ends recording (authority.md §4.21): asked of the role `destroy` where one is named. A grant
 * can be revoked without it, since access must be revoked quickly.
 */
const destroying: ReadonlySet<OpName> = new Set([
  kms.disableKey.op,
  kms.scheduleKeyDeletion.op,
  cloudtrail.deleteTrail.op,
  cloudtrail.stopLogging.op,
  s3.deleteBucketPolicy.op,
  iam.deleteRolePolicy.op,
]);

export function isDestroying(op: OpName): boolean {
  return destroying.has(op);
}
