import { expect, it } from 'vitest';
import { Readable } from 'node:stream';
import { mostBytesOfBody, plainOf } from './plain.ts';

/** Builds a stream as the SDK hands it out. */
function bodyOf(stream: Readable): Readable {
  return Object.assign(stream, { transformToString: async () => 'unused' });
}

it('gives JSON: instants as ISO 8601, bytes as base64, bodies as text, and nothing of the SDK', async () => {
  const output = {
    $metadata: { requestId: 'x' },
    KeyMetadata: { KeyId: 'a', CreationDate: new Date(0), DeletionDate: undefined, MultiRegion: false },
    CiphertextBlob: new Uint8Array([1, 2, 3]),
    Tags: [{ TagKey: 'k', TagValue: '' }],
    Body: bodyOf(Readable.from([Buffer.from('te'), Buffer.from('xt')])),
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

it('ends the reading of an object that is too large for memory', async () => {
  let sent = 0;
  const endless = Readable.from(
    (function* () {
      for (;;) {
        sent += 1024 * 1024;
        yield Buffer.alloc(1024 * 1024);
      }
    })(),
  );
  await expect(plainOf({ Body: bodyOf(endless) })).rejects.toThrow('the object has more than 64 MiB');
  expect(endless.destroyed).toBe(true);
  expect(sent).toBeLessThan(mostBytesOfBody + 32 * 1024 * 1024);
});
