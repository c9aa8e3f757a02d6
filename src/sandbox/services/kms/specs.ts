/** What a key of each spec can be used for and with (KMS API Reference, CreateKey and KeyMetadata). */
interface Spec {
  readonly usages: readonly string[];
  readonly family: 'symmetric' | 'asymmetric' | 'hmac';
  readonly encryption?: readonly string[];
  readonly signing?: readonly string[];
  readonly mac?: readonly string[];
  readonly agreement?: readonly string[];
  readonly encapsulation?: readonly string[];
}

const rsa: Spec = {
  usages: ['ENCRYPT_DECRYPT', 'SIGN_VERIFY'],
  family: 'asymmetric',
  encryption: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'],
  signing: [
    'RSASSA_PKCS1_V1_5_SHA_256',
    'RSASSA_PKCS1_V1_5_SHA_384',
    'RSASSA_PKCS1_V1_5_SHA_512',
    'RSASSA_PSS_SHA_256',
    'RSASSA_PSS_SHA_384',
    'RSASSA_PSS_SHA_512',
  ],
};

function ecc(hash: string): Spec {
  return {
    usages: ['SIGN_VERIFY', 'KEY_AGREEMENT'],
    family: 'asymmetric',
    signing: [`ECDSA_SHA_${hash}`],
    agreement: ['ECDH'],
  };
}

function hmac(hash: string): Spec {
  return { usages: ['GENERATE_VERIFY_MAC'], family: 'hmac', mac: [`HMAC_SHA_${hash}`] };
}

const mlDsa: Spec = { usages: ['SIGN_VERIFY'], family: 'asymmetric', signing: ['ML_DSA_SHAKE_256'] };
// The SDK's EncapsulationAlgorithmSpec has this one algorithm for all of them.
const mlKem: Spec = { usages: ['ENCAPSULATE_DECAPSULATE'], family: 'asymmetric', encapsulation: ['ML_KEM'] };

export const specs: Readonly<Record<string, Spec>> = {
  SYMMETRIC_DEFAULT: { usages: ['ENCRYPT_DECRYPT'], family: 'symmetric', encryption: ['SYMMETRIC_DEFAULT'] },
  HMAC_224: hmac('224'),
  HMAC_256: hmac('256'),
  HMAC_384: hmac('384'),
  HMAC_512: hmac('512'),
  RSA_2048: rsa,
  RSA_3072: rsa,
  RSA_4096: rsa,
  ECC_NIST_P256: ecc('256'),
  ECC_NIST_P384: ecc('384'),
  ECC_NIST_P521: ecc('512'),
  ECC_NIST_EDWARDS25519: { usages: ['SIGN_VERIFY'], family: 'asymmetric', signing: ['ED25519_SHA_512'] },
  ECC_SECG_P256K1: { usages: ['SIGN_VERIFY'], family: 'asymmetric', signing: ['ECDSA_SHA_256'] },
  ML_DSA_44: mlDsa,
  ML_DSA_65: mlDsa,
  ML_DSA_87: mlDsa,
  ML_KEM_512: mlKem,
  ML_KEM_768: mlKem,
  ML_KEM_1024: mlKem,
};

export const keySpecs = Object.keys(specs);
export const keyUsages = [
  'ENCRYPT_DECRYPT',
  'SIGN_VERIFY',
  'GENERATE_VERIFY_MAC',
  'KEY_AGREEMENT',
  'ENCAPSULATE_DECAPSULATE',
];
/**
 * Returns the usage of a key whose request says none. HMAC and symmetric keys have one usage; others must say theirs,
 * RSA and ECC included (KMS API, CreateKey).
 */
export function defaultUsageOf(keySpec: string): string | undefined {
  return keySpec === 'SYMMETRIC_DEFAULT' ? 'ENCRYPT_DECRYPT' : undefined;
}

/** Returns the algorithm lists that KeyMetadata shows: those of the key's usage only. */
export function algorithmsOf(keySpec: string, keyUsage: string): Record<string, readonly string[]> {
  const spec = specs[keySpec];
  if (keyUsage === 'ENCRYPT_DECRYPT' && spec?.encryption) return { EncryptionAlgorithms: spec.encryption };
  if (keyUsage === 'SIGN_VERIFY' && spec?.signing) return { SigningAlgorithms: spec.signing };
  if (keyUsage === 'GENERATE_VERIFY_MAC' && spec?.mac) return { MacAlgorithms: spec.mac };
  if (keyUsage === 'KEY_AGREEMENT' && spec?.agreement) return { KeyAgreementAlgorithms: spec.agreement };
  if (keyUsage === 'ENCAPSULATE_DECAPSULATE' && spec?.encapsulation) {
    return { EncapsulationAlgorithms: spec.encapsulation };
  }
  return {};
}
