import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policyTrees } from '../../../policy/arbitraries.test-helper.ts';
import { comparePolicies, policyText, printPolicy } from '../../../policy/index.ts';
import { isMap } from '../../../model/tree.ts';
import { asWritten } from './as-written.ts';
import { policyComparator, policyOf } from './facet.ts';

const closed = {
  Sid: 'Closed',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:PutObject',
  Resource: 'arn:aws:s3:::b/*',
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};
const reads = {
  Action: ['s3:GetObject'],
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:role/app' },
  Resource: 'arn:aws:s3:::b/*',
  Sid: 'Reads',
};
const document = { Statement: [closed, reads], Version: '2012-10-17', Id: 'x' };

describe('a document is sent as it is written', () => {
  // Terraform and others compare texts: {"AWS":"*"} in place of "*" is a change that nobody made.
  it('keeps "*" as a principal, single values, lists of one, and the order of elements', () => {
    expect(policyText(document)).toBe(JSON.stringify(document));
  });

  it('puts numbers and booleans in quotes, as the services give them back', () => {
    const numbers = {
      Statement: [{ Condition: { Bool: { a: false }, NumericLessThan: { b: [3600, 1.5] } } }],
    };
    expect(policyText(numbers)).toBe(
      '{"Statement":[{"Condition":{"Bool":{"a":"false"},"NumericLessThan":{"b":["3600","1.5"]}}}]}',
    );
  });

  it('gives the text of what AWS has yet to assign, marked as such', () => {
    expect(policyText({ Resource: { $unknown: '${Key/a.arn}' } })).toEqual({
      $unknown: '{"Resource":"${Key/a.arn}"}',
    });
  });

  it('keeps the spelling of a statement that is written beside its successor', () => {
    const live = {
      ...document,
      Statement: [closed, { ...reads, Action: 's3:ListBucket', Resource: 'arn:aws:s3:::b' }],
    };
    const union = policyComparator.widest(live, document);
    expect(isMap(union) ? union['Statement'] : undefined).toEqual(expect.arrayContaining([closed, reads]));
  });

  it('changes the meaning of no document', () => {
    fc.assert(
      fc.property(policyTrees(), policyTrees(), (one, other) => {
        const policy = policyOf(one);
        if (policy === undefined) return;
        const written = asWritten(printPolicy(policy), [other, one]);
        const again = policyOf(written);
        expect(again === undefined ? 'refused' : comparePolicies(again, policy)).toBe('identical');
        expect(written['Statement']).toEqual(
          Array.isArray(one['Statement']) ? one['Statement'] : [one['Statement']],
        );
      }),
    );
  });
});
