import { describe, expect, it } from 'vitest';
import { day, hour, minute } from '../../src/model/instant.ts';
import { addressTag, holdTag, stackTag } from '../../src/model/resource.ts';
import { createEstate, endings, type Estate } from '../support/estate.ts';
import {
  applied,
  documentYaml,
  keyOf,
  keyYaml,
  makeKey,
  manifests,
  tagsOf,
} from '../support/estate-facts.ts';
import { roles } from '../support/family.ts';

const theirs = { [stackTag]: 'other/u9', [addressTag]: 'Key/z' };
const why = 'was tagged as Key/z of stack other/u9 after the plan';

function tagKey(estate: Estate, KeyId: string, tags: Readonly<Record<string, string>>): void {
  const Tags = Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
  estate.raw('kms', 'TagResource', { KeyId, Tags });
}

const Bucket = 'reread-marks';

function tagBucket(estate: Estate, tags: Readonly<Record<string, string>>): void {
  const TagSet = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  estate.raw('s3', 'PutBucketTagging', { Bucket, Tagging: { TagSet } });
}

function bucketTags(estate: Estate): Readonly<Record<string, string>> {
  const { TagSet } = estate.raw('s3', 'GetBucketTagging', { Bucket }) as {
    TagSet: readonly { readonly Key: string; readonly Value: string }[];
  };
  return Object.fromEntries(TagSet.map(({ Key, Value }) => [Key, Value]));
}

/** Lets a person read the plan for ten minutes, and meanwhile something happens. */
function meanwhile(estate: Estate, happens: () => void) {
  return {
    approve: 'shown',
    whileAsked: async () => {
      await estate.advance(10 * minute);
      happens();
      await estate.advance(minute);
    },
  } as const;
}

describe('a mark is read again before it is written', () => {
  it('does not adopt a key that another stack marked after the plan', async () => {
    const estate = createEstate({ principals: roles });
    const KeyId = makeKey(estate);
    await estate.advance(hour);
    const yaml = manifests([keyYaml({ name: 'a', metadata: `adopt: ${KeyId}` })]);
    const answer = await applied(
      estate,
      yaml,
      meanwhile(estate, () => {
        tagKey(estate, KeyId, theirs);
      }),
    );
    expect(endings(answer)['Key/a#adopt']).toContain(why);
    expect(tagsOf(estate, KeyId)).toEqual(theirs);
  });

  it('does not release a key that another stack marked after the plan', async () => {
    const estate = createEstate({ principals: roles });
    await estate.advance(hour);
    await applied(estate, manifests([keyYaml({ name: 'a' })]));
    await estate.advance(day);
    const KeyId = keyOf(estate, 'Key/a');
    const answer = await applied(
      estate,
      manifests([keyYaml({ name: 'a', metadata: 'state: released' })]),
      meanwhile(estate, () => {
        tagKey(estate, KeyId, theirs);
      }),
    );
    expect(endings(answer)['Key/a#release']).toContain(why);
    expect(tagsOf(estate, KeyId)).toMatchObject(theirs);
  });

  it.each([
    { what: 'the mark of another stack', tags: theirs },
    // PutBucketTagging replaces all tags: a call of before would take this one away.
    { what: 'a tag of somebody else', tags: { team: 'x' } },
  ])('leaves $what on a bucket that it was to adopt', async ({ tags }) => {
    const estate = createEstate({ principals: roles });
    const at = { LocationConstraint: 'eu-central-1' };
    estate.raw('s3', 'CreateBucket', { Bucket, CreateBucketConfiguration: at });
    await estate.advance(hour);
    const yaml = manifests([documentYaml('Bucket', 'name: b, adopt: true', `name: ${Bucket}`)]);
    const answer = await applied(
      estate,
      yaml,
      meanwhile(estate, () => {
        tagBucket(estate, tags);
      }),
    );
    expect(endings(answer)['Bucket/b#adopt']).toContain('stale');
    expect(bucketTags(estate)).toEqual(tags);
  });

  it('says done when somebody already took off the mark that it was to release', async () => {
    const estate = createEstate({ principals: roles });
    await estate.advance(hour);
    await applied(estate, manifests([keyYaml({ name: 'a' })]));
    await estate.advance(day);
    const KeyId = keyOf(estate, 'Key/a');
    const answer = await applied(
      estate,
      manifests([keyYaml({ name: 'a', metadata: 'state: released' })]),
      meanwhile(estate, () => {
        estate.raw('kms', 'UntagResource', { KeyId, TagKeys: [stackTag, addressTag] });
      }),
    );
    expect(endings(answer)).toEqual({ 'Key/a#release': 'done' });
    expect(answer.requests.filter(({ op }) => op === 'kms:UntagResource')).toEqual([]);
  });

  it('does not mark again a key on which a hold was set after the plan', async () => {
    const estate = createEstate({ principals: roles });
    await estate.advance(hour);
    const yaml = manifests([keyYaml({ name: 'a' })]);
    await applied(estate, yaml);
    await estate.advance(day);
    const KeyId = keyOf(estate, 'Key/a');
    estate.raw('kms', 'UntagResource', { KeyId, TagKeys: [stackTag, addressTag] });
    await estate.advance(hour);
    const answer = await applied(
      estate,
      yaml,
      meanwhile(estate, () => {
        tagKey(estate, KeyId, { [holdTag]: 'x' });
      }),
    );
    expect(endings(answer)['Key/a#mark']).toContain('keywright:hold');
  });
});
