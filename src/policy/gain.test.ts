import { expect, it } from 'vitest';
import type { Tree } from '../model/tree.ts';
import { gainsOf } from './gain.ts';
import { noPolicy, type Policy } from './document.ts';
import { parsePolicy } from './parse.ts';

const app = 'arn:aws:iam::111122223333:role/app';
const lake = 'arn:aws:iam::111122223333:role/lake';

function policyOf(...statements: readonly Record<string, Tree>[]): Policy {
  const Statement = statements.map((one) => ({ Effect: 'Allow', Resource: '*', ...one }));
  const reading = parsePolicy({ Version: '2012-10-17', Statement });
  if (reading.is !== 'read') throw new Error('refused');
  return reading.policy;
}

const before = policyOf({ Principal: { AWS: app }, Action: ['kms:Decrypt', 'kms:GenerateDataKey'] });

it.each<{ when: string; after: Policy; gains: readonly (readonly [string | undefined, string])[] }>([
  { when: 'nothing changes', after: before, gains: [] },
  {
    when: 'another principal is named',
    after: policyOf({ Principal: { AWS: [app, lake] }, Action: ['kms:Decrypt', 'kms:GenerateDataKey'] }),
    gains: [[lake, 'kms:Decrypt, kms:GenerateDataKey']],
  },
  {
    when: 'another action is named',
    after: policyOf({ Principal: { AWS: app }, Action: ['kms:Decrypt', 'kms:Encrypt'] }),
    gains: [[app, 'kms:Encrypt']],
  },
  {
    when: 'a statement is only written otherwise',
    after: policyOf(
      { Principal: { AWS: app }, Action: 'kms:decrypt' },
      { Principal: { AWS: app }, Action: 'kms:GenerateDataKey' },
    ),
    gains: [],
  },
  { when: 'access is taken', after: policyOf({ Principal: { AWS: app }, Action: 'kms:Decrypt' }), gains: [] },
  {
    when: 'a service of AWS gets access',
    after: policyOf({ Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 'kms:Encrypt' }),
    gains: [],
  },
  {
    when: 'everybody gets access',
    after: policyOf({ Principal: '*', Action: 'kms:Decrypt' }),
    gains: [['*', 'kms:Decrypt']],
  },
])('lists who gains what when $when', ({ after, gains }) => {
  expect(gainsOf(before, after).map(({ principal, actions }) => [principal, actions.join(', ')])).toEqual(
    gains,
  );
});

it('lists what the role gains when a role policy comes', () => {
  expect(gainsOf(noPolicy, policyOf({ Action: 's3:GetObject' }))).toEqual([
    { principal: undefined, actions: ['s3:GetObject'] },
  ]);
});
