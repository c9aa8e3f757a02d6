import { z } from 'zod';
import type { Call, Place } from '../../model/call.ts';
import type { Subject } from '../../model/subject.ts';
import { addressTag, markOf, stackTag, type Settings } from '../../model/resource.ts';
import { tagging } from '../../aws/services/tagging.ts';
import { rowWhere } from './rows.ts';

/** Tags by their keys. */
export type Tags = Readonly<Record<string, string>>;

/** Builds the call to the index. It answers for every kind at once, so a pass asks it once a place. */
export function indexCall(place: Place, settings: Settings): Call {
  return tagging.getResources(place, {
    ResourceTypeFilters: ['kms:key', 's3', 'cloudtrail:trail'],
    TagFilters: [{ Key: stackTag, Values: [markOf(settings)] }],
  });
}

const Row = z.object({
  ResourceARN: z.string(),
  Tags: z.array(z.object({ Key: z.string(), Value: z.string().nullish() })).nullish(),
});

const Tagged = z.object({ ResourceTagMappingList: z.array(Row).nullish() });

interface Indexed {
  readonly arn: string;
  readonly tags: Tags;
}

/** Extracts what the index lists: ARNs with their tags. */
export function indexed(answer: unknown): readonly Indexed[] {
  return (Tagged.parse(answer).ResourceTagMappingList ?? []).map(fromRow);
}

/** Returns the tags of one ARN, if the index lists it. */
export function indexedTags(answer: unknown, arn: string | undefined): Tags | undefined {
  const row = rowWhere(answer, 'ResourceTagMappingList', 'ResourceARN', arn);
  return row === undefined ? undefined : fromRow(Row.parse(row)).tags;
}

function fromRow({ ResourceARN, Tags }: z.infer<typeof Row>): Indexed {
  return {
    arn: ResourceARN,
    tags: Object.fromEntries((Tags ?? []).map(({ Key, Value }) => [Key, Value ?? ''])),
  };
}

/** Builds the two tags that say whose a thing is. */
export function markOfSubject(at: Pick<Subject<unknown>, 'settings' | 'address'>): Tags {
  return { [stackTag]: markOf(at.settings), [addressTag]: at.address };
}

/** Filters live tags: without our marks and without those AWS keeps for itself. */
export function foreignTags(live: Tags): Tags {
  return Object.fromEntries(
    Object.entries(live).filter(([key]) => key !== stackTag && key !== addressTag && !key.startsWith('aws:')),
  );
}
