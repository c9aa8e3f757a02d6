import { describe, expect, it } from 'vitest';
import type { OpName } from '../model/call.ts';
import type { ErrorCode } from '../model/errors/index.ts';
import { afterRetries, classify, type TransportError } from './classify.ts';
import { knownOps, operationOf } from './operations.ts';
import { here } from './scripted.test-helper.ts';

interface Row {
  readonly op: OpName;
  readonly name: string;
  readonly status?: number;
  readonly code: ErrorCode;
  readonly why: string;
}

function errorOf(name: string, status: number | undefined, sent = true): TransportError {
  return { is: 'error', name, message: 'text', sent, ...(status === undefined ? {} : { status }) };
}

const rows: readonly Row[] = [
  {
    op: 'kms:CreateKey',
    name: 'ThrottlingException',
    status: 400,
    code: 'aws.throttled',
    why: 'KMS throttles with 400',
  },
  {
    op: 'iam:GetRole',
    name: 'Throttling',
    status: 400,
    code: 'aws.throttled',
    why: 'so does IAM, by another name',
  },
  {
    op: 'tagging:GetResources',
    name: 'ThrottledException',
    status: 429,
    code: 'aws.throttled',
    why: 'and the Tagging API',
  },
  {
    op: 's3:GetBucketPolicy',
    name: 'SlowDown',
    status: 503,
    code: 'aws.throttled',
    why: 'S3 means its rate, not an outage',
  },
  {
    op: 'kms:PutKeyPolicy',
    name: 'LimitExceededException',
    status: 400,
    code: 'aws.limit-exceeded',
    why: 'the policy is too long for ever',
  },
  {
    op: 'kms:DescribeKey',
    name: 'KMSInternalException',
    status: 500,
    code: 'aws.transient',
    why: 'an outage',
  },
  { op: 's3:GetBucketPolicy', name: 'Unheard', status: 502, code: 'aws.transient', why: 'any 5xx' },
  { op: 'kms:DescribeKey', name: 'ECONNRESET', code: 'aws.transient', why: 'the network' },
  { op: 'kms:DescribeKey', name: 'TimeoutError', code: 'aws.timeout', why: 'our own deadline' },
  {
    op: 's3:HeadBucket',
    name: 'NotFound',
    status: 404,
    code: 'aws.not-found',
    why: 'HEAD answers without a body',
  },
  {
    op: 's3:HeadBucket',
    name: 'Unknown',
    status: 403,
    code: 'aws.forbidden',
    why: 'the SDK finds no name in an empty body',
  },
  {
    op: 's3:HeadBucket',
    name: 'Unknown',
    status: 301,
    code: 'aws.wrong-region',
    why: 'the same for another Region',
  },
  {
    op: 's3:GetBucketPolicy',
    name: 'PermanentRedirect',
    status: 301,
    code: 'aws.wrong-region',
    why: 'with a body',
  },
  {
    op: 'kms:DescribeKey',
    name: 'AccessDeniedException',
    status: 400,
    code: 'aws.forbidden',
    why: 'KMS says 400',
  },
  { op: 's3:GetBucketPolicy', name: 'AccessDenied', status: 403, code: 'aws.forbidden', why: 'S3 says 403' },
  {
    op: 'kms:DescribeKey',
    name: 'ExpiredTokenException',
    status: 400,
    code: 'aws.credentials',
    why: 'sign in again',
  },
  {
    op: 'kms:DescribeKey',
    name: 'CredentialsProviderError',
    code: 'aws.credentials',
    why: 'no credentials at all',
  },
  {
    op: 'kms:EnableKey',
    name: 'KMSInvalidStateException',
    status: 400,
    code: 'aws.invalid-state',
    why: 'state of the key',
  },
  {
    op: 'kms:CreateAlias',
    name: 'AlreadyExistsException',
    status: 400,
    code: 'aws.already-exists',
    why: 'name taken',
  },
  {
    op: 's3:PutObject',
    name: 'PreconditionFailed',
    status: 412,
    code: 'aws.precondition',
    why: 'another holds the lease',
  },
  {
    op: 's3:PutBucketPolicy',
    name: 'OperationAborted',
    status: 409,
    code: 'aws.conflict',
    why: 'another change is under way',
  },
  {
    op: 's3:PutBucketPolicy',
    name: 'MalformedPolicy',
    status: 400,
    code: 'aws.malformed-policy',
    why: 'S3 spells it so',
  },
  {
    op: 'cloudtrail:CreateTrail',
    name: 'InsufficientS3BucketPolicyException',
    status: 400,
    code: 'aws.prerequisite',
    why: 'the bucket must let CloudTrail in',
  },
  {
    op: 'kms:DescribeKey',
    name: 'NotImplemented',
    status: 501,
    code: 'aws.not-implemented',
    why: 'the embedded AWS',
  },
  {
    op: 'kms:DescribeKey',
    name: 'NeverHeardOf',
    status: 400,
    code: 'aws.invalid',
    why: 'the status speaks for it',
  },
  { op: 'kms:DescribeKey', name: 'NeverHeardOf', code: 'aws.unexpected', why: 'nothing speaks for it' },
  {
    op: 'kms:ListKeys',
    name: 'SyntaxError',
    status: 200,
    code: 'aws.odd-answer',
    why: 'a success that was cut off',
  },
  {
    op: 'kms:ListKeys',
    name: 'SyntaxError',
    status: 404,
    code: 'aws.odd-answer',
    why: 'a page of a proxy says nothing of what is there',
  },
];

