import type { Diagnostic } from '../model/diagnostic.ts';
import type { Stack } from '../model/resource.ts';
import { at, keyOf, resourcesOf, textAt } from './check.ts';

/**
 * S3 uses symmetric encryption keys only, and does not look at the key when it is configured: a wrong one is
 * accepted and uploads fail (S3 API, PutBucketEncryption).
 */
export function keyForS3(stack: Stack): readonly Diagnostic[] {
  return resourcesOf(stack, 'BucketEncryption').flatMap((resource) => {
    const key = keyOf(stack, resource, '/key');
    if (key === undefined) return [];
    const spec = textAt(key.spec, 'keySpec') ?? 'SYMMETRIC_DEFAULT';
    if (spec !== 'SYMMETRIC_DEFAULT') {
      const message = `${key.address} is a ${spec} key, which S3 cannot encrypt with`;
      return [at(resource, { severity: 'error', code: 'check.key-for-s3', path: '/key', message })];
    }
    if (key.spec['enabled'] !== false) return [];
    const message = `${key.address} is declared disabled: every upload to ${textAt(resource.spec, 'bucket') ?? 'the bucket'} would fail`;
    return [at(resource, { severity: 'error', code: 'check.key-for-s3', path: '/key', message })];
  });
}
