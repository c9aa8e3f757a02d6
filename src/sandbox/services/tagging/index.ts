import { bucketArn } from '../s3/access.ts';
import { z } from 'zod';
import { operation, scopeOf, type Context, type Operations } from '../../operation.ts';
import { byCodeUnit } from '../../../model/tree.ts';
import { pageOf } from '../../page.ts';
import { callerOf } from '../iam/caller.ts';
import { judgeIdentity } from '../iam/evaluate.ts';
import { callerKeys } from '../iam/global-keys.ts';
import { refuse } from '../../refusal.ts';

/** Resource Groups Tagging API Reference, GetResources. */
const mostPerPage = 100;

interface Tag {
  readonly Key: string;
  readonly Value: string;
}

interface Tagged {
  readonly arn: string;
  readonly type: string;
  readonly tags: readonly Tag[];
}

const filterInput = z.object({
  Key: z.string().min(1).max(128),
  Values: z.array(z.string().max(256)).max(20).default([]),
});

const getResources = operation(
  'reads',
  z.object({
    TagFilters: z.array(filterInput).max(50).default([]),
    ResourceTypeFilters: z.array(z.string()).default([]),
    ResourcesPerPage: z.int().min(1).max(mostPerPage).optional(),
    PaginationToken: z.string().optional(),
    ResourceARNList: z.array(z.string()).max(100).default([]),
  }),
  (context, input) => {
    const caller = callerOf(context);
    const ask = { caller, action: 'tag:GetResources', resource: '*', keys: callerKeys(context, caller) };
    if (judgeIdentity(ask) !== 'allow') {
      refuse(
        'AccessDeniedException',
        `User: ${caller.arn} is not authorized to perform: tag:GetResources because no identity-based policy allows the tag:GetResources action`,
      );
    }
    const token = input.PaginationToken === '' ? undefined : input.PaginationToken;
    const filtered = input.TagFilters.length > 0 || input.ResourceTypeFilters.length > 0;
    if (
      input.ResourceARNList.length > 0 &&
      (filtered || token !== undefined || input.ResourcesPerPage !== undefined)
    ) {
      refuse('InvalidParameterException', 'ResourceARNList cannot be given together with filters or paging.');
    }
    const entries = tagged(context)
      .filter(
        (resource) => input.ResourceARNList.length === 0 || input.ResourceARNList.includes(resource.arn),
      )
      .filter((resource) => ofType(resource, input.ResourceTypeFilters))
      .filter((resource) => input.TagFilters.every((filter) => matches(resource, filter)))
      .map((resource) => [resource.arn, { ResourceARN: resource.arn, Tags: resource.tags }] as const);
    const shown = pageOf(entries, {
      listing: `tagging/${scopeOf(context.request)}/${JSON.stringify([input.TagFilters, input.ResourceTypeFilters])}`,
      limit: input.ResourceARNList.length > 0 ? mostPerPage : (input.ResourcesPerPage ?? context.pageSize),
      marker: token,
      fail: () => refuse('InvalidParameterException', 'The pagination token is not valid.'),
    });
    return { PaginationToken: shown.next ?? '', ResourceTagMappingList: shown.items };
  },
);

/**
 * Lists all that the index knows in this account and Region, by ARN. It holds what is or was tagged: deleted
 * resources stay for hours (aws-sdk issues 676, 302; aws-cli issue 4173).
 */
function tagged(context: Context): readonly Tagged[] {
  const scope = scopeOf(context.request);
  const keys = context.world.list('key', scope).map(([, key]) => ({
    arn: key.arn,
    type: 'kms:key',
    tags: key.tags.map((tag) => ({ Key: tag.TagKey, Value: tag.TagValue })),
  }));
  const buckets = context.world
    .list('bucket', 'aws')
    .filter(
      ([, bucket]) => bucket.account === context.request.account && bucket.region === context.request.region,
    )
    .map(([, bucket]) => ({ arn: bucketArn(bucket), type: 's3:bucket', tags: bucket.tags ?? [] }));
  const trails = context.world
    .list('trail', scope)
    .map(([, trail]) => ({ arn: trail.arn, type: 'cloudtrail:trail', tags: trail.tags }));
  const live = [...keys, ...buckets, ...trails];
  const known = new Set(live.map((resource) => resource.arn));
  const ghosts = context.world
    .list('ghost', scope)
    .map(([, ghost]) => ghost)
    .filter((ghost) => context.stale && !known.has(ghost.arn) && ghost.until > context.now);
  return [...live, ...ghosts]
    .filter((resource) => resource.tags.length > 0)
    .sort((a, b) => byCodeUnit(a.arn, b.arn));
}

/** Returns true if the resource is of one of the types. `kms` means every type of the service. */
function ofType(resource: Tagged, types: readonly string[]): boolean {
  return (
    types.length === 0 || types.some((type) => resource.type === type || resource.type.startsWith(`${type}:`))
  );
}

function matches(
  resource: Tagged,
  filter: { readonly Key: string; readonly Values: readonly string[] },
): boolean {
  return resource.tags.some(
    (tag) => tag.Key === filter.Key && (filter.Values.length === 0 || filter.Values.includes(tag.Value)),
  );
}

export const taggingOperations: Operations = { GetResources: getResources };