it.each(rows)('$op: $name ($status) is $code: $why', ({ op, name, status, code }) => {
  expect(classify(errorOf(name, status), { op, at: here, input: {} }).code).toBe(code);
});

it('never looks at the text', () => {
  const error = {
    ...errorOf('ValidationException', 400),
    message: 'Rate exceeded: AccessDenied, Throttling',
  };
  expect(classify(error, { op: 'kms:CreateKey', at: here, input: {} }).code).toBe('aws.invalid');
});

describe('the effect of a write', () => {
  it.each([
    { name: 'TimeoutError', status: undefined, sent: true, unknown: true, why: 'no answer came' },
    { name: 'ECONNRESET', status: undefined, sent: true, unknown: true, why: 'the answer was lost' },
    { name: 'ECONNREFUSED', status: undefined, sent: false, unknown: undefined, why: 'it never left' },
    { name: 'KMSInternalException', status: 500, sent: true, unknown: true, why: 'it broke inside AWS' },
    { name: 'ThrottlingException', status: 400, sent: true, unknown: undefined, why: 'refused at the door' },
    { name: 'SlowDown', status: 503, sent: true, unknown: undefined, why: 'refused at the door' },
    { name: 'AccessDeniedException', status: 400, sent: true, unknown: undefined, why: 'refused' },
    { name: 'SyntaxError', status: 200, sent: true, unknown: true, why: 'the answer was cut off' },
    { name: 'SyntaxError', status: 400, sent: true, unknown: true, why: 'the page is not AWS’s' },
    { name: 'RequestTimeout', status: 400, sent: true, unknown: true, why: 'S3 gave up reading' },
  ])('is in doubt after $name ($status): $unknown, $why', ({ name, status, sent, unknown }) => {
    expect(
      classify(errorOf(name, status, sent), { op: 'kms:CreateKey', at: here, input: {} }).effectUnknown,
    ).toBe(unknown);
    expect(
      classify(errorOf(name, status, sent), { op: 'kms:DescribeKey', at: here, input: {} }).effectUnknown,
    ).toBeUndefined();
  });
});

it('says how long a principal that AWS does not know yet is worth waiting for', () => {
  const error = errorOf('MalformedPolicyDocumentException', 400);
  expect(classify(error, { op: 'kms:PutKeyPolicy', at: here, input: {} }).propagatesWithin).toBe(120_000);
  expect(classify(error, { op: 'kms:TagResource', at: here, input: {} }).propagatesWithin).toBeUndefined();
});

// A key is found for its alias, and an alias for its update: either may be younger than what KMS sees.
it('names the creating calls after which KMS may not find what an alias needs yet', () => {
  const error = { is: 'error', name: 'NotFoundException', message: 'not found', sent: true } as const;
  const from = (op: 'kms:UpdateAlias' | 'kms:CreateAlias'): unknown =>
    classify(error, { op, at: here, input: {} }).propagatesFrom;
  expect(from('kms:CreateAlias')).toEqual(['kms:CreateKey', 'kms:ReplicateKey']);
  expect(from('kms:UpdateAlias')).toEqual(['kms:CreateKey', 'kms:ReplicateKey', 'kms:CreateAlias']);
});

it('takes a page of HTML with status 500 for a missing operation only when retries are over', () => {
  const failure = classify(errorOf('SyntaxError', 500), { op: 'kms:GetKeyLastUsage', at: here, input: {} });
  expect(failure.class).toBe('transient');
  expect(afterRetries(failure)).toMatchObject({ code: 'aws.not-implemented', class: 'terminal' });
});

it('knows every error name that the rows of the operations speak of', () => {
  const named = knownOps.flatMap((op) => {
    const row = operationOf(op);
    const names = [
      ...(row.alreadySo ?? []),
      ...(row.alreadySoOnRepeat ?? []),
      ...Object.keys(row.propagating ?? {}),
    ];
    return names.map((name) => ({
      op,
      name,
      code: classify(errorOf(name, undefined), { op, at: here, input: {} }).code,
    }));
  });
  expect(named.filter(({ code }) => code === 'aws.unexpected')).toEqual([]);
});
