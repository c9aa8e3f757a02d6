import { partitionOfRegion } from '../../../model/partition.ts';
import { z } from 'zod';
import { operation, scopeOf, type Context, type Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { parseDocument, statementsOf, type Document } from '../iam/document.ts';
import { shownDocument, storedDocument } from '../iam/principals.ts';
import { echoedDocument, jacksonText } from '../iam/echo.ts';
import { authorize, keyAccess } from './authorize.ts';
import { between, keyIdInput } from './input.ts';
import { page } from './listing.ts';
import type { KeyRecord } from './records.ts';
import { requireCustomerKey, resolveKey } from './resolve.ts';
import { requireState } from './state.ts';

/** Bytes (KMS Developer Guide, resource quotas: key policy document size). */
const policySize = 32_768;

export const policyInput = z
  .string('Member must not be null')
  .min(1, 'Member must have length greater than or equal to 1')
  // The characters a policy may hold (KMS API Reference, PutKeyPolicy, Policy).
  .regex(
    /^[\t\n\r\u0020-\u00ff]*$/u,
    'Member must satisfy regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u00FF]+',
  );

/** `AWS_RAM` is the other name there is; no key here is shared that way (KMS API Reference, GetKeyPolicy). */
const readPolicyNameInput = z
  .string()
  .regex(/^\w{1,128}$/u, 'Member must satisfy regular expression pattern: [\\w]+')
  .default('default');

const policyNameInput = z.literal('default', "PolicyName must be 'default'").default('default');

/** Returns the policy of a key that is created without one (KMS Developer Guide, default key policy). */
export function defaultKeyPolicy({
  account,
  region,
}: {
  readonly account: string;
  readonly region: string;
}): Document {
  return {
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: `arn:${partitionOfRegion(region)}:iam::${account}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  };
}

/**
 * Returns the document as KMS keeps it. It refuses what is too long or not a policy. It refuses what names principals
 * that do not exist, or would lock the caller out (KMS API Reference, PutKeyPolicy). It accepts a statement without
 * action or resource, which has no effect.
 */
export function acceptKeyPolicy(context: Context, key: KeyRecord, text: string, bypass: boolean): Document {
  if (Buffer.byteLength(text) > policySize) {
    refuse('LimitExceededException', `Policy exceeds the maximum size of ${String(policySize)} bytes.`);
  }
  const document = parseDocument(text);
  if (document === undefined) refuse('MalformedPolicyDocumentException', 'Policy document is not valid.');
  if (
    statementsOf(document).some(
      (statement) => statement.Principal === undefined && statement.NotPrincipal === undefined,
    )
  ) {
    refuse('MalformedPolicyDocumentException', 'Policy contains a statement with no principal.');
  }
  const stored = storedDocument(context, document);
  if ('unknown' in stored) {
    refuse(
      'MalformedPolicyDocumentException',
      'Policy contains a statement with one or more invalid principals.',
    );
  }
  const open = keyAccess(context, key, { action: 'PutKeyPolicy', policy: stored.document });
  if (!bypass && !open) {
    refuse(
      'MalformedPolicyDocumentException',
      'The new key policy will not allow you to update the key policy in the future.',
    );
  }
  return stored.document;
}

/** Returns the policy as GetKeyPolicy shows it: KMS's own formatting and order, deleted principals by unique id. */
export function shownKeyPolicy(context: Context, key: KeyRecord): string {
  return jacksonText(echoedDocument(shownDocument(context.world, key.policy)));
}

const getKeyPolicy = operation(
  'reads',
  z.object({ KeyId: keyIdInput, PolicyName: readPolicyNameInput }),
  (context, input) => {
    const key = resolveKey(context, input.KeyId, { forms: 'key', crossAccount: false });
    authorize(context, key);
    if (input.PolicyName !== 'default') refuse('NotFoundException', 'No such policy exists');
    return { Policy: shownKeyPolicy(context, key), PolicyName: 'default' };
  },
);

const putKeyPolicy = operation(
  'writes',
  z.object({
    KeyId: keyIdInput,
    PolicyName: policyNameInput,
    Policy: policyInput,
    BypassPolicyLockoutSafetyCheck: z.boolean().default(false),
  }),
  (context, input) => {
    const key = resolveKey(context, input.KeyId, { forms: 'key', crossAccount: false });
    requireCustomerKey(context, key);
    const bypass = input.BypassPolicyLockoutSafetyCheck;
    authorize(context, key, { keys: { 'kms:bypasspolicylockoutsafetycheck': String(bypass) } });
    requireState('PutKeyPolicy', key, context.now);
    const policy = acceptKeyPolicy(context, key, input.Policy, bypass);
    context.world.put('key', scopeOf(key), key.id, { ...key, policy });
    return undefined;
  },
);

const listKeyPolicies = operation(
  'reads',
  z.object({ KeyId: keyIdInput, Limit: between(1, 1000).optional(), Marker: z.string().optional() }),
  (context, input) => {
    const key = resolveKey(context, input.KeyId, { forms: 'key', crossAccount: false });
    authorize(context, key);
    return page(context, 'PolicyNames', [['default', 'default']], input, 1000);
  },
);

export const keyPolicyOperations: Operations = {
  GetKeyPolicy: getKeyPolicy,
  PutKeyPolicy: putKeyPolicy,
  ListKeyPolicies: listKeyPolicies,
};
