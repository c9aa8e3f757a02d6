import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AwsFailure, OpName } from '../../model/call.ts';
import type { ErrorCode } from '../../model/errors/index.ts';
import { failureHelp } from './failure.ts';
import type { Known } from './forbidden.ts';
import type { Surroundings } from './surroundings.ts';

const account = '111122223333';
const writer = `arn:aws:sts::${account}:assumed-role/keywright-write/payments`;
const sso = `arn:aws:sts::${account}:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/ada`;
const key = `arn:aws:kms:eu-central-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const reader = 'arn:aws:iam::444455556666:role/reader';

interface Row {
  readonly why: string;
  readonly op?: OpName;
  readonly code?: ErrorCode;
  readonly name?: string;
  readonly region?: string;
  readonly message: string;
  readonly needs?: AwsFailure['needs'];
  readonly here?: Partial<Surroundings>;
  readonly known?: Known;
}

const bare: Surroundings = {
  profiles: [],
  files: ['~/.aws/config', '~/.aws/credentials'],
  set: new Set(),
  endpointOf: () => undefined,
};
const both = [
  { name: 'dev', signsIn: 'sso' },
  { name: 'prod', signsIn: 'login' },
] as const;

const forbidden: readonly Row[] = [
  {
    why: 'an action without a resource, in a call that needs two',
    op: 'kms:CreateKey',
    needs: { actions: ['kms:CreateKey', 'kms:TagResource'] },
    message: `User: ${writer} is not authorized to perform: kms:TagResource on resource: * because no identity-based policy allows the kms:TagResource action`,
  },
  {
    why: 'a key: its policy must allow it too',
    op: 'kms:PutKeyPolicy',
    needs: { actions: ['kms:PutKeyPolicy'], resource: key },
    message: `User: ${writer} is not authorized to perform: kms:PutKeyPolicy on resource: ${key} because no identity-based policy allows the kms:PutKeyPolicy action`,
  },
  {
    why: 'a key policy that names nobody',
    op: 'kms:DescribeKey',
    needs: { actions: ['kms:DescribeKey'], resource: key },
    message: `User: ${writer} is not authorized to perform: kms:DescribeKey on resource: ${key} because no resource-based policy allows the kms:DescribeKey action`,
  },
  {
    why: 'a key of another account, or none',
    op: 'kms:DescribeKey',
    message: `User: ${writer} is not authorized to perform: kms:DescribeKey on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
  },
  {
    why: 'a person of IAM Identity Center',
    op: 's3:GetBucketPolicy',
    needs: { actions: ['s3:GetBucketPolicy'], resource: 'arn:aws:s3:::logs' },
    message: `User: ${sso} is not authorized to perform: s3:GetBucketPolicy on resource: "arn:aws:s3:::logs" because no resource-based policy allows the s3:GetBucketPolicy action`,
  },
  {
    why: 'an SCP',
    op: 'kms:DisableKey',
    message: `User: ${writer} is not authorized to perform: kms:DisableKey on resource: ${key} with an explicit deny in a service control policy: arn:aws:organizations::777788889999:policy/o-abc/service_control_policy/p-123`,
  },
  {
    why: 'a deny in the key policy',
    op: 'kms:DisableKey',
    message: `User: ${writer} is not authorized to perform: kms:DisableKey on resource: ${key} with an explicit deny in a resource-based policy`,
  },
  {
    why: 'a boundary',
    op: 'kms:DisableKey',
    message: `User: ${writer} is not authorized to perform: kms:DisableKey on resource: ${key} because no permissions boundary allows the kms:DisableKey action`,
  },
  {
    why: 'S3, which says nothing',
    op: 's3:PutBucketEncryption',
    needs: { actions: ['s3:PutEncryptionConfiguration'], resource: 'arn:aws:s3:::logs' },
    message: 'Access Denied',
  },
  {
    why: 'a role that may not be assumed',
    op: 'sts:GetCallerIdentity',
    message: `User: ${writer} is not authorized to perform: sts:AssumeRole on resource: ${reader}`,
  },
  {
    why: 'a role that asks for an external id',
    op: 'sts:GetCallerIdentity',
    known: { externalIdOf: () => 'tenant-7' },
    message: `User: arn:aws:iam::${account}:user/ops/ci is not authorized to perform: sts:AssumeRole on resource: ${reader}`,
  },
];

const credentials: readonly Row[] = [
  {
    why: 'nothing anywhere',
    name: 'CredentialsProviderError',
    message: 'Could not load credentials from any providers',
    here: {},
  },
  {
    why: 'half a key, and profiles to choose from',
    name: 'CredentialsProviderError',
    message: 'Could not load credentials from any providers',
    here: { set: new Set(['AWS_ACCESS_KEY_ID', 'AWS_EC2_METADATA_DISABLED']), profiles: both },
  },
  {
    why: 'a profile that is not there',
    name: 'CredentialsProviderError',
    message: 'Could not resolve credentials using profile: [prd] in configuration/credentials file(s).',
    here: { profile: 'prd', profiles: both },
  },
  {
    why: 'a session of IAM Identity Center that ended',
    name: 'CredentialsProviderError',
    message:
      'The SSO session associated with this profile has expired. To refresh this SSO session run `aws sso login` with the corresponding profile.',
    here: { profile: 'dev', profiles: both },
  },
  {
    why: 'a session of aws login that ended',
    name: 'CredentialsProviderError',
    message: 'Failed to refresh token: Error. Please re-authenticate using `aws login`',
    here: { profile: 'prod', profiles: both },
  },
  {
    why: 'a session in variables that ended',
    name: 'ExpiredToken',
    message: 'The security token included in the request is expired',
    here: { set: new Set(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) },
  },
  { why: 'a session that ended under way', name: 'ExpiredTokenException', message: 'expired' },
  {
    why: 'a key AWS does not know',
    name: 'InvalidClientTokenId',
    message: 'The security token included in the request is invalid.',
    here: { set: new Set(['AWS_ACCESS_KEY_ID']) },
  },
  {
    why: 'a region that is not on by itself',
    name: 'UnrecognizedClientException',
    message: 'The security token included in the request is invalid.',
    region: 'eu-south-2',
    here: { profile: 'dev', profiles: both },
  },
  {
    why: 'a secret of another key',
    name: 'SignatureDoesNotMatch',
    message: 'The request signature we calculated does not match the signature you provided.',
  },
  {
    why: 'a clock that is behind',
    name: 'InvalidSignatureException',
    message:
      'Signature expired: 20261102T090000Z is now earlier than 20261102T091500Z (20261102T092000Z - 5 min.)',
  },
  {
    why: 'a clock that is ahead',
    name: 'SignatureDoesNotMatch',
    message:
      'Signature not yet current: 20261102T094000Z is still later than 20261102T092500Z (20261102T092000Z + 5 min.)',
  },
  {
    why: 'a clock that S3 refuses',
    name: 'RequestTimeTooSkewed',
    message: 'The difference between the request time and the current time is too large.',
  },
];

