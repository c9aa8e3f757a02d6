import type * as Iam from '@aws-sdk/client-iam';
import { minute } from '../../model/instant.ts';
import { callsOf, type Operations } from './calls.ts';
import { after, contended, perSecond, type Always, type Operation } from './operation.ts';
import { role } from './resource.ts';

/** IAM inline role policies: one control plane an account, eventually consistent within seconds. */

const rate = perSecond('AWS publishes no rate for IAM; one control plane an account: a guess', 'guess');

function read(always: Always): Operation {
  return { access: 'read', quota: rate(15), resource: role, global: true, always };
}

const write: Operation = { ...read({}), access: 'write', quota: rate(5) };

export const iamOperations = {
  GetRole: read({ 'Role.Arn': 'text', 'Role.CreateDate': 'text' }),
  GetRolePolicy: read({ PolicyDocument: 'document' }),
  PutRolePolicy: {
    ...write,
    // The role was read just before: it is young, or was written a moment ago.
    propagating: {
      NoSuchEntityException: after(minute, 'iam:PutRolePolicy'),
      ConcurrentModificationException: contended(minute),
    },
  },
  DeleteRolePolicy: { ...write, alreadySo: ['NoSuchEntityException'] },
} as const satisfies Operations<typeof Iam>;

export const iam = callsOf<typeof Iam, keyof typeof iamOperations>('iam', iamOperations);
