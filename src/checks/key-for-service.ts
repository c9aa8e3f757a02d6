import type { Diagnostic } from '../model/diagnostic.ts';
import type { Resource, Stack } from '../model/resource.ts';
import { at, keyOf, resourcesOf, textAt } from './check.ts';

/**
 * Reports a key that S3 cannot use: it uses symmetric encryption keys only. S3 does not look at the key when it is
 * configured. A wrong one is accepted and uploads fail (S3 API, PutBucketEncryption).
 */
export function keyForS3(stack: Stack): readonly Diagnostic[] {
  return resourcesOf(stack, 'BucketEncryption').flatMap((resource) =>
    unusable(stack, resource, {
      code: 'check.key-for-s3',
      service: 'S3',
      fails: `every upload to ${textAt(resource.spec, 'bucket') ?? 'the bucket'} would fail`,
    }),
  );
}

/**
 * Reports a key that CloudTrail cannot use. It takes symmetric encryption keys only, and delivers nothing while the
 * key is disabled. (CloudTrail API, CreateTrail, KmsKeyDisabledException; CloudTrail User Guide, encrypting log
 * files.)
 */
export function keyForTrail(stack: Stack): readonly Diagnostic[] {
  return resourcesOf(stack, 'Trail').flatMap((resource) =>
    unusable(stack, resource, {
      code: 'check.key-for-trail',
      service: 'CloudTrail',
      fails: 'CloudTrail would deliver no log files',
    }),
  );
}

interface User {
  readonly code: Diagnostic['code'];
  readonly service: string;
  readonly fails: string;
}

/** Reports what keeps a service of AWS from encrypting with the declared key that a resource names. */
function unusable(stack: Stack, resource: Resource, { code, service, fails }: User): readonly Diagnostic[] {
  const key = keyOf(stack, resource, '/key');
  if (key === undefined) return [];
  const spec = textAt(key.spec, 'keySpec') ?? 'SYMMETRIC_DEFAULT';
  if (spec !== 'SYMMETRIC_DEFAULT') {
    const message = `${key.address} is a ${spec} key, with which ${service} cannot encrypt`;
    return [at(resource, { severity: 'error', code, path: '/key', message })];
  }
  if (key.spec['enabled'] !== false) return [];
  const message = `${key.address} is declared disabled: ${fails}`;
  return [at(resource, { severity: 'error', code, path: '/key', message })];
}
