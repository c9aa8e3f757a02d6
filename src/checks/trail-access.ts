import * as resources from '../aws/services/resource.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Resource, Stack } from '../model/resource.ts';
import { evaluate, type Context, type Policy } from '../policy/index.ts';
import {
  at,
  bucketNameAt,
  bucketOf,
  declaredFor,
  keyOf,
  policyAt,
  policyOfBucket,
  removesPolicyOf,
  resourcesOf,
  textAt,
} from './check.ts';

const cloudTrail = { is: 'service', name: 'cloudtrail.amazonaws.com' } as const;

/**
 * Checks both policies of a trail. CloudTrail looks at them when a trail is made. It stops delivering without a word
 * when one breaks later. (CloudTrail User Guide, create-s3-bucket-policy-for-cloudtrail and
 * create-kms-key-policy-for-cloudtrail.) Only what is declared in the set can be judged.
 */
export function trailAccess(stack: Stack): readonly Diagnostic[] {
  return resourcesOf(stack, 'Trail').flatMap((trail) => {
    const arn = trailArn(trail, stack);
    const policy = policyOfBucket(stack, bucketNameAt(trail));
    const key = keyOf(stack, trail, '/key');
    return [
      ...(policy === undefined ? withoutPolicy(trail, arn, stack) : judgeBucket(trail, policy, arn, stack)),
      ...(key === undefined ? [] : judgeKey(trail, key, arn)),
    ];
  });
}

function trailArn(trail: Resource, { settings }: Stack): string {
  const name = textAt(trail.spec, 'name') ?? trail.metadata.name;
  return resources.trail.arn(name, settings.partition, trail.place);
}

function judgeBucket(
  trail: Resource,
  { resource, policy }: { readonly resource: Resource; readonly policy: Policy },
  arn: string,
  { settings }: Stack,
): readonly Diagnostic[] {
  const context: Context = {
    'aws:SourceArn': arn,
    'aws:SecureTransport': 'true',
    's3:x-amz-acl': 'bucket-owner-full-control',
  };
  const { bucketArn, folder } = placesOf(trail, settings.partition);
  const needed = [
    { action: 's3:GetBucketAcl', resource: bucketArn },
    { action: 's3:PutObject', resource: `${folder}/CloudTrail/log.json.gz` },
  ];
  return needed.flatMap(({ action, resource: on }) =>
    evaluate(policy, { caller: cloudTrail, action, resource: on, context }).is === 'denied'
      ? [
          missing(
            trail,
            '/bucket',
            `${resource.address} does not allow CloudTrail ${action} on ${on} for this trail`,
            hintFor(action, on, arn),
          ),
        ]
      : [],
  );
}

/**
 * Reports a declared bucket whose policy no manifest declares. A warning, because the bucket may exist and have its
 * policy from elsewhere; a new bucket has none. An error where a manifest removes the policy.
 */
function withoutPolicy(trail: Resource, arn: string, stack: Stack): readonly Diagnostic[] {
  const name = bucketNameAt(trail);
  const { bucketArn, folder } = placesOf(trail, stack.settings.partition);
  const removing = removesPolicyOf(stack, name);
  if (removing !== undefined)
    return [
      missing(
        trail,
        '/bucket',
        `${removing.address} declares document: null, so the bucket has no policy that lets CloudTrail write to it`,
        `declare these statements in ${removing.address}: ${statements(bucketArn, folder, arn)}`,
      ),
    ];
  const bucket = bucketOf(stack, trail);
  const declared = declaredFor(stack, 'BucketPolicy', name).filter(({ spec }) => spec['document'] !== null);
  if (bucket === undefined || declared.length > 0) return [];
  return [
    at(trail, {
      severity: 'warning',
      code: 'check.trail-access',
      path: '/bucket',
      message: `no BucketPolicy is declared for ${bucket.address}: CloudTrail rejects a trail if it cannot write to the bucket`,
      hint: `declare a BucketPolicy with these statements: ${statements(bucketArn, folder, arn)}`,
    }),
  ];
}

/** Prints the statements that a trail needs (CloudTrail User Guide, create-s3-bucket-policy-for-cloudtrail). */
function statements(bucketArn: string, folder: string, arn: string): string {
  const allow = (Action: string, Resource: string, more: Readonly<Record<string, string>> = {}) =>
    spaced({
      Effect: 'Allow',
      Principal: { Service: cloudTrail.name },
      Action,
      Resource,
      Condition: { StringEquals: { 'aws:SourceArn': arn, ...more } },
    });
  const owned = { 's3:x-amz-acl': 'bucket-owner-full-control' };
  return `${allow('s3:GetBucketAcl', bucketArn)} and ${allow('s3:PutObject', `${folder}/*`, owned)}`;
}

/** Prints JSON on one line, with spaces at which a terminal may wrap it. */
function spaced(statement: object): string {
  return JSON.stringify(statement, null, 1).replaceAll(/\n\s*/gu, ' ');
}

/** Finds the bucket of a trail, and the folder of its log files there. */
function placesOf(
  trail: Resource,
  partition: string,
): { readonly bucketArn: string; readonly folder: string } {
  const bucketArn = resources.bucket.arn(bucketNameAt(trail) ?? '', partition);
  const prefix = textAt(trail.spec, 'prefix') ?? '';
  return {
    bucketArn,
    folder: `${bucketArn}/${prefix === '' ? '' : `${prefix}/`}AWSLogs/${trail.place.account}`,
  };
}

function judgeKey(trail: Resource, key: Resource, arn: string): readonly Diagnostic[] {
  const policy = policyAt(key.spec, 'policy');
  if (policy === undefined)
    return key.spec['policy'] === undefined ? [withoutKeyPolicy(trail, key, arn)] : [];
  const context: Context = { 'aws:SourceArn': arn, 'kms:EncryptionContext:aws:cloudtrail:arn': arn };
  return ['kms:GenerateDataKey', 'kms:DescribeKey'].flatMap((action) =>
    evaluate(policy, { caller: cloudTrail, action, context }).is === 'denied'
      ? [
          missing(
            trail,
            '/key',
            `the policy of ${key.address} does not allow CloudTrail ${action} for this trail`,
            hintFor(action, '*', arn),
          ),
        ]
      : [],
  );
}

/**
 * Reports a declared key whose policy no manifest declares. A warning, because an existing key may have its policy from
 * elsewhere; that of a new one lets only its account in (KMS Developer Guide, key-policy-default).
 */
function withoutKeyPolicy(trail: Resource, key: Resource, arn: string): Diagnostic {
  return at(trail, {
    severity: 'warning',
    code: 'check.trail-access',
    path: '/key',
    message: `${key.address} declares no policy: CloudTrail rejects a trail if it cannot encrypt with the key`,
    hint: `declare a policy of ${key.address}: ${hintFor('kms:GenerateDataKey* and kms:DescribeKey', '*', arn)}`,
  });
}

function hintFor(action: string, resource: string, arn: string): string {
  return `allow ${cloudTrail.name} ${action} on ${resource}, with StringEquals aws:SourceArn ${arn}`;
}

function missing(trail: Resource, path: '/bucket' | '/key', message: string, hint: string): Diagnostic {
  return at(trail, { severity: 'error', code: 'check.trail-access', path, message, hint });
}
