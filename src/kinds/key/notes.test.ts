import { expect, it } from 'vitest';
import type { Subject } from '../../model/subject.ts';
import { unmanagedAccess } from './notes.ts';
import type { KeySpecOf } from './schema.ts';

const account = '111122223333';
const at = {
  settings: { name: 'shop', uid: 'u1', accounts: [{ id: account }] },
  spec: {},
  metadata: { state: 'present' },
} as unknown as Subject<KeySpecOf>;

it.each([
  { grantee: `arn:aws:iam::${account}:role/app`, isOpened: true },
  { grantee: 'arn:aws:iam::999988887777:role/stranger', isOpened: true },
  { grantee: 'arn:aws:iam::999988887777:role/aws-service-role/autoscaling.amazonaws.com/x', isOpened: true },
  { grantee: `arn:aws:iam::${account}:role/aws-service-role/autoscaling.amazonaws.com/x`, isOpened: false },
  { grantee: `arn:aws:sts::${account}:assumed-role/aws:ec2-infrastructure/i-0`, isOpened: false },
  { grantee: 'dynamodb.eu-central-1.amazonaws.com', isOpened: false },
])('counts a grant to $grantee as opened: $isOpened', ({ grantee, isOpened }) => {
  const grant = { GrantId: '0123456789', GranteePrincipal: grantee, Operations: ['Decrypt'] };
  const { foreign, opened } = unmanagedAccess([grant], at);
  expect(foreign).toHaveLength(1);
  expect(opened).toEqual(isOpened ? foreign : []);
});

it('knows nothing of who has access when AWS does not show the grants', () => {
  expect(unmanagedAccess(undefined, at).opened).toBe('unread');
});
