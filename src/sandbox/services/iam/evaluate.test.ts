import { describe, expect, it } from 'vitest';
import type { Caller } from './caller.ts';
import type { Keys } from './variables.ts';
import { documentSchema } from './document.ts';
import { judgeResourcePolicy } from './evaluate.ts';

const account = '111122223333';
const root = `arn:aws:iam::${account}:root`;
const admin = `arn:aws:iam::${account}:role/admin`;
const caller: Caller = { type: 'role', arn: admin, principalArn: admin, account };
const rootUser: Caller = { type: 'root', arn: root, principalArn: root, account };
const chinese = admin.replace('aws', 'aws-cn');

interface Row {
  readonly why: string;
  readonly statement: object;
  readonly by?: Caller;
  readonly keys?: Keys;
  readonly version?: string;
  readonly verdict: object;
}

const denied = { denied: true, direct: false, delegated: false };
const nothing = { denied: false, direct: false, delegated: false };
const delegated = { ...nothing, delegated: true };
const direct = { ...nothing, direct: true };

describe('a resource policy of the embedded AWS', () => {
  it.each<Row>([
    {
      why: 'a Deny for all but the root hits a role of the account (IAM User Guide, NotPrincipal)',
      statement: { Effect: 'Deny', NotPrincipal: { AWS: root } },
      verdict: denied,
    },
    {
      why: 'a Deny for all but the root spares the root user',
      statement: { Effect: 'Deny', NotPrincipal: { AWS: root } },
      by: rootUser,
      verdict: nothing,
    },
    {
      why: 'a Deny for all but a role spares that role',
      statement: { Effect: 'Deny', NotPrincipal: { AWS: [root, admin] } },
      verdict: nothing,
    },
    {
      why: 'the root of the account lets IAM decide',
      statement: { Effect: 'Allow', Principal: { AWS: root } },
      verdict: delegated,
    },
    {
      why: 'the root of another partition is somebody else',
      statement: { Effect: 'Allow', Principal: { AWS: root } },
      by: { ...caller, arn: chinese, principalArn: chinese },
      verdict: nothing,
    },
    {
      why: 'the root of the caller’s own partition lets IAM decide',
      statement: { Effect: 'Allow', Principal: { AWS: root.replace('aws', 'aws-cn') } },
      by: { ...caller, arn: chinese, principalArn: chinese },
      verdict: delegated,
    },
    {
      why: 'a variable of a resource is filled in',
      statement: { Effect: 'Allow', Principal: '*', Resource: 'arn:aws:s3:::b/${aws:username}/*' },
      keys: { 'aws:username': 'ada' },
      verdict: direct,
    },
    {
      why: 'a variable without a value covers nothing',
      statement: { Effect: 'Allow', Principal: '*', Resource: 'arn:aws:s3:::b/${aws:username}*' },
      verdict: nothing,
    },
    {
      why: 'without a Version there are no variables',
      statement: { Effect: 'Allow', Principal: '*', Resource: 'arn:aws:s3:::b/${aws:username}/*' },
      keys: { 'aws:username': 'ada' },
      version: '2008-10-17',
      verdict: nothing,
    },
  ])('$why', ({ statement, by = caller, keys = {}, version = '2012-10-17', verdict }) => {
    const document = documentSchema.parse({
      Version: version,
      Statement: { Action: 's3:*', Resource: '*', ...statement },
    });
    const ask = { caller: by, action: 's3:GetObject', resource: 'arn:aws:s3:::b/ada/x', keys };
    expect(judgeResourcePolicy(document, ask)).toEqual(verdict);
  });
});
