import type * as Sts from '@aws-sdk/client-sts';
import { callsOf, type Operations } from './calls.ts';
import { perSecond } from './operation.ts';

/**
 * AWS STS. AssumeRole is sent by the credentials below the port; its row serves the quota and the
 * generated policy. A repeated one gives a second session, which does no harm.
 */

const rate = perSecond(
  'IAM User Guide, IAM and STS quotas: shared by AssumeRole, GetCallerIdentity and others',
);
const shared = { name: 'sts', ...rate(600) } as const;

export const stsOperations = {
  // Everybody may ask who they are.
  GetCallerIdentity: { access: 'read', quota: shared, always: { Account: 'text', Arn: 'text' }, iam: [] },
  AssumeRole: {
    access: 'write',
    quota: shared,
    always: { 'Credentials.AccessKeyId': 'text', 'Credentials.SecretAccessKey': 'text' },
  },
} as const satisfies Operations<typeof Sts>;

export const sts = callsOf<typeof Sts, keyof typeof stsOperations>('sts', stsOperations);
