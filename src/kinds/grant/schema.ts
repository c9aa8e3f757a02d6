import { servicePrincipal } from '../../model/partition.ts';
import { z } from 'zod';
import type { Unknown } from '../../model/tree.ts';
import { described, principalArn, ref, setOf, template } from '../shared/fields.ts';
import { keyIdOrArn } from '../key/schema.ts';

/** KMS API, CreateGrant: Operations. */
export const grantOperations = [
  'CreateGrant',
  'Decapsulate',
  'Decrypt',
  'DeriveSharedSecret',
  'DescribeKey',
  'Encapsulate',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'GenerateDataKeyWithoutPlaintext',
  'GenerateMac',
  'GetPublicKey',
  'ReEncryptFrom',
  'ReEncryptTo',
  'RetireGrant',
  'Sign',
  'Verify',
  'VerifyMac',
] as const;

/** Operations that take an encryption context; a constraint on it stops all others (KMS Developer Guide, grants). */
const withContext: readonly string[] = [
  'Decrypt',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncryptFrom',
  'ReEncryptTo',
];

/** Constraints are ignored for these, and CreateGrant passes them on (KMS API, GrantConstraints). */
const withoutContext: readonly string[] = ['CreateGrant', 'DescribeKey', 'RetireGrant'];

/** KMS has no call that changes a grant. */
const changes = 'yes: Keywright creates a new grant, then revokes the old one';

const principal = template(principalArn.max(256));

const service = template(
  z.string().max(256).regex(servicePrincipal, {
    error: 'must be the name of an AWS service, as in dynamodb.amazonaws.com',
  }),
);

const contextText = template(z.string().max(384));

/** Map of strings: at most 8 pairs of at most 384 characters (KMS API, GrantConstraints). */
const encryptionContext = z
  .record(z.string().min(1).max(384), contextText)
  .refine((pairs) => Object.keys(pairs).length > 0 && Object.keys(pairs).length <= 8, {
    error: 'must have one to eight pairs',
  });

const constraints = z
  .strictObject({
    encryptionContextEquals: described(encryptionContext.optional(), {
      description: 'Allows only requests with exactly this encryption context.',
      changes,
      examples: [{ tenant: 'blue' }],
      unset: 'any encryption context',
      limits: ['this or encryptionContextSubset, not both'],
    }),
    encryptionContextSubset: described(encryptionContext.optional(), {
      description: 'Allows only requests whose encryption context contains these pairs.',
      changes,
      examples: [{ tenant: 'blue' }],
      unset: 'any encryption context',
      limits: ['this or encryptionContextEquals, not both'],
    }),
    sourceArn: described(template(z.string().max(2048).startsWith('arn:')).optional(), {
      description: 'Allows only requests from an AWS service for this resource.',
      changes,
      examples: ['arn:aws:dynamodb:eu-central-1:111122223333:table/orders'],
      unset: 'requests for any resource',
    }),
  })
  .superRefine((value, context) => {
    if (value.encryptionContextEquals === undefined || value.encryptionContextSubset === undefined) return;
    context.addIssue({
      code: 'custom',
      path: ['encryptionContextSubset'],
      message: 'a grant accepts encryptionContextEquals or encryptionContextSubset, not both',
      input: value,
    });
  });

/** The spec of a Grant (KMS API, CreateGrant). A grant cannot be changed: another one takes its place. */
export const GrantSpecSchema = z
  .strictObject({
    key: ref({
      to: ['Key', 'ReplicaKey'],
      attribute: 'keyId',
      literal: keyIdOrArn,
      description: 'The key, in the Region of the grant. A key in another account needs its full ARN.',
      changes,
    }),
    granteePrincipal: described(principal.optional(), {
      description: 'The principal that gets access: the ARN of a role, a user or an account root.',
      changes,
      examples: ['arn:aws:iam::111122223333:role/app'],
      unset: 'granteeServicePrincipal gets access instead',
      limits: ['exactly one of this and granteeServicePrincipal'],
    }),
    granteeServicePrincipal: described(service.optional(), {
      description:
        'The AWS service that gets access. Requires constraints.sourceArn and a retiring principal.',
      changes,
      examples: ['dynamodb.amazonaws.com'],
      unset: 'granteePrincipal gets access instead',
      limits: ['exactly one of this and granteePrincipal'],
    }),
    retiringPrincipal: described(principal.optional(), {
      description: 'The principal that may retire the grant.',
      changes,
      examples: ['arn:aws:iam::111122223333:role/key-admin'],
      unset: 'none; the account of the key may still retire it',
      limits: ['this or retiringServicePrincipal, not both'],
    }),
    retiringServicePrincipal: described(service.optional(), {
      description: 'The AWS service that may retire the grant.',
      changes,
      examples: ['dynamodb.amazonaws.com'],
      unset: 'no service',
      limits: ['this or retiringPrincipal, not both'],
    }),
    operations: setOf(z.enum(grantOperations), {
      description: 'The operations that the grant allows.',
      changes,
      examples: [['Decrypt', 'GenerateDataKey']],
    }).min(1, { error: 'must have at least one operation' }),
    constraints: described(constraints.optional(), {
      description: 'Additional conditions on requests.',
      changes,
      unset: 'none: the grantee may use the key for any request',
      examples: [{ encryptionContextEquals: { tenant: 'blue' } }],
    }),
  })
  .superRefine((spec, context) => {
    const issue = (path: readonly string[], message: string): void => {
      context.addIssue({ code: 'custom', path: [...path], message, input: spec });
    };
    for (const [who, one, other] of [
      ['grantee', 'granteePrincipal', 'granteeServicePrincipal'],
      ['retiring principal', 'retiringPrincipal', 'retiringServicePrincipal'],
    ] as const) {
      if (spec[one] !== undefined && spec[other] !== undefined)
        issue([other], `a grant has one ${who}: ${one} or ${other}, not both`);
    }
    if (spec.granteePrincipal === undefined && spec.granteeServicePrincipal === undefined)
      issue([], 'the grant has no grantee: set granteePrincipal or granteeServicePrincipal');
    const retiring = spec.retiringPrincipal ?? spec.retiringServicePrincipal;
    if (spec.granteeServicePrincipal !== undefined && spec.constraints?.sourceArn === undefined)
      issue(['granteeServicePrincipal'], 'a grant to an AWS service needs constraints.sourceArn');
    if (spec.granteeServicePrincipal !== undefined && retiring === undefined)
      issue(
        ['granteeServicePrincipal'],
        'a grant to an AWS service needs retiringPrincipal or retiringServicePrincipal',
      );
    if (contextOf(spec.constraints) === undefined) return;
    spec.operations.forEach((operation, index) => {
      if (withContext.includes(operation) || withoutContext.includes(operation)) return;
      issue(
        ['operations', String(index)],
        `${operation} has no encryption context, so a constraint on it cannot match`,
      );
    });
  });

type Pairs = Readonly<Record<string, string | Unknown>>;

function contextOf(
  constraints:
    | {
        readonly encryptionContextEquals?: Pairs | undefined;
        readonly encryptionContextSubset?: Pairs | undefined;
      }
    | undefined,
): Pairs | undefined {
  return constraints?.encryptionContextEquals ?? constraints?.encryptionContextSubset;
}

export type GrantSpecOf = z.infer<typeof GrantSpecSchema>;
