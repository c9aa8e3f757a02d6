import { expect, it } from 'vitest';
import { hour, minute } from '../../src/model/instant.ts';
import type { OpName } from '../../src/model/call.ts';
import type { Transport } from '../../src/aws/transport.ts';
import { createEstate, type Estate } from '../support/estate.ts';
import { policyFor, yamlOf } from '../support/gate-world.ts';
import { handOn, roleArn } from '../support/hand.ts';
import type { Documents } from '../support/kind-laws.ts';

interface Row {
  readonly op: OpName;
  readonly error: string;
  readonly when: string;
  /** Applied, and an hour old. */
  readonly before?: Documents;
  readonly documents: Documents;
  readonly ground?: (estate: Estate) => void;
  readonly tries: 'once' | 'again';
}

const name = 'the-data';
const bucket: Documents = { 'Bucket/data': { name } };
const policy: Documents = {
  'BucketPolicy/data': {
    bucket: name,
    ownership: 'statements',
    document: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Read',
          Effect: 'Allow',
          Principal: { AWS: roleArn('app') },
          Action: 's3:GetObject',
          Resource: `arn:aws:s3:::${name}/*`,
        },
      ],
    },
  },
};
const key: Documents = { 'Key/data': { rotation: { enabled: false } } };
const alias: Documents = { 'Alias/data': { name: 'alias/data', target: { ref: 'Key/data' } } };
const rolePolicy: Documents = {
  'RolePolicy/use': {
    role: 'worker',
    name: 'use',
    document: {
      Version: '2012-10-17',
      Statement: [
        { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${name}/*` },
      ],
    },
  },
};

function makeWorker(estate: Estate): void {
  handOn(estate).iam('CreateRole', {
    RoleName: 'worker',
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    }),
  });
}

const rows: readonly Row[] = [
  {
    op: 's3:PutBucketPolicy',
    error: 'NoSuchBucket',
    when: 'this apply makes the bucket',
    documents: { ...bucket, ...policy },
    tries: 'again',
  },
  {
    op: 's3:PutBucketPolicy',
    error: 'NoSuchBucket',
    when: 'the bucket is old',
    before: bucket,
    documents: { ...bucket, ...policy },
    tries: 'once',
  },
  {
    op: 's3:PutBucketPolicy',
    error: 'MalformedPolicy',
    when: 'this apply makes the bucket, and the role is old',
    documents: { ...bucket, ...policy },
    tries: 'once',
  },
  {
    op: 'kms:CreateAlias',
    error: 'NotFoundException',
    when: 'this apply makes the key',
    documents: { ...key, ...alias },
    tries: 'again',
  },
  {
    op: 'kms:CreateAlias',
    error: 'NotFoundException',
    when: 'the key is old',
    before: key,
    documents: { ...key, ...alias },
    tries: 'once',
  },
  {
    op: 'kms:EnableKeyRotation',
    error: 'DisabledException',
    when: 'this apply writes another part of the old key',
    before: { 'Key/data': { rotation: { enabled: false } } },
    documents: {
      'Key/data': { rotation: { enabled: true }, description: 'new', policy: policyFor(['app']) },
    },
    tries: 'once',
  },
  {
    op: 'kms:EnableKeyRotation',
    error: 'DisabledException',
    when: 'this apply enables the key',
    before: { 'Key/data': { enabled: false } },
    documents: { 'Key/data': { enabled: true, rotation: { enabled: true } } },
    tries: 'again',
  },
  {
    op: 'iam:PutRolePolicy',
    error: 'NoSuchEntityException',
    when: 'the role is a moment old',
    documents: rolePolicy,
    ground: makeWorker,
    tries: 'again',
  },
  {
    op: 'iam:PutRolePolicy',
    error: 'NoSuchEntityException',
    when: 'the role is old',
    before: key,
    documents: { ...key, ...rolePolicy },
    ground: makeWorker,
    tries: 'once',
  },
];

function refusing({ op, error }: Row): (inner: Transport) => Transport {
  return (inner) => ({
    send: (request) =>
      request.op === op
        ? Promise.resolve({ is: 'error', name: error, message: 'no', status: 400, sent: true })
        : inner.send(request),
  });
}

// Nothing is tried for a minute that cannot come true.
it.each(rows)('tries $op $tries after $error when $when', async (row) => {
  const estate = createEstate({ principals: [roleArn('app')] });
  await estate.advance(hour);
  if (row.before !== undefined) {
    row.ground?.(estate);
    const made = await estate.apply(yamlOf(row.before), { approve: 'shown' });
    expect(made.is).toBe('applied');
    await estate.advance(hour);
  } else row.ground?.(estate);
  const began = estate.clock.now();
  const answer = await estate.apply(yamlOf(row.documents), { approve: 'shown', transport: refusing(row) });
  const sent = answer.requests.filter(({ op }) => op === row.op).length;
  if (row.tries === 'once') {
    expect(sent).toBe(1);
    expect(estate.clock.now() - began).toBeLessThan(minute);
  } else expect(sent).toBeGreaterThan(2);
});