const network: readonly Row[] = [
  {
    why: 'an endpoint of the command line',
    name: 'ECONNREFUSED',
    message: 'connect ECONNREFUSED 127.0.0.1:4566',
    here: { endpointOf: () => ({ url: 'http://127.0.0.1:4566', from: '--endpoint' }) },
  },
  {
    why: 'an endpoint of a variable that was forgotten',
    name: 'ECONNREFUSED',
    message: 'connect ECONNREFUSED 127.0.0.1:4566',
    here: { endpointOf: () => ({ url: 'http://127.0.0.1:4566', from: 'AWS_ENDPOINT_URL_STS' }) },
  },
  {
    why: 'a region that does not exist',
    name: 'ENOTFOUND',
    region: 'eu-cental-1',
    message: 'getaddrinfo ENOTFOUND sts.eu-cental-1.amazonaws.com',
    here: {},
  },
  {
    why: 'a proxy that is not there',
    name: 'ECONNREFUSED',
    message: 'connect ECONNREFUSED 10.0.0.8:3128',
    here: { proxy: { url: 'http://10.0.0.8:3128', from: 'HTTPS_PROXY' } },
  },
  {
    why: 'a proxy that wants a password',
    name: 'ERR_PROXY_TUNNEL',
    message:
      'Failed to establish tunnel to sts.eu-central-1.amazonaws.com:443 via http://10.0.0.8:3128/: HTTP/1.1 407 Proxy Authentication Required',
    here: { proxy: { url: 'http://10.0.0.8:3128', from: 'https_proxy' } },
  },
  {
    why: 'a proxy that refuses the host',
    name: 'ERR_PROXY_TUNNEL',
    message:
      'Failed to establish tunnel to sts.eu-central-1.amazonaws.com:443 via http://10.0.0.8:3128/: HTTP/1.1 403 Forbidden',
  },
  {
    why: 'a proxy that inspects TLS',
    name: 'SELF_SIGNED_CERT_IN_CHAIN',
    message: 'self-signed certificate in certificate chain',
  },
  {
    why: 'a certificate that is too old',
    name: 'CERT_HAS_EXPIRED',
    message: 'certificate has expired',
  },
  {
    why: 'a certificate of another host',
    name: 'ERR_TLS_CERT_ALTNAME_INVALID',
    message: "Hostname/IP does not match certificate's altnames",
  },
  {
    why: 'a FIPS endpoint that does not exist',
    name: 'ENOTFOUND',
    op: 'tagging:GetResources',
    message: 'getaddrinfo ENOTFOUND tagging-fips.eu-central-1.amazonaws.com',
    here: { fips: true },
  },
  { why: 'a network that is silent', name: 'TimeoutError', message: 'no answer within 15 seconds' },
];

function told(row: Row, code: ErrorCode): string {
  const { why, op = 'sts:GetCallerIdentity', name = 'AccessDeniedException', message, needs, region } = row;
  const failure: AwsFailure = {
    code: row.code ?? code,
    class: 'forbidden',
    name,
    message,
    op,
    at: { account, region: region ?? 'eu-central-1' },
    ...(needs === undefined ? {} : { needs }),
  };
  const here = row.here === undefined ? undefined : { ...bare, ...row.here };
  return [
    `## ${why}`,
    `${op}: ${name}: ${message}`,
    ...failureHelp(failure, here, row.known).map((line) => `  ${line}`),
    '',
  ].join('\n');
}

describe('help where AWS refused', () => {
  it('is as exact as what is known', () => {
    const text = [
      '# Forbidden',
      ...forbidden.map((row) => told(row, 'aws.forbidden')),
      '# Credentials',
      ...credentials.map((row) => told(row, 'aws.credentials')),
      '# Network',
      ...network.map((row) => told(row, 'aws.transient')),
    ].join('\n');
    const file = join(import.meta.dirname, 'failure.golden.txt');
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, text);
    else expect(text).toBe(existsSync(file) ? readFileSync(file, 'utf8') : 'missing: UPDATE_GOLDEN=1');
  });

  it('gives statements that are JSON, also where they are wrapped at spaces', () => {
    const statements = forbidden
      .flatMap((row) => told(row, 'aws.forbidden').split('\n'))
      .filter((line) => line.startsWith('  {'));
    expect(statements.length).toBeGreaterThan(8);
    for (const line of statements)
      expect(JSON.parse(line.trim().replaceAll(' ', '\n'))).toMatchObject({ Effect: 'Allow' });
  });
});
