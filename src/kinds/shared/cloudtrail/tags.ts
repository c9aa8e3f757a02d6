import { z } from 'zod';
import { cloudtrail } from '../../../aws/services/cloudtrail.ts';
import type { Tags } from '../marks.ts';
import { tagsByIndex, type Tagged, type TagReads, type TagService } from '../tags.ts';
import { arnOf, type OfTrail } from './ids.ts';

/** How CloudTrail takes tags. */
export const trailTags: TagService<OfTrail & Tagged, TagReads> = {
  by: [cloudtrail.addTags, cloudtrail.removeTags],
  change(at, set, gone) {
    const ResourceId = arnOf(at);
    const TagsList = gone.map((Key) => ({ Key }));
    return [
      ...(Object.keys(set).length === 0
        ? []
        : [cloudtrail.addTags(at.place, { ResourceId, TagsList: tagList(set) })]),
      ...(gone.length === 0 ? [] : [cloudtrail.removeTags(at.place, { ResourceId, TagsList })]),
    ];
  },
  idsOf(arn, { region }) {
    const name = /:cloudtrail:[^:]*:\d{12}:trail\/(.+)$/u.exec(arn)?.[1];
    return name === undefined || arn.split(':')[3] !== region ? undefined : { name, arn };
  },
};

/** Converts tags to what CloudTrail takes. */
export function tagList(tags: Tags): readonly { readonly Key: string; readonly Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

const Answer = z.object({
  ResourceTagList: z
    .array(
      z.object({ TagsList: z.array(z.object({ Key: z.string(), Value: z.string().nullish() })).nullish() }),
    )
    .nullish(),
});

/** Extracts the tags that ListTags shows. */
export function tagsIn(answer: unknown): Tags {
  const list = (Answer.parse(answer).ResourceTagList ?? []).flatMap(({ TagsList }) => TagsList ?? []);
  return Object.fromEntries(list.map(({ Key, Value }) => [Key, Value ?? '']));
}

/** The tags of a trail. */
export const tags = tagsByIndex<OfTrail, Parameters<typeof cloudtrail.listTags>[1]>(
  arnOf,
  cloudtrail.listTags,
  (at) => ({ ResourceIdList: [arnOf(at)] }),
  tagsIn,
);
