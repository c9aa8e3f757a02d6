import { partitionOfRegion } from '../../../model/partition.ts';
import { z } from 'zod';
import { operation, scopeOf, type Context, type Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import type { Caller } from '../iam/caller.ts';
import { authorize } from './authorize.ts';
import { decrypt, encrypt, openEnvelope, type EncryptionContext } from './cipher.ts';
import { dryRun } from './grants.ts';
import { between, keyIdInput, oneOf } from './input.ts';
import { currentMaterialId, materialOf } from './materials.ts';
import type { KeyRecord } from './records.ts';
import { resolveKey } from './resolve.ts';
import { requireState } from './state.ts';

const blob = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'Member must be a blob');
const contextInput = z.record(z.string(), z.string()).default({});

/** Who uses a key and through which service; S3 calls in the name of its requester. */
export interface Use {
  readonly context: EncryptionContext;
  readonly caller?: Caller;
  readonly viaService?: string;
}

/** Finds the key for a cryptographic operation, if the caller may and its state and usage allow it. */
function usableKey(context: Context, name: string, action: string, use: Use): KeyRecord {
  const key = resolveKey(context, name, { forms: 'any', crossAccount: true });
  authorize(context, key, {
    action,
    encryptionContext: use.context,
    keys: { 'kms:requestalias': name.startsWith('alias/') ? name : undefined },
    ...(use.caller === undefined ? {} : { caller: use.caller }),
    ...(use.viaService === undefined ? {} : { viaService: use.viaService }),
  });
  requireState(action, key, context.now);
  if (key.keySpec !== 'SYMMETRIC_DEFAULT') {
    // RSA encryption exists in KMS; nothing Keywright looks after uses it.
    refuse(
      'InvalidKeyUsageException',
      `${key.arn} key usage is ${key.keyUsage} which is not valid for ${action}.`,
    );
  }
  return key;
}

function secretOf(context: Context, key: KeyRecord): string {
  return context.world.secret(`material/${key.account}/${key.id}`);
}

function seal(context: Context, key: KeyRecord, plaintext: Uint8Array, use: Use): Uint8Array {
  const identity = { key: `${key.account}/${key.id}`, region: key.region, multiRegion: key.multiRegion };
  return encrypt(
    plaintext,
    identity,
    secretOf(context, key),
    context.world.unique().slice(0, 24),
    use.context,
  );
}

function noteUse(context: Context, key: KeyRecord, action: string): void {
  const requestId = context.world.unique().slice(0, 32);
  context.world.put('usage', scopeOf(key), key.id, { operation: action, at: context.now, requestId });
}

export interface DataKey {
  readonly key: KeyRecord;
  readonly plaintext: Uint8Array;
  readonly ciphertext: Uint8Array;
}

/** Generates a data key under `name`, as GenerateDataKey does. */
export function generateDataKey(
  context: Context,
  name: string,
  bytes: number,
  use: Use,
  action = 'GenerateDataKey',
): DataKey {
  const key = usableKey(context, name, action, use);
  const plaintext = new Uint8Array(Buffer.from(context.world.unique() + context.world.unique(), 'hex')).slice(
    0,
    bytes,
  );
  noteUse(context, key, action);
  return { key, plaintext, ciphertext: seal(context, key, plaintext, use) };
}

