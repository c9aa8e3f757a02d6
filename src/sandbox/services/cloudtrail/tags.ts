import { z } from 'zod';
import { byCodeUnit } from '../../../model/tree.ts';
import { operation, scopeOf, type Context, type Operations } from '../../operation.ts';
import { pageOf } from '../../page.ts';
import { refuse } from '../../refusal.ts';
import { requireAccess } from './access.ts';
import { putTrail, trailsOf } from './find.ts';
import { readTrailArn } from './names.ts';
import type { TrailRecord } from './records.ts';
import { requireTags, tagsInput } from './tag-rules.ts';

/** Finds a trail by ARN, in its home Region (CloudTrail API Reference, AddTags, ListTags). */
function tagged(context: Context, arn: string): TrailRecord {
  const { region } = readTrailArn(arn);
  const trail = trailsOf(context.world, context.request.account).find((one) => one.arn === arn);
  if (trail === undefined) refuse('ResourceNotFoundException', `Resource ${arn} is not found.`);
  if (region !== context.request.region) {
    refuse('InvalidHomeRegionException', `Trail ${arn} must be tagged from its home region ${region}`);
  }
  requireAccess(context, trail.arn);
  return trail;
}

const addTags = operation(
  'writes',
  z.object({ ResourceId: z.string('Member must not be null'), TagsList: tagsInput }),
  (context, input) => {
    const trail = tagged(context, input.ResourceId);
    putTrail(context, { ...trail, tags: requireTags(trail.tags, input.TagsList) });
    return undefined;
  },
);

/** Tags go by key, whatever value is given; one that is not there is no error (guess). */
const removeTags = operation(
  'writes',
  z.object({ ResourceId: z.string('Member must not be null'), TagsList: tagsInput }),
  (context, input) => {
    const trail = tagged(context, input.ResourceId);
    const gone = new Set(input.TagsList.map(({ Key }) => Key));
    putTrail(context, { ...trail, tags: trail.tags.filter(({ Key }) => !gone.has(Key)) });
    return undefined;
  },
);

const listTags = operation(
  'reads',
  z.object({ ResourceIdList: z.array(z.string()).min(1).max(20), NextToken: z.string().optional() }),
  (context, input) => {
    const entries = input.ResourceIdList.toSorted(byCodeUnit).map((arn) => {
      const { tags } = tagged(context, arn);
      return [arn, { ResourceId: arn, TagsList: tags }] as const;
    });
    const page = pageOf(entries, {
      listing: `cloudtrail/ListTags/${scopeOf(context.request)}`,
      limit: context.pageSize,
      marker: input.NextToken,
      fail: () => refuse('InvalidTokenException', 'The token is not valid.'),
    });
    return { ResourceTagList: page.items, ...(page.next === undefined ? {} : { NextToken: page.next }) };
  },
);

export const tagOperations: Operations = { AddTags: addTags, RemoveTags: removeTags, ListTags: listTags };
