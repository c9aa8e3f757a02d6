import { z } from 'zod';
import type { Call, Place } from '../model/call.ts';
import type { Subject } from '../model/kind.ts';
import { addressTag, markOf, stackTag, type Settings } from '../model/resource.ts';
import { callOf } from './call.ts';

type Tags = Readonly<Record<string, string>>;

/** The index answers for every kind at once, so a pass asks it once a place. */
export function indexCall(place: Place, settings: Settings): Call {
  return callOf('tagging:GetResources', place, {
    ResourceTypeFilters: ['kms:key', 's3', 'cloudtrail:trail'],
    TagFilters: [{ Key: stackTag, Values: [markOf(settings)] }],
  });
}

const Tagged = z.object({
  ResourceTagMappingList: z
    .array(
      z.object({
        ResourceARN: z.string(),
        Tags: z.array(z.object({ Key: z.string(), Value: z.string().nullish() })).nullish(),
      }),
    )
    .nullish(),
});

/** What the index lists: ARNs with their tags. */
export function indexed(answer: unknown): readonly { readonly arn: string; readonly tags: Tags }[] {
  return (Tagged.parse(answer).ResourceTagMappingList ?? []).map(({ ResourceARN, Tags }) => ({
    arn: ResourceARN,
    tags: Object.fromEntries((Tags ?? []).map(({ Key, Value }) => [Key, Value ?? ''])),
  }));
}

/** The tags of one ARN, if the index lists it. */
export function indexedTags(answer: unknown, arn: string | undefined): Tags | undefined {
  return indexed(answer).find((one) => one.arn === arn)?.tags;
}

/** The two tags that say whose a thing is. */
export function markOfSubject(at: Pick<Subject<unknown>, 'settings' | 'address'>): Tags {
  return { [stackTag]: markOf(at.settings), [addressTag]: at.address };
}

/** Live tags without our marks and without those AWS keeps for itself. */
export function foreignTags(live: Tags): Tags {
  return Object.fromEntries(
    Object.entries(live).filter(([key]) => key !== stackTag && key !== addressTag && !key.startsWith('aws:')),
  );
}
