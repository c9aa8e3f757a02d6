import type { Diagnostic } from '../model/diagnostic.ts';
import type { Resource, Stack } from '../model/resource.ts';
import { isMap } from '../model/tree.ts';
import { lintPolicy } from '../policy/index.ts';
import { at, bucketOf, policyAt, resourcesOf } from './check.ts';

/**
 * Reports a policy that gives access to everybody while BlockPublicPolicy is on. S3 refuses it, and the setting is on
 * for new buckets (S3 User Guide, Blocking public access). Only statements without a condition are judged: S3 takes
 * some conditions for narrow.
 */
export function publicPolicy(stack: Stack): readonly Diagnostic[] {
  return resourcesOf(stack, 'BucketPolicy').flatMap((resource) => {
    const bucket = bucketOf(stack, resource);
    const blocks = bucket === undefined ? false : blocksPublicPolicy(bucket);
    if (bucket === undefined || blocks === false || !isPublic(resource, stack)) return [];
    return [
      at(resource, {
        severity: blocks === true ? 'error' : 'warning',
        code: 'check.public-policy',
        path: '/document',
        message:
          blocks === true
            ? `${resource.address} is public, but ${bucket.address} declares blockPublicPolicy: true, so S3 rejects it`
            : `${resource.address} is public, but ${bucket.address} does not declare blockPublicPolicy, and a new bucket blocks public policies`,
        hint: `narrow the principals, or set publicAccessBlock.blockPublicPolicy: false in ${bucket.address}`,
      }),
    ];
  });
}

/** Tells whether a bucket blocks public policies. Undefined: not managed, and on for a new bucket. */
function blocksPublicPolicy({ spec }: Resource): boolean | undefined {
  const block = spec['publicAccessBlock'];
  const value = isMap(block) ? block['blockPublicPolicy'] : undefined;
  return typeof value === 'boolean' ? value : undefined;
}

function isPublic({ spec, place }: Resource, { settings }: Stack): boolean {
  const policy = policyAt(spec, 'document');
  if (policy === undefined) return false;
  const unconditional = policy.statements.filter(({ conditions }) => conditions.length === 0);
  return lintPolicy(
    { ...policy, statements: unconditional },
    { kind: 'bucket', account: place.account, partition: settings.partition, administrators: [] },
  ).some(({ code }) => code === 'policy.wildcard-principal');
}
