import { z } from 'zod';
import { refuse } from '../../refusal.ts';
import type { KeyRecord } from './records.ts';
import { keyIdInput, oneOf } from './input.ts';

const symmetric = [
  'Encrypt',
  'Decrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'ReEncryptFrom',
  'ReEncryptTo',
];
const always = ['CreateGrant', 'DescribeKey', 'RetireGrant'];

/** Grant operations by key usage (KMS Developer Guide, "Grant operations"). */
const operationsOf: Readonly<Record<string, readonly string[]>> = {
  ENCRYPT_DECRYPT: ['Encrypt', 'Decrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GetPublicKey'],
  SIGN_VERIFY: ['Sign', 'Verify', 'GetPublicKey'],
  GENERATE_VERIFY_MAC: ['GenerateMac', 'VerifyMac'],
  KEY_AGREEMENT: ['DeriveSharedSecret', 'GetPublicKey'],
  ENCAPSULATE_DECAPSULATE: ['Encapsulate', 'Decapsulate', 'GetPublicKey'],
};

const grantOperationNames = [...new Set([...symmetric, ...always, ...Object.values(operationsOf).flat()])];

const contextInput = z
  .record(z.string(), z.string().max(384, 'Member must have length less than or equal to 384'))
  .refine((pairs) => Object.keys(pairs).length <= 8, 'Map must have at most 8 entries');

const principalInput = z.string().min(1).max(256, 'Member must have length less than or equal to 256');

export const createGrantInput = z.object({
  KeyId: keyIdInput,
  GranteePrincipal: principalInput.optional(),
  GranteeServicePrincipal: principalInput.optional(),
  RetiringPrincipal: principalInput.optional(),
  RetiringServicePrincipal: principalInput.optional(),
  Operations: z.array(oneOf(grantOperationNames)).min(1, 'Member must not be empty'),
  Constraints: z
    .object({
      EncryptionContextEquals: contextInput.optional(),
      EncryptionContextSubset: contextInput.optional(),
      SourceArn: z.string().optional(),
    })
    .optional(),
  GrantTokens: z.array(z.string()).max(10).optional(),
  Name: z
    .string()
    .max(256, 'Member must have length less than or equal to 256')
    .regex(/^[a-zA-Z0-9:/_-]+$/u, 'Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$')
    .optional(),
  DryRun: z.boolean().default(false),
});

export type CreateGrantInput = z.output<typeof createGrantInput>;

/** Checks the members of CreateGrantRequest together, as the SDK documents them. Texts are guesses. */
export function requireGrantShape(key: KeyRecord, input: CreateGrantInput): void {
  const both = (a: unknown, b: unknown) => a !== undefined && b !== undefined;
  const { GranteePrincipal: grantee, GranteeServicePrincipal: service, Constraints: constraints } = input;
  if (both(grantee, service) || (grantee === undefined && service === undefined)) {
    invalid('Specify either GranteePrincipal or GranteeServicePrincipal, but not both.');
  }
  if (both(input.RetiringPrincipal, input.RetiringServicePrincipal)) {
    invalid('Specify either RetiringPrincipal or RetiringServicePrincipal, but not both.');
  }
  const retiring = input.RetiringPrincipal ?? input.RetiringServicePrincipal;
  if (service !== undefined && (constraints?.SourceArn === undefined || retiring === undefined)) {
    invalid('GranteeServicePrincipal requires a SourceArn constraint and a retiring principal.');
  }
  if (both(constraints?.EncryptionContextEquals, constraints?.EncryptionContextSubset)) {
    invalid('More than one constraint supplied');
  }
  const onContext = constraints?.EncryptionContextEquals ?? constraints?.EncryptionContextSubset;
  const isSymmetric = key.keySpec === 'SYMMETRIC_DEFAULT';
  if (onContext !== undefined && !isSymmetric) {
    invalid('Encryption context constraints are supported only on symmetric encryption keys.');
  }
  const allowed = [...always, ...(isSymmetric ? symmetric : (operationsOf[key.keyUsage] ?? []))];
  const stranger = input.Operations.find((operation) => !allowed.includes(operation));
  if (stranger !== undefined) invalid(`Operation ${stranger} is not supported by ${key.arn}.`);
}

function invalid(text: string): never {
  refuse('ValidationException', text);
}
