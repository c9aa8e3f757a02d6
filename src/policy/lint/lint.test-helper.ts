import type { TreeMap } from '../../model/tree.ts';
import { policyOf } from '../arbitraries.test-helper.ts';
import type { PolicyKind } from '../document.ts';
import { lintPolicy, type LintContext } from './index.ts';

export const account = '111122223333';
export const root = `arn:aws:iam::${account}:root`;
export const app = `arn:aws:iam::${account}:role/App`;
export const partner = 'arn:aws:iam::444455556666:role/Partner';
export const rootStatement = {
  Sid: 'Root',
  Effect: 'Allow',
  Principal: { AWS: root },
  Action: 'kms:*',
  Resource: '*',
};
export const use = {
  Sid: 'Use',
  Effect: 'Allow',
  Principal: { AWS: app },
  Action: 'kms:Decrypt',
  Resource: '*',
};
export const put = {
  Sid: 'Put',
  Effect: 'Allow',
  Principal: { AWS: app },
  Action: 's3:PutObject',
  Resource: 'arn:aws:s3:::b/*',
};

export function contextFor(kind: PolicyKind): LintContext {
  return {
    kind,
    account,
    partition: 'aws',
    region: 'us-east-1',
    administrators: [`arn:aws:iam::${account}:role/Admin`],
  };
}

/** Returns the codes found; for a key policy a root statement stands first unless the row gives its own. */
export function found(kind: PolicyKind, statement: TreeMap, version = '2012-10-17'): readonly string[] {
  const statements = kind === 'key' ? [rootStatement, statement] : [statement];
  const policy = policyOf({ Version: version, Statement: statements });
  return lintPolicy(policy, contextFor(kind)).map(({ severity, code }) => `${severity} ${code}`);
}

export function condition(operator: string, key: string, value: TreeMap[string]): TreeMap {
  return { Condition: { [operator]: { [key]: value } } };
}