/** Opens a ciphertext as Decrypt does. `expected`: the key that must have encrypted it. */
export function openCiphertext(
  context: Context,
  ciphertext: Uint8Array,
  use: Use,
  expected?: string,
): Omit<DataKey, 'ciphertext'> {
  const sealed = openEnvelope(ciphertext);
  const [account = '', id = ''] = sealed?.key.split('/') ?? [];
  if (sealed === undefined) refuse('InvalidCiphertextException', '');
  // A multi-Region ciphertext opens in every Region that has a related key; others in their own only.
  const region = sealed.multiRegion ? context.request.region : sealed.region;
  const arn = `arn:${partitionOfRegion(region)}:kms:${region}:${account}:key/${id}`;
  if (
    region !== context.request.region ||
    context.world.get('key', `${account}/${region}`, id) === undefined
  ) {
    // KMS does not tell a key that is not there from one that must not be used.
    refuse(
      'AccessDeniedException',
      'The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.',
    );
  }
  if (expected !== undefined) {
    const named = resolveKey(context, expected, { forms: 'any', crossAccount: true });
    if (named.arn !== arn) {
      refuse(
        'IncorrectKeyException',
        'The key ID in the request does not identify a CMK that can perform this operation.',
      );
    }
  }
  const key = usableKey(context, arn, 'Decrypt', use);
  const plaintext = decrypt(sealed, secretOf(context, key), use.context);
  if (plaintext === undefined) refuse('InvalidCiphertextException', '');
  noteUse(context, key, 'Decrypt');
  return { key, plaintext };
}

function materialId(context: Context, key: KeyRecord): string {
  return currentMaterialId(context, materialOf(context, key));
}

const encryptOperation = operation(
  'reads',
  z.object({
    KeyId: keyIdInput,
    Plaintext: blob.refine(
      (bytes) => bytes.length >= 1 && bytes.length <= 4096,
      'Member must have length between 1 and 4096',
    ),
    EncryptionContext: contextInput,
    DryRun: z.boolean().default(false),
  }),
  (context, input) => {
    const use = { context: input.EncryptionContext };
    const key = usableKey(context, input.KeyId, 'Encrypt', use);
    if (input.DryRun) dryRun();
    noteUse(context, key, 'Encrypt');
    const CiphertextBlob = seal(context, key, input.Plaintext, use);
    return { CiphertextBlob, KeyId: key.arn, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
  },
);

const decryptOperation = operation(
  'reads',
  z.object({
    CiphertextBlob: blob,
    EncryptionContext: contextInput,
    KeyId: keyIdInput.optional(),
    DryRun: z.boolean().default(false),
  }),
  (context, input) => {
    const opened = openCiphertext(
      context,
      input.CiphertextBlob,
      { context: input.EncryptionContext },
      input.KeyId,
    );
    if (input.DryRun) dryRun();
    return {
      KeyId: opened.key.arn,
      Plaintext: opened.plaintext,
      EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      KeyMaterialId: materialId(context, opened.key),
    };
  },
);

function dataKeyOperation(action: 'GenerateDataKey' | 'GenerateDataKeyWithoutPlaintext') {
  return operation(
    'reads',
    z.object({
      KeyId: keyIdInput,
      EncryptionContext: contextInput,
      KeySpec: oneOf(['AES_256', 'AES_128']).optional(),
      NumberOfBytes: between(1, 1024).optional(),
      DryRun: z.boolean().default(false),
    }),
    (context, input) => {
      if ((input.KeySpec === undefined) === (input.NumberOfBytes === undefined)) {
        refuse('ValidationException', 'Please specify either number of bytes or key spec.');
      }
      const bytes = input.NumberOfBytes ?? (input.KeySpec === 'AES_128' ? 16 : 32);
      const made = generateDataKey(context, input.KeyId, bytes, { context: input.EncryptionContext }, action);
      if (input.DryRun) dryRun();
      return {
        KeyId: made.key.arn,
        CiphertextBlob: made.ciphertext,
        KeyMaterialId: materialId(context, made.key),
        ...(action === 'GenerateDataKey' ? { Plaintext: made.plaintext } : {}),
      };
    },
  );
}

export const cryptoOperations: Operations = {
  Encrypt: encryptOperation,
  Decrypt: decryptOperation,
  GenerateDataKey: dataKeyOperation('GenerateDataKey'),
  GenerateDataKeyWithoutPlaintext: dataKeyOperation('GenerateDataKeyWithoutPlaintext'),
};
