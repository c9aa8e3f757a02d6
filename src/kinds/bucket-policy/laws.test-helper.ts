import type { DriftRow, KindLaws, Renaming } from '../../../test/support/kind-laws.ts';
import {
  everythingIn,
  liveStatements,
  makeAnew,
  noPlainHttp,
  ofOthers,
  putBucketPolicy,
  readers,
  sharedBucket,
  storeBucket,
  type Statement,
} from '../../../test/support/bucket-world.ts';
import { region } from '../../../test/support/estate.ts';
import type { Hand } from '../../../test/support/hand.ts';
import { documentYaml } from '../../../test/support/estate-facts.ts';
import { twoBuckets } from '../../../test/support/renamings.ts';

function statementIn(hand: Hand, sid: string): Statement {
  const found = liveStatements(hand, storeBucket)[sid];
  if (found === undefined) throw new Error(`no statement ${sid}`);
  return found as Statement;
}

const bucketPolicyRows: readonly DriftRow[] = [
  {
    covers: '/document',
    why: 'a statement for somebody else was added: taking it away protects',
    drift: (hand) =>
      putBucketPolicy(hand, storeBucket, statementIn(hand, 'NoPlainHttp'), statementIn(hand, 'Readers'), {
        ...readers(storeBucket, 'worker'),
        Sid: 'Intruder',
      }),
    address: 'BucketPolicy/store',
    path: '/document/Statement',
  },
  {
    covers: '/document',
    why: 'a Deny was taken out: putting it back protects',
    drift: (hand) => putBucketPolicy(hand, storeBucket, statementIn(hand, 'Readers')),
    address: 'BucketPolicy/store',
    path: '/document/Statement',
  },
  {
    covers: '/document',
    why: 'a reader was taken out, perhaps by an incident responder: giving access back waits',
    drift: (hand) =>
      putBucketPolicy(hand, storeBucket, noPlainHttp(storeBucket), readers(storeBucket, 'writer')),
    address: 'BucketPolicy/store',
    path: '/document/Statement/Readers/Principal/AWS',
    waitsFor: ['repair'],
  },
  {
    covers: '/document',
    why: 'a role was deleted and made again, so S3 shows AROA…: trusting the new one waits',
    drift: (hand) => makeAnew(hand, 'reader'),
    address: 'BucketPolicy/store',
    path: '/document/Statement/Readers/Principal/AWS',
    waitsFor: ['repair'],
  },
  {
    covers: '/document',
    why: 'deleted: giving access back waits',
    drift: (hand) => void hand.s3('DeleteBucketPolicy', { Bucket: storeBucket }),
    address: 'BucketPolicy/store',
    path: '/document',
    waitsFor: ['repair'],
  },
  {
    covers: '/ownership',
    why: 'our statement was weakened in a policy with several owners: only ours is put back',
    drift: (hand) =>
      putBucketPolicy(
        hand,
        sharedBucket,
        { ...ofOthers, Sid: 'TheirOther' },
        {
          ...noPlainHttp(sharedBucket),
          Action: 's3:PutObject',
          Resource: everythingIn(sharedBucket)[1] ?? '',
        },
      ),
    address: 'BucketPolicy/shared',
    path: '/document/Statement/NoPlainHttp',
  },
  {
    covers: '/bucket',
    why: 'the bucket was deleted and made again',
    drift(hand) {
      hand.s3('DeleteBucket', { Bucket: sharedBucket });
      const CreateBucketConfiguration = { LocationConstraint: region };
      hand.s3('CreateBucket', { Bucket: sharedBucket, CreateBucketConfiguration });
    },
    address: 'BucketPolicy/shared',
    path: '/document',
  },
];

function refuse(of: string): string {
  return `{ Sid: Tls, Effect: Deny, Principal: "*", Action: s3:GetObject, Resource: 'arn:aws:s3:::${of}/*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }`;
}

function policyOf(of: string): string {
  return documentYaml(
    'BucketPolicy',
    'name: a',
    `bucket: ${of}, document: { Version: '2012-10-17', Statement: [${refuse(of)}] }`,
  );
}

const renamings: readonly Renaming[] = [
  {
    changed: 'the bucket of a policy',
    address: 'BucketPolicy/a',
    before: [policyOf('one-logs')],
    after: [policyOf('two-logs')],
    world: twoBuckets,
    forgotten: true,
    step: 'BucketPolicy/a#document',
  },
];

export const laws: KindLaws = {
  // Stands among those of its bucket.
  documents: '',
  renamings,
  drift: bucketPolicyRows,
  elsewhere: { specs: 'test/sim/estate-property.test.ts', gates: 'test/sim/closing.test.ts' },
};
