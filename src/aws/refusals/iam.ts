import type { iamOperations } from '../services/iam.ts';
import { apply, check, plan, schema, type Refusals } from './refusal.ts';

/** IAM API Reference, errors of each operation. */

export const iamCommon: Refusals = {
  AccessDenied: [apply('an IAM policy or an organization does not allow the call')],
  ConcurrentModificationException: [apply('another change of the role is under way')],
  NoSuchEntityException: [
    plan('missing', 'the role does not exist: Keywright does not create roles'),
    apply('the role was deleted after the plan was made, or is a moment old'),
  ],
  ServiceFailureException: [apply('IAM does not answer')],
  UnmodifiableEntityException: [apply('the role belongs to an AWS service')],
};

export const iamRefusals = {
  PutRolePolicy: {
    LimitExceededException: [
      schema('policy.too-large', 'a policy of more than 10,240 characters'),
      check('check.role-policies', 'all inline policies of the role have more than 10,240 characters'),
    ],
    MalformedPolicyDocumentException: [
      schema('policy.effect', 'an Effect that is neither Allow nor Deny'),
      schema('policy.unknown-action', 'an action of a service that does not exist'),
      schema('policy.foreign-resource', 'a resource of another partition'),
      schema('policy.principal-element', 'a principal, which a policy of a role cannot name'),
    ],
  },
  DeleteRolePolicy: { LimitExceededException: [apply('too many changes at once')] },
} satisfies Partial<Record<keyof typeof iamOperations, Refusals>>;
