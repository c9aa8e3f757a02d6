import type { SandboxAnswer } from '../../../src/sandbox/sandbox.ts';
import type { Sandbox, SandboxService } from '../../../src/sandbox/sandbox.ts';
import { account, goodStack, resource, setOf } from '../harness/estate.ts';
import type { Mistake, Topic } from '../harness/mistake.ts';

const apply = ['apply', '--sandbox', '--yes'];
const plan = ['plan', '--sandbox'];

/** Lets AWS refuse every call of one operation. */
function refusing(
  call: string,
  name: string,
  status = 400,
  message = 'the words of AWS',
): (sandbox: Sandbox) => void {
  return always(call, () => ({ is: 'error', name, message, status }));
}

function always(call: string, answer: () => SandboxAnswer): (sandbox: Sandbox) => void {
  const [service = '', operation = ''] = call.split(':');
  return (sandbox) => {
    sandbox.faults.every({ service: service as SandboxService, operation }, answer);
  };
}

function onApply(
  name: string,
  call: string,
  refusal: string,
  files: Mistake['files'],
  status?: number,
): Mistake {
  return {
    name,
    argv: apply,
    aws: refusing(call, refusal, status),
    about: call,
    ...(files === undefined ? {} : { files }),
    writes: 'AWS refuses only once the apply is under way',
  };
}

const rotated = setOf(resource('Key', 'data', 'rotation: { enabled: true }'));
const policed = setOf(
  resource(
    'Key',
    'data',
    `policy:\n  Version: '2012-10-17'\n  Statement:\n    - { Sid: Root, Effect: Allow, Principal: { AWS: 'arn:aws:iam::${account}:root' }, Action: 'kms:*', Resource: '*' }`,
  ),
);
const bucket = setOf(resource('Bucket', 'data', 'name: the-data-bucket\nversioning: Enabled'));
const encrypted = setOf(
  resource(
    'BucketEncryption',
    'data',
    'bucket: the-data-bucket\nalgorithm: aws:kms\nkey: null\nbucketKey: true',
  ),
);
const trail = setOf(resource('Trail', 'audit', 'bucket: the-logs-bucket'));
const twoAccounts = {
  'manifests/stack.yaml': goodStack.replace(
    '  defaults:',
    "    - { id: '444455556666', regions: [eu-central-1] }\n  defaults:",
  ),
  'manifests/key.yaml':
    resource('Key', 'data', 'description: x') +
    '---\n' +
    resource('Key', 'other', 'description: x', "account: '444455556666'"),
};

