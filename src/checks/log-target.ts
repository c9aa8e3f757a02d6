import * as resources from '../aws/services/resource.ts';
import { showPlace } from '../model/call.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Path } from '../model/path.ts';
import type { Resource, Stack } from '../model/resource.ts';
import { evaluate } from '../policy/index.ts';
import { at, declaredFor, policyOfBucket, removesPolicyOf, resourcesOf, textAt } from './check.ts';

const delivery = 'logging.s3.amazonaws.com';

/**
 * Checks the target bucket of logs. S3 takes almost any, and never reports a delivery that fails (S3 User Guide,
 * enable-server-access-logging). Only what is declared in the set can be judged.
 */
export function logTarget(stack: Stack): readonly Diagnostic[] {
  return resourcesOf(stack, 'BucketLogging').flatMap((logging) => {
    const target = textAt(logging.spec, 'targetBucket');
    return target === undefined
      ? []
      : [
          ...itself(logging, target),
          ...elsewhere(stack, logging, target),
          ...underKey(stack, logging, target),
          ...closed(stack, logging, target),
        ];
  });
}

function itself(logging: Resource, target: string): readonly Diagnostic[] {
  if (textAt(logging.spec, 'bucket') !== target) return [];
  const hint = 'use another bucket: each delivery would be logged again, in an endless loop';
  return [found(logging, `the bucket ${target} would log into itself`, hint)];
}

function elsewhere(stack: Stack, logging: Resource, target: string): readonly Diagnostic[] {
  return declaredFor(stack, 'Bucket', target).flatMap(({ address, place }) =>
    showPlace(place) === showPlace(logging.place)
      ? []
      : [
          found(
            logging,
            `${address} is in ${showPlace(place)}, ${logging.address} in ${showPlace(logging.place)}`,
            'use a bucket in the same account and Region',
          ),
        ],
  );
}

/**
 * Reports a target bucket under a key of KMS. "You can use default bucket encryption on the destination bucket only
 * if you use SSE-S3" (S3 User Guide).
 */
function underKey(stack: Stack, logging: Resource, target: string): readonly Diagnostic[] {
  return declaredFor(stack, 'BucketEncryption', target).flatMap(({ address, spec }) =>
    textAt(spec, 'algorithm') === 'AES256'
      ? []
      : [
          found(
            logging,
            `${address} encrypts ${target} with ${textAt(spec, 'algorithm') ?? 'a KMS key'}, and S3 cannot deliver access logs with a KMS key`,
            `set algorithm: AES256 in ${address}, or use another bucket`,
          ),
        ],
  );
}

/**
 * Reports a policy that is removed, or closed to the service principal, under aws:SourceArn and aws:SourceAccount (S3 User Guide,
 * enable-server-access-logging).
 */
function closed(stack: Stack, logging: Resource, target: string): readonly Diagnostic[] {
  const declared = policyOfBucket(stack, target);
  const removing = removesPolicyOf(stack, target);
  const bucket = textAt(logging.spec, 'bucket');
  if (bucket === undefined) return [];
  const { partition } = stack.settings;
  const { account } = logging.place;
  const source = resources.bucket.arn(bucket, partition);
  const on = `${resources.bucket.arn(target, partition)}/${textAt(logging.spec, 'targetPrefix') ?? ''}`;
  const hint = `allow ${delivery} s3:PutObject on ${on}*, with ArnLike aws:SourceArn ${source} and StringEquals aws:SourceAccount ${account}`;
  if (removing !== undefined)
    return [
      found(
        logging,
        `${removing.address} declares document: null, so the bucket has no policy that lets S3 deliver logs`,
        hint,
      ),
    ];
  if (declared === undefined) return [];
  const verdict = evaluate(declared.policy, {
    caller: { is: 'service', name: delivery },
    action: 's3:PutObject',
    resource: `${on}2026-01-01-00-00-00-0123456789ABCDEF`,
    context: { 'aws:SourceArn': source, 'aws:SourceAccount': account, 'aws:SecureTransport': 'true' },
  });
  if (verdict.is !== 'denied') return [];
  return [
    found(
      logging,
      `${declared.resource.address} does not allow S3 s3:PutObject on ${on}* for this bucket`,
      hint,
    ),
  ];
}

function found(logging: Resource, message: string, hint: string): Diagnostic {
  const path: Path = '/targetBucket';
  return at(logging, { severity: 'error', code: 'check.log-target', path, message, hint });
}
