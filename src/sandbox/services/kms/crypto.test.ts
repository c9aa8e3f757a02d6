import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBench } from '../../bench.test-helper.ts';

const context = fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), fc.string({ maxLength: 8 }), {
  maxKeys: 4,
});

describe('encryption', () => {
  it('gives back the text under the same context, in any order of its pairs, and under no other', () => {
    const bench = createBench();
    const { KeyId } = bench.key();
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 100 }),
        context,
        context,
        (Plaintext, given, other) => {
          const { CiphertextBlob } = bench.ok('kms.Encrypt', { KeyId, Plaintext, EncryptionContext: given });
          const reversed = Object.fromEntries(Object.entries(given).toReversed());
          expect(
            bench.ok('kms.Decrypt', { CiphertextBlob, EncryptionContext: reversed })['Plaintext'],
          ).toEqual(Plaintext);
          const same =
            JSON.stringify(Object.entries(given).toSorted()) ===
            JSON.stringify(Object.entries(other).toSorted());
          const expected = same ? 'ok' : 'InvalidCiphertextException';
          expect(bench.refusal('kms.Decrypt', { CiphertextBlob, EncryptionContext: other })).toBe(expected);
        },
      ),
    );
  });

  it('is bound to its key and Region', () => {
    const bench = createBench();
    const { KeyId } = bench.key();
    const { CiphertextBlob } = bench.ok('kms.Encrypt', { KeyId, Plaintext: new Uint8Array([1]) });
    const another = bench.key().KeyId;
    expect(bench.refusal('kms.Decrypt', { CiphertextBlob, KeyId: another })).toBe('IncorrectKeyException');
    expect(bench.refusal('kms.Decrypt', { CiphertextBlob }, { region: 'eu-west-1' })).toBe(
      'AccessDeniedException',
    );
    expect(bench.refusal('kms.Decrypt', { CiphertextBlob: new Uint8Array([1, 2]) })).toBe(
      'InvalidCiphertextException',
    );
  });

  it('decrypts the ciphertext of a data key to its plain key', () => {
    const bench = createBench();
    const { KeyId } = bench.key();
    const made = bench.ok('kms.GenerateDataKey', { KeyId, KeySpec: 'AES_256' });
    expect(made['Plaintext']).toHaveLength(32);
    expect(bench.ok('kms.Decrypt', { CiphertextBlob: made['CiphertextBlob'] })['Plaintext']).toEqual(
      made['Plaintext'],
    );
    expect(bench.ok('kms.GenerateDataKeyWithoutPlaintext', { KeyId, KeySpec: 'AES_128' })).not.toHaveProperty(
      'Plaintext',
    );
    expect(bench.refusal('kms.GenerateDataKey', { KeyId })).toBe('ValidationException');
  });

  it('is not for keys of another usage', () => {
    const bench = createBench();
    const { KeyId } = bench.key({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    expect(bench.refusal('kms.Encrypt', { KeyId, Plaintext: new Uint8Array([1]) })).toBe(
      'InvalidKeyUsageException',
    );
  });
});
