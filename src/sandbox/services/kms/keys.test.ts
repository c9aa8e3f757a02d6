import { describe, expect, it } from 'vitest';
import { createBench } from '../../bench.test-helper.ts';

function manyTags(count: number) {
  return Array.from({ length: count }, (_, index) => ({ TagKey: `k${String(index)}`, TagValue: 'v' }));
}

describe('CreateKey', () => {
  it.each([
    { why: 'nothing asked', input: {}, expected: 'ok' },
    { why: 'the longest description', input: { Description: 'x'.repeat(8192) }, expected: 'ok' },
    { why: 'one character more', input: { Description: 'x'.repeat(8193) }, expected: 'ValidationException' },
    { why: '50 tags', input: { Tags: manyTags(50) }, expected: 'ok' },
    { why: '51 tags', input: { Tags: manyTags(51) }, expected: 'LimitExceededException' },
    { why: 'a reserved tag', input: { Tags: [{ TagKey: 'aws:x', TagValue: '' }] }, expected: 'TagException' },
    { why: 'a tag twice', input: { Tags: [...manyTags(1), ...manyTags(1)] }, expected: 'TagException' },
    {
      why: 'a tag value too long',
      input: { Tags: [{ TagKey: 'a', TagValue: 'v'.repeat(257) }] },
      expected: 'TagException',
    },
    { why: 'RSA without usage', input: { KeySpec: 'RSA_2048' }, expected: 'ValidationException' },
    { why: 'RSA to sign', input: { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' }, expected: 'ok' },
    {
      why: 'HMAC to encrypt',
      input: { KeySpec: 'HMAC_256', KeyUsage: 'ENCRYPT_DECRYPT' },
      expected: 'ValidationException',
    },
    { why: 'a spec nobody knows', input: { KeySpec: 'DES' }, expected: 'ValidationException' },
    {
      why: 'a custom key store',
      input: { Origin: 'AWS_CLOUDHSM' },
      expected: 'UnsupportedOperationException',
    },
    {
      why: 'a policy that is not JSON',
      input: { Policy: '{' },
      expected: 'MalformedPolicyDocumentException',
    },
  ])('answers $expected with $why', ({ input, expected }) => {
    expect(createBench().refusal('kms.CreateKey', input)).toBe(expected);
  });

  it('shows only the algorithms of the usage', () => {
    const bench = createBench();
    expect(bench.key({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' })).toMatchObject({
      EncryptionAlgorithms: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'],
    });
    expect(bench.key({ KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' })).not.toHaveProperty(
      'EncryptionAlgorithms',
    );
  });

  it('gives every key a unique id, multi-Region keys an mrk- id', () => {
    const bench = createBench();
    const ids = Array.from({ length: 20 }, () => bench.key().KeyId);
    expect(new Set(ids).size).toBe(20);
    expect(bench.key({ MultiRegion: true }).KeyId).toMatch(/^mrk-[0-9a-f]{32}$/u);
  });

  it('gives the default policy where none is given', () => {
    const bench = createBench();
    const { KeyId } = bench.key();
    expect(JSON.parse(String(bench.ok('kms.GetKeyPolicy', { KeyId })['Policy']))).toEqual({
      Version: '2012-10-17',
      Id: 'key-default-1',
      Statement: [
        {
          Sid: 'Enable IAM User Permissions',
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::111122223333:root' },
          Action: 'kms:*',
          Resource: '*',
        },
      ],
    });
  });
});

describe('tags of a key', () => {
  it('sets tags one by one, replaces them by key, and removes them without a check', () => {
    const bench = createBench();
    const { KeyId } = bench.key({ Tags: [{ TagKey: 'a', TagValue: '1' }] });
    bench.ok('kms.TagResource', {
      KeyId,
      Tags: [
        { TagKey: 'a', TagValue: '2' },
        { TagKey: 'b', TagValue: '' },
      ],
    });
    bench.ok('kms.UntagResource', { KeyId, TagKeys: ['b', 'never'] });
    expect(bench.ok('kms.ListResourceTags', { KeyId })['Tags']).toEqual([{ TagKey: 'a', TagValue: '2' }]);
    expect(bench.refusal('kms.UntagResource', { KeyId, TagKeys: ['aws:a'] })).toBe('TagException');
  });
});

describe('the last use of a key', () => {
  it('is empty until the key is used', () => {
    const bench = createBench();
    const { KeyId } = bench.key();
    expect(bench.ok('kms.GetKeyLastUsage', { KeyId })['KeyLastUsage']).toEqual({});
    bench.ok('kms.Encrypt', { KeyId, Plaintext: new Uint8Array([1]) });
    expect(bench.ok('kms.GetKeyLastUsage', { KeyId })).toMatchObject({
      KeyLastUsage: { Operation: 'Encrypt', Timestamp: new Date(bench.clock.now()) },
    });
  });
});
