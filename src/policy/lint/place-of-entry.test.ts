import { expect, it } from 'vitest';
import type { Tree } from '../../model/tree.ts';
import { account, app, contextFor, partner, rootStatement } from './lint.test-helper.ts';
import { policyOf } from '../arbitraries.test-helper.ts';
import { lintPolicy } from './index.ts';
import { placeOfEntry } from './place-of-entry.ts';

const actions = '/Statement/0/Action';

it.each<{ readonly when: string; readonly document: Tree; readonly entry: string; readonly at: string }>([
  {
    when: 'an entry of a list',
    document: { Statement: [{ Action: ['kms:Sign', 'kms:Verify'] }] },
    entry: 'kms:Verify',
    at: `${actions}/1`,
  },
  {
    when: 'an entry in another case',
    document: { Statement: [{ Action: ['kms:Sign', 'kms:Verify'] }] },
    entry: 'kms:verify',
    at: `${actions}/1`,
  },
  {
    when: 'the only statement',
    document: { Statement: { Action: ['kms:Sign', 'kms:Verify'] } },
    entry: 'kms:Verify',
    at: `${actions}/1`,
  },
  {
    when: 'an entry without a list',
    document: { Statement: [{ Action: 'kms:Sign' }] },
    entry: 'kms:Sign',
    at: actions,
  },
  {
    when: 'an entry that is written in another form',
    document: { Statement: [{ Action: ['kms:Sign'] }] },
    entry: 'kms:Verify',
    at: actions,
  },
])('points at $at for $when', ({ document, entry, at }) => {
  expect(placeOfEntry(document, actions, entry)).toBe(at);
});

/** Lints a key policy whose second statement is this one, and lists the paths of the findings below the statement. */
function pathsIn(statement: Record<string, Tree>): readonly string[] {
  const document = {
    Version: '2012-10-17',
    Statement: [rootStatement, { Sid: 'Use', Effect: 'Allow', Resource: '*', ...statement }],
  };
  return lintPolicy(policyOf(document), { ...contextFor('key'), document, at: '/policy' }).map(
    ({ path = '' }) => path.replace('/policy/Statement/1/', ''),
  );
}

it.each<{ readonly finding: string; readonly statement: Record<string, Tree>; readonly at: string }>([
  {
    finding: 'an unknown action',
    statement: { Principal: { AWS: app }, Action: ['kms:Sign', 'kms:Sing'] },
    at: 'Action/1',
  },
  {
    finding: 'everybody beside others',
    statement: { Principal: { AWS: [app, '*'] }, Action: 'kms:Sign' },
    at: 'Principal/AWS/1',
  },
  {
    finding: 'an action that has no effect for another account',
    statement: { Principal: { AWS: partner }, Action: ['kms:Sign', 'kms:DisableKey'] },
    at: 'Action/1',
  },
  {
    finding: 'an account that is no account ID',
    statement: {
      Principal: { Service: ['logs.eu-central-1.amazonaws.com', 'sns.amazonaws.com'] },
      Action: 'kms:Decrypt',
      Condition: { StringEquals: { 'aws:SourceAccount': account, 'kms:CallerAccount': [account, '12'] } },
    },
    at: 'Condition/StringEquals/kms:CallerAccount/1',
  },
  {
    finding: 'a wildcard without an operator that reads it',
    statement: {
      Principal: { AWS: app },
      Action: 'kms:Decrypt',
      Condition: { StringEquals: { 'kms:EncryptionContext:app': ['shop', 'shop-*'] } },
    },
    at: 'Condition/StringEquals/kms:EncryptionContext:app/1',
  },
])('points a finding about $finding at its entry', ({ statement, at }) => {
  expect(pathsIn(statement)).toEqual([at]);
});