const mistakes: readonly Mistake[] = [
  {
    name: 'credentials that AWS does not know',
    argv: plan,
    aws: refusing(
      'sts:GetCallerIdentity',
      'InvalidClientTokenId',
      403,
      'The security token included in the request is invalid.',
    ),
    about: 'InvalidClientTokenId',
  },
  {
    name: 'credentials that expired',
    argv: plan,
    aws: refusing(
      'sts:GetCallerIdentity',
      'ExpiredToken',
      403,
      'The security token included in the request is expired',
    ),
    about: 'ExpiredToken',
  },
  {
    name: 'a clock that is wrong',
    argv: plan,
    aws: refusing('sts:GetCallerIdentity', 'RequestTimeTooSkewed', 403),
    about: 'RequestTimeTooSkewed',
  },
  {
    name: 'credentials of another account',
    argv: plan,
    aws: always('sts:GetCallerIdentity', () => ({
      is: 'ok',
      output: { Account: '999988887777', Arn: 'arn:aws:iam::999988887777:user/bob', UserId: 'AIDA' },
    })),
    about: '999988887777',
  },
  {
    name: 'credentials of one of two accounts',
    argv: plan,
    files: twoAccounts,
    aws: always('sts:GetCallerIdentity', () => ({
      is: 'ok',
      output: { Account: account, Arn: `arn:aws:iam::${account}:role/admin`, UserId: 'AROA' },
    })),
    about: '444455556666',
  },
  {
    name: 'a network that is not there',
    argv: plan,
    aws: refusing(
      'sts:GetCallerIdentity',
      'ENOTFOUND',
      0,
      'getaddrinfo ENOTFOUND sts.eu-central-1.amazonaws.com',
    ),
    about: 'ENOTFOUND',
  },
  {
    name: 'a proxy that answers with a page',
    argv: plan,
    aws: refusing('sts:GetCallerIdentity', 'SyntaxError', 502, 'Unexpected token < in JSON'),
    about: 'SyntaxError',
  },

  onApply('a role that may not create keys', 'kms:CreateKey', 'AccessDeniedException', undefined),
  onApply('a rate that never ends', 'kms:CreateKey', 'ThrottlingException', undefined),
  onApply('an AWS that is down', 'kms:CreateKey', 'KMSInternalException', undefined, 500),
  onApply('a request that AWS does not take', 'kms:CreateKey', 'ValidationException', undefined),
  onApply('a policy that AWS does not take', 'kms:CreateKey', 'MalformedPolicyDocumentException', policed),
  onApply('a quota that is reached', 'kms:CreateKey', 'LimitExceededException', undefined),
  onApply('a key that cannot be rotated', 'kms:EnableKeyRotation', 'UnsupportedOperationException', rotated),
  onApply(
    'a key whose deletion somebody scheduled meanwhile',
    'kms:EnableKeyRotation',
    'KMSInvalidStateException',
    rotated,
  ),
  onApply('a key that somebody deleted meanwhile', 'kms:EnableKeyRotation', 'NotFoundException', rotated),
  onApply(
    'an operation that the endpoint does not know',
    'kms:EnableKeyRotation',
    'NotImplemented',
    rotated,
    501,
  ),
  onApply('an error that nobody knows', 'kms:EnableKeyRotation', 'TeapotException', rotated, 418),
  onApply('a key that an endpoint calls a duplicate', 'kms:CreateKey', 'AlreadyExistsException', undefined),
  onApply('a bucket name that another has', 's3:CreateBucket', 'BucketAlreadyExists', bucket, 409),
  onApply('a bucket that somebody else changes', 's3:PutBucketVersioning', 'OperationAborted', bucket, 409),
  onApply('a bucket of another Region', 's3:PutBucketEncryption', 'PermanentRedirect', encrypted, 301),
  onApply('a write that another was before', 's3:PutBucketEncryption', 'PreconditionFailed', encrypted, 412),
  onApply(
    'a trail that CloudTrail does not let write',
    'cloudtrail:CreateTrail',
    'InsufficientS3BucketPolicyException',
    trail,
  ),
  {
    name: 'an AWS that never answers',
    argv: plan,
    aws: (sandbox) => {
      sandbox.faults.every({ operation: 'GetCallerIdentity' }, 'never');
    },
    about: 'no answer',
  },
  {
    name: 'an answer without what it must hold',
    argv: apply,
    files: setOf(resource('Key', 'data', 'description: x\nrotation: { enabled: true }')),
    aws: always('kms:CreateKey', () => ({ is: 'ok', output: {} })),
    about: 'kms:CreateKey',
    writes: 'AWS answers only once the apply is under way',
  },

  {
    name: 'a role that may not read buckets',
    argv: plan,
    files: encrypted,
    aws: refusing('s3:GetBucketEncryption', 'AccessDenied', 403),
    about: 's3:GetBucketEncryption',
  },
  {
    name: 'a bucket that lives elsewhere',
    argv: plan,
    files: encrypted,
    aws: refusing('s3:GetBucketEncryption', 'PermanentRedirect', 301),
    about: 's3:GetBucketEncryption',
  },
];

/** What AWS answers when something is wrong: with the sandbox's faults. */
export const aws: Topic = { name: 'aws', mistakes };
