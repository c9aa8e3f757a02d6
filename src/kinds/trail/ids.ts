import type { Subject } from '../../model/subject.ts';
import { isUnknown, type Tree, type Unknown } from '../../model/tree.ts';
import type { TrailSpecOf } from './schema.ts';

export type At = Subject<TrailSpecOf>;

/** Returns the bucket by name, however the manifest says it. */
export function bucketOf({ bucket }: Pick<TrailSpecOf, 'bucket'>): string | Unknown {
  return isUnknown(bucket) ? bucket : bucket.replace(/^arn:aws[a-z-]*:s3:::/u, '');
}

/**
 * Completes the ARN of a log group to what CloudTrail takes and shows: with `:*` (CloudTrail User Guide, CloudWatch
 * Logs).
 */
export function logGroupArn(arn: Tree): Tree {
  return typeof arn === 'string' && !arn.endsWith(':*') ? `${arn}:*` : arn;
}
