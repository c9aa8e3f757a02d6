import { describe, expect, it } from 'vitest';
import { createBench } from '../../bench.test-helper.ts';

describe('a key with imported material', () => {
  it('is of use once it has material, and waits again without it', () => {
    const bench = createBench();
    const { KeyId } = bench.key({ Origin: 'EXTERNAL' });
    const encrypt = () => bench.refusal('kms.Encrypt', { KeyId, Plaintext: new Uint8Array([1]) });
    expect(encrypt()).toBe('KMSInvalidStateException');
    bench.ok('kms.ImportKeyMaterial', { KeyId });
    expect(encrypt()).toBe('ok');
    // Never rotates by itself (KMS Developer Guide, rotating keys).
    expect(bench.refusal('kms.EnableKeyRotation', { KeyId })).toBe('UnsupportedOperationException');
    bench.ok('kms.DeleteImportedKeyMaterial', { KeyId });
    expect(encrypt()).toBe('KMSInvalidStateException');
  });

  it('is not what other keys are', () => {
    const bench = createBench();
    expect(bench.refusal('kms.ImportKeyMaterial', { KeyId: bench.key().KeyId })).toBe(
      'UnsupportedOperationException',
    );
  });
});

describe('the algorithms of a key', () => {
  it.each([
    ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', { EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'] }],
    ['HMAC_384', 'GENERATE_VERIFY_MAC', { MacAlgorithms: ['HMAC_SHA_384'] }],
    ['ECC_NIST_P256', 'KEY_AGREEMENT', { KeyAgreementAlgorithms: ['ECDH'] }],
    ['ECC_NIST_P521', 'SIGN_VERIFY', { SigningAlgorithms: ['ECDSA_SHA_512'] }],
    ['ML_KEM_768', 'ENCAPSULATE_DECAPSULATE', { EncapsulationAlgorithms: ['ML_KEM'] }],
  ])('shows parameters for imports of %s for %s', (KeySpec, KeyUsage, shown) => {
    expect(createBench().key({ KeySpec, KeyUsage })).toMatchObject(shown);
  });
});
