import { z } from 'zod';
import { s3 } from '../../../aws/services/s3.ts';
import type { Facet } from '../../../model/kind/facet.ts';
import type { Read } from '../../../model/kind/read.ts';
import { isWithin, pathOf } from '../../../model/path.ts';
import type { Subject } from '../../../model/subject.ts';
import { byCodeUnit, type Text } from '../../../model/tree.ts';
import { markOfSubject, type Tags } from '../marks.ts';
import { putEntries } from '../facet/put.ts';
import { describes, names } from '../policy/gates.ts';
import { tagsFacet, textsOf, wantedTags, type Tagged, type TagReads, type TagService } from '../tags.ts';

interface NamedBucket extends Tagged {
  readonly name: Text;
}

/** How S3 takes tags of a bucket: PutBucketTagging replaces all of them, so those of others are carried along. */
export const bucketTags: TagService<NamedBucket, TagReads> = {
  // What is left without our mark may be no tags at all, and S3 keeps no empty set of them.
  by: [s3.putBucketTagging, s3.deleteBucketTagging],
  change({ spec: { name: Bucket }, place }, set, gone, reads) {
    const all = Object.entries({ ...reads.tags, ...set }).filter(([key]) => !gone.includes(key));
    if (all.length === 0) return [s3.deleteBucketTagging(place, { Bucket })];
    return [s3.putBucketTagging(place, { Bucket, Tagging: { TagSet: tagSet(Object.fromEntries(all)) } })];
  },
  // The ARN of a bucket names no Region: the index of a Region lists its own.
  idsOf(arn) {
    const name = /^arn:[a-z-]+:s3:::([^/]+)$/u.exec(arn)?.[1];
    return name === undefined ? undefined : { name, arn };
  },
};

/** Converts tags to what S3 takes, in one order. So a plan and the run that follows it make the same call. */
export function tagSet(tags: Tags): readonly { readonly Key: string; readonly Value: string }[] {
  return Object.entries(tags)
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([Key, Value]) => ({ Key, Value }));
}

const Answer = z.object({
  TagSet: z.array(z.object({ Key: z.string(), Value: z.string().nullish() })).nullish(),
});

/** Not by the index: what PutBucketTagging puts back must be the latest. */
export const tags: Read<NamedBucket, Tags> = {
  trust: 'truth',
  asks: ['s3:GetBucketTagging'],
  call: (at) => s3.getBucketTagging(at.place, { Bucket: at.spec.name }),
  parse: (answer) =>
    Object.fromEntries((Answer.parse(answer).TagSet ?? []).map(({ Key, Value }) => [Key, Value ?? ''])),
  instead: { NoSuchTagSet: {} },
};

/** Each write carries our tags and our mark, whatever an answer that lags behind may have left out. */
export const bucketTagsFacet: Facet<NamedBucket, TagReads> = tagsFacet(bucketTags, {
  about:
    'Tags of the manifest and default tags of the Stack. One call replaces all; tags of others are sent back unchanged.',
  ungated: [describes('/tags'), names('/name')],
  // Our mark stays, so there are always some.
  put: putEntries([s3.putBucketTagging], ({ set, gone }, { at, reads }) =>
    bucketTags.change(at, { ...ownTags(at), ...textsOf(set), ...markOfSubject(at) }, gone, reads),
  ),
});

/** Returns the tags that this manifest sets, less those that it leaves to others. */
function ownTags(at: Subject<NamedBucket>): Tags {
  const quiet = at.metadata.ignore.map(({ path }) => path);
  const wanted = Object.entries(textsOf(wantedTags(at) ?? {}));
  return Object.fromEntries(
    wanted.filter(([key]) => !quiet.some((path) => isWithin(pathOf(['tags', key]), path))),
  );
}
