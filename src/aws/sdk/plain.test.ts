import { expect, it } from 'vitest';
import { plainOf } from './plain.ts';

it('gives JSON: instants as ISO 8601, bytes as base64, bodies as text, and nothing of the SDK', async () => {
  const output = {
    $metadata: { requestId: 'x' },
    KeyMetadata: { KeyId: 'a', CreationDate: new Date(0), DeletionDate: undefined, MultiRegion: false },
    CiphertextBlob: new Uint8Array([1, 2, 3]),
    Tags: [{ TagKey: 'k', TagValue: '' }],
    Body: { transformToString: async () => 'text' },
  };
  expect(await plainOf(output)).toEqual({
    KeyMetadata: { KeyId: 'a', CreationDate: '1970-01-01T00:00:00.000Z', MultiRegion: false },
    CiphertextBlob: 'AQID',
    Tags: [{ TagKey: 'k', TagValue: '' }],
    Body: 'text',
  });
});

it('takes an answer without members as an empty one', async () => {
  expect(await plainOf(undefined)).toEqual({});
});
