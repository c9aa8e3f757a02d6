import type { Call } from '../../model/call.ts';
import { minute } from '../../model/instant.ts';
import type { Facet } from '../../model/kind.ts';
import { isWithin, pathOf } from '../../model/path.ts';
import { addressTag, stackTag } from '../../model/resource.ts';
import { byCodeUnit, isMap, type TreeMap } from '../../model/tree.ts';
import { s3 } from '../../aws/services/s3.ts';
import { describes, names } from '../shared/policy/gates.ts';
import { foreignTags, markOfSubject } from '../shared/marks.ts';
import type { At, BucketReads, Tags } from './reads.ts';
import type { BucketSpecOf } from './schema.ts';

type TagSet = readonly { readonly Key: string; readonly Value: string }[];

/** What is left without our mark may be no tags at all, and S3 keeps no empty set of them. */
export const markingCalls = ['s3:PutBucketTagging', 's3:DeleteBucketTagging'] as const;

/**
 * PutBucketTagging replaces every tag, so each write carries the tags of others, those of AWS (`aws:`, which
 * S3 wants back unchanged) and our mark, whatever an answer that lags behind may have left out.
 */
export const tagsFacet: Facet<BucketSpecOf, BucketReads> = {
  name: 'tags',
  about:
    'Tags of the manifest and default tags of the Stack; one call replaces all, and those of others go back as they were read.',
  root: '/tags',
  paths: ['/tags', '/name'],
  ungated: [describes('/tags'), names('/name')],
  reads: ['tags'],
  compare: 'record',
  want: (at) => wantedTags(at),
  seen: (reads) => (reads.tags === undefined ? undefined : foreignTags(reads.tags)),
  // Tags can give access where ABAC is on, so what goes comes last.
  half: (change) => (change.after === undefined ? 'contract' : 'expand'),
  legal: () => ({ is: 'now' }),
  // Our mark stays, so there are always some.
  calls: ['s3:PutBucketTagging'],
  write({ at, target, reads }) {
    const entries = isMap(target) ? target : {};
    const gone = Object.keys(entries).filter((key) => entries[key] === null);
    const all = { ...reads.tags, ...ownTags(at), ...textsOf(entries), ...markOfSubject(at) };
    return [putTags(at, without(all, gone))];
  },
  confirm: { equalReads: 2, withinMs: 2 * minute },
  repair: () => 'protective',
};

/** The Stack's default tags, then the bucket's own; `null` takes one away. */
function wantedTags({ settings, spec }: At): TreeMap | undefined {
  const wanted = { ...settings.tags, ...spec.tags };
  return spec.tags === undefined && Object.keys(wanted).length === 0 ? undefined : wanted;
}

/** The tags of a new bucket: its mark is there from the first moment. */
export function tagsAtBirth(at: At): TagSet {
  return tagSet({ ...textsOf(wantedTags(at) ?? {}), ...markOfSubject(at) });
}

export function markCalls(at: At, reads: Partial<BucketReads>): readonly Call[] {
  return [putTags(at, { ...reads.tags, ...markOfSubject(at) })];
}

export function unmarkCalls(at: At, reads: Partial<BucketReads>): readonly Call[] {
  return [putTags(at, without(reads.tags ?? {}, [stackTag, addressTag]))];
}

/** Tags that this manifest sets, less those that it leaves to others. */
function ownTags(at: At): Tags {
  const quiet = at.metadata.ignore.map(({ path }) => path);
  const wanted = Object.entries(textsOf(wantedTags(at) ?? {}));
  return Object.fromEntries(
    wanted.filter(([key]) => !quiet.some((path) => isWithin(pathOf(['tags', key]), path))),
  );
}

function textsOf(entries: TreeMap): Tags {
  return Object.fromEntries(
    Object.entries(entries).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
  );
}

function without(all: Tags, gone: readonly string[]): Tags {
  return Object.fromEntries(Object.entries(all).filter(([key]) => !gone.includes(key)));
}

function putTags(at: At, all: Tags): Call {
  const Bucket = at.spec.name;
  if (Object.keys(all).length === 0) return s3.deleteBucketTagging(at.place, { Bucket });
  return s3.putBucketTagging(at.place, { Bucket, Tagging: { TagSet: tagSet(all) } });
}

/** In one order, so that a plan and the run that follows it make the same call. */
function tagSet(all: Tags): TagSet {
  return Object.entries(all)
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([Key, Value]) => ({ Key, Value }));
}
