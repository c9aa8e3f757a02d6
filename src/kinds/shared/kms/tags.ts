import { z } from 'zod';
import { kms } from '../../../aws/services/kms.ts';
import { idOf } from '../../../model/kind/identity.ts';
import type { Subject } from '../../../model/subject.ts';
import type { Tags } from '../marks.ts';
import { tagsByIndex, type Tagged, type TagReads, type TagService } from '../tags.ts';

/** How KMS takes tags. */
export const keyTags: TagService<Tagged, TagReads> = {
  by: [kms.tagResource, kms.untagResource],
  // Tags first, then untag: the two calls are not atomic, and tags can give access (KMS Developer Guide, abac).
  change(at, set, gone) {
    const KeyId = idOf(at, 'keyId');
    return [
      ...(Object.keys(set).length === 0 ? [] : [kms.tagResource(at.place, { KeyId, Tags: tagList(set) })]),
      ...(gone.length === 0 ? [] : [kms.untagResource(at.place, { KeyId, TagKeys: gone })]),
    ];
  },
  idsOf(arn, { region }) {
    const keyId = arn.split(':key/')[1];
    return keyId === undefined || arn.split(':')[3] !== region ? undefined : { keyId, arn };
  },
  // KMS refuses tags while a deletion is pending (KMS Developer Guide, key-state).
  after: ['deletion'],
};

/** Converts tags to what KMS takes. */
export function tagList(tags: Tags): readonly { readonly TagKey: string; readonly TagValue: string }[] {
  return Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
}

const Answer = z.object({
  Tags: z.array(z.object({ TagKey: z.string(), TagValue: z.string().nullish() })).nullish(),
});

/** Extracts the tags that ListResourceTags shows. */
export function tagsIn(answer: unknown): Tags {
  return Object.fromEntries(
    (Answer.parse(answer).Tags ?? []).map(({ TagKey, TagValue }) => [TagKey, TagValue ?? '']),
  );
}

/** The tags of a key. */
export const tags = tagsByIndex<unknown, Parameters<typeof kms.listResourceTags>[1]>(
  (at) => at.ids['arn'],
  kms.listResourceTags,
  (at: Subject<unknown>) => ({ KeyId: idOf(at, 'keyId') }),
  tagsIn,
);
