import { describe, expect, it } from 'vitest';
import type { AwsFailure } from '../../model/call.ts';
import { severalHelp } from './several.ts';

const account = '111122223333';
const reader = `arn:aws:sts::${account}:assumed-role/reader/payments`;

function keyArn(index: number): string {
  return `arn:aws:kms:eu-central-1:${account}:key/${String(index)}`;
}

function denied(action: string, resource: string, rest = ''): AwsFailure {
  return {
    code: 'aws.forbidden',
    class: 'forbidden',
    name: 'AccessDeniedException',
    message: `User: ${reader} is not authorized to perform: ${action} on resource: ${resource}${rest}`,
    op: 'kms:GetKeyPolicy',
    at: { account, region: 'eu-central-1' },
  };
}

describe('help against many failures', () => {
  it('is one statement for all that one role lacks, and one pattern for many keys', () => {
    const few = [1, 2].map((index) => denied('kms:GetKeyPolicy', keyArn(index)));
    expect(severalHelp([...few, denied('kms:ListGrants', keyArn(1))])).toEqual([
      'the role reader lacks kms:GetKeyPolicy, kms:ListGrants; add to one of its policies:',
      `{ "Effect": "Allow", "Action": ["kms:GetKeyPolicy", "kms:ListGrants"], "Resource": ["${keyArn(1)}", "${keyArn(2)}"] }`,
      'and each key policy must allow it too',
    ]);
    const many = Array.from({ length: 40 }, (_, index) => denied('kms:GetKeyPolicy', keyArn(index)));
    expect(severalHelp(many)[1]).toBe(
      `{ "Effect": "Allow", "Action": "kms:GetKeyPolicy", "Resource": "arn:aws:kms:eu-central-1:${account}:key/*" }`,
    );
  });

  it('says once what several have in common, and counts what is too much to tell', () => {
    const scp = ' with an explicit deny in a service control policy';
    const same = [1, 2].map((index) => denied('kms:GetKeyPolicy', keyArn(index), scp));
    expect(severalHelp(same)).toHaveLength(2);
    const different = Array.from({ length: 9 }, (_, index) => denied(`kms:Do${String(index)}`, '*', scp));
    expect(severalHelp(different).at(-1)).toBe('and 4 more reasons');
  });

  it('is nothing against nothing', () => {
    expect(severalHelp([])).toEqual([]);
  });
});
