import { describe, expect, test } from 'vitest';
import { counted, grouped, piecesOf } from './sentence.ts';

describe('piecesOf', () => {
  test('shows the account and the address when a sentence names both', () => {
    expect(piecesOf('Account 999988887777 may do everything with Key/payments', ['Key/payments'])).toEqual([
      { text: 'Account ', is: 'words' },
      { text: '999988887777', is: 'name' },
      { text: ' may do everything with ', is: 'words' },
      { text: 'Key/payments', is: 'address' },
    ]);
  });

  test('takes the longer address when one begins another', () => {
    const pieces = piecesOf('Key/a-b before Key/a', ['Key/a', 'Key/a-b']);
    expect(pieces.filter(({ is }) => is === 'address').map(({ text }) => text)).toEqual(['Key/a-b', 'Key/a']);
  });

  test('leaves a name alone when it only begins with an address', () => {
    expect(piecesOf('Key/abc', ['Key/a'])).toEqual([{ text: 'Key/abc', is: 'words' }]);
  });

  test('leaves the full stop to the sentence when an ARN ends it', () => {
    const [, arn] = piecesOf('Allow kms:* to arn:aws:iam::999988887777:root.').filter(
      ({ is }) => is === 'name',
    );
    expect(arn ?? piecesOf('x arn:aws:iam::999988887777:root.')[1]).toEqual({
      text: 'arn:aws:iam::999988887777:root',
      is: 'name',
    });
  });

  test.each(['', 'plain words', 'Key/a Key/a', 'a (arn:aws:s3:::b) c'])(
    'loses no letter of "%s"',
    (sentence) => {
      expect(
        piecesOf(sentence, ['Key/a'])
          .map(({ text }) => text)
          .join(''),
      ).toBe(sentence);
    },
  );
});

test('writes a number with its thousands apart', () => {
  expect([0, 999, 31904, 1234567].map(grouped)).toEqual(['0', '999', '31,904', '1,234,567']);
  expect([counted(1, 'step'), counted(2, 'step')]).toEqual(['1 step', '2 steps']);
});
