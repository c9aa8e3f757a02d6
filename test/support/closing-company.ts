import type { Address } from '../../src/model/address.ts';
import { holdTag, addressTag, stackTag } from '../../src/model/resource.ts';
import {
  bucket,
  stranger,
  strangerRole,
  policyOf,
  keyStatements,
  type ClosingWorld,
  type Declared,
  type Document,
} from './closing-world.ts';
import { account } from './estate.ts';
import { keyIds } from './estate-facts.ts';

const west = 'eu-west-1';

/** What waits, is held or is broken beside the drift, and must neither stop its removal nor be done by the way. */
export interface Company {
  readonly what: string;
  /** What somebody does besides. */
  readonly does?: (world: ClosingWorld) => void;
  /** What Git says besides. `opened`: the addresses that drift opens. */
  readonly git?: (declared: Declared, opened: readonly Address[]) => Declared;
  /** A hold on what is opened, or a dispute about it: of the account's own roles and of settings nothing is removed then. */
  readonly holds?: true;
}

function withDocument(declared: Declared, address: string, document: Document): Declared {
  return { ...declared, documents: { ...declared.documents, [address]: document } };
}

function withSpec(declared: Declared, address: string, more: Document['spec'], metadata = {}): Declared {
  const before = declared.documents[address] ?? { spec: {} };
  return withDocument(declared, address, {
    metadata: { ...before.metadata, ...metadata },
    spec: { ...before.spec, ...more },
  });
}

function hold({ hand }: ClosingWorld, KeyId: string): void {
  hand.kms('TagResource', { KeyId, Tags: [{ TagKey: holdTag, TagValue: 'incident 42' }] });
}

function rootOnly(...more: readonly object[]): Document['spec'] {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Root',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
      ...more,
    ],
  };
}

const evil = {
  Sid: 'Evil',
  Effect: 'Allow',
  Principal: { AWS: strangerRole },
  Action: 'kms:*',
  Resource: '*',
};

interface Tag {
  readonly Key: string;
  readonly Value: string;
}

function tagBucket({ hand }: ClosingWorld, change: (tags: readonly Tag[]) => readonly Tag[]): void {
  const { TagSet } = hand.s3('GetBucketTagging', { Bucket: bucket }) as { TagSet: readonly Tag[] };
  hand.s3('PutBucketTagging', { Bucket: bucket, Tagging: { TagSet: change(TagSet) } });
}

function trailArn({ hand }: ClosingWorld): string {
  const { Trail } = hand.cloudtrail('GetTrail', { Name: 'audit' }) as { Trail: { TrailARN: string } };
  return Trail.TrailARN;
}

export const companies: readonly Company[] = [
  {
    what: 'a replica of the key waits for approval',
    git: (declared) =>
      withDocument(declared, 'ReplicaKey/data', {
        spec: { primary: { ref: 'Key/data' }, region: west, policy: policyOf([...keyStatements, evil]) },
      }),
  },
  {
    what: 'another key is held, and Git changes it',
    does(world) {
      hold(world, world.other);
    },
    git: (declared) => withSpec(declared, 'Key/other', { description: 'second' }),
  },
  {
    what: 'what is opened is held',
    holds: true,
    does(world) {
      hold(world, world.data);
      tagBucket(world, (tags) => [...tags, { Key: holdTag, Value: 'incident 42' }]);
      const TagsList = [{ Key: holdTag, Value: 'incident 42' }];
      world.hand.cloudtrail('AddTags', { ResourceId: trailArn(world), TagsList });
    },
  },
  {
    what: 'a second key carries the mark of the key',
    holds: true,
    does({ hand, data }) {
      const { Tags } = hand.kms('ListResourceTags', { KeyId: data }) as { Tags: readonly object[] };
      hand.kms('CreateKey', { Tags });
    },
  },
  {
    what: 'another key is in mode approve, and Git changes it',
    git: (declared) => withSpec(declared, 'Key/other', { description: 'second' }, { mode: 'approve' }),
  },
  {
    what: 'another key is in mode observe, and Git changes it',
    git: (declared) => withSpec(declared, 'Key/other', { description: 'second' }, { mode: 'observe' }),
  },
  {
    what: 'the caps are reached',
    does({ hand, other }) {
      hand.kms('PutKeyPolicy', {
        KeyId: other,
        PolicyName: 'default',
        Policy: JSON.stringify(rootOnly()),
      });
    },
    git: (declared) => ({ ...declared, stack: { ...declared.stack, caps: { count: 0, percent: 0 } } }),
  },
  {
    what: 'the Stack waits that trusts the stranger',
    git: (declared) =>
      withSpec({ ...declared, stack: { ...declared.stack, trustedAccounts: [stranger] } }, 'Key/other', {
        policy: rootOnly(evil),
      }),
  },
  {
    what: 'the Stack waits that releases everything',
    git: (declared) =>
      withSpec(
        { ...declared, stack: { ...declared.stack, release: ['widen', 'disable', 'repair'] } },
        'Key/other',
        { policy: rootOnly(evil) },
      ),
  },
  {
    what: 'the run is asked for what is opened alone',
    git: (declared, opened) => ({
      ...withSpec(declared, 'Key/other', { description: 'second' }),
      scope: { is: 'some', targets: opened, exclude: [] },
    }),
  },
  {
    what: 'another key is excluded that Git changes',
    git: (declared) => ({
      ...withSpec(declared, 'Key/other', { description: 'second' }),
      scope: { is: 'some', targets: [], exclude: ['Key/other'] },
    }),
  },
  {
    what: 'another key waits to be disabled',
    git: (declared) => withSpec(declared, 'Key/other', { enabled: false }),
  },
  {
    what: 'the key has a change that AWS cannot make',
    git: (declared) => withSpec(declared, 'Key/data', { multiRegion: false }),
  },
  {
    what: 'the marks are taken off',
    does(world) {
      world.hand.kms('UntagResource', { KeyId: world.data, TagKeys: [stackTag, addressTag] });
      tagBucket(world, (tags) => tags.filter(({ Key }) => Key !== stackTag && Key !== addressTag));
      const TagsList = [{ Key: stackTag }, { Key: addressTag }];
      world.hand.cloudtrail('RemoveTags', { ResourceId: trailArn(world), TagsList });
    },
  },
  {
    what: 'the manifest of another key is gone',
    git({ documents: { 'Key/other': _gone, ...documents }, ...rest }) {
      return { ...rest, documents };
    },
  },
];

/** Lists the parts of every company that wait and must not change. */
export function waiting({ estate, hand, other }: ClosingWorld): object {
  const { KeyMetadata } = hand.kms('DescribeKey', { KeyId: other }) as {
    KeyMetadata: { Description: string; KeyState: string };
  };
  const { Description, KeyState } = KeyMetadata;
  const { Policy } = hand.kms('GetKeyPolicy', { KeyId: other, PolicyName: 'default' });
  return { Description, KeyState, Policy, replicas: keyIds(estate, west).length };
}
