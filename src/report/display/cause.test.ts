import { describe, expect, it } from 'vitest';
import { saidOnce } from './cause.ts';

interface Row {
  readonly address: `${string}/${string}`;
  readonly ids?: Readonly<Record<string, string>>;
  readonly text: string;
}

function textsOf(rows: readonly Row[], fewest?: number): readonly (readonly [number, string | undefined])[] {
  const said = ({
    address,
    ids,
    text,
  }: Row): { address: Row['address']; ids: Row['ids']; texts: string[] } => ({
    address,
    ids,
    texts: [text],
  });
  return saidOnce(rows, said, fewest).map(({ items, texts }) => [items.length, texts[0]]);
}

describe('sentences that appear once', () => {
  it.each<{ why: string; rows: readonly Row[]; fewest?: number; says: ReturnType<typeof textsOf> }>([
    {
      why: 'the same text of several',
      rows: [
        { address: 'Key/a', text: 'waits for Key/x' },
        { address: 'Key/b', text: 'waits for Key/x' },
      ],
      says: [[2, 'waits for Key/x']],
    },
    {
      why: 'texts that differ by their own names, with placeholders',
      rows: [
        {
          address: 'Bucket/a',
          ids: { arn: 'arn:x:::aaa', name: 'aaa' },
          text: 'arn:x:::aaa (aaa) is of Bucket/a',
        },
        {
          address: 'Bucket/b',
          ids: { arn: 'arn:x:::bbb', name: 'bbb' },
          text: 'arn:x:::bbb (bbb) is of Bucket/b',
        },
      ],
      says: [[2, 'ARN (NAME) is of ADDRESS']],
    },
    {
      why: 'a text that begins with the address, by `each`',
      rows: [
        { address: 'Key/a', text: 'Key/a is paused' },
        { address: 'Key/b', text: 'Key/b is paused' },
      ],
      says: [[2, 'each is paused']],
    },
    {
      why: 'texts of different causes apart, where each first stood',
      rows: [
        { address: 'Key/a', text: 'one' },
        { address: 'Key/b', text: 'two' },
        { address: 'Key/c', text: 'one' },
      ],
      says: [
        [2, 'one'],
        [1, 'two'],
      ],
    },
    {
      why: 'a name within a longer name as it is',
      rows: [
        { address: 'Key/a', text: 'waits for Key/ab' },
        { address: 'Key/ab', text: 'waits for Key/ab' },
      ],
      says: [
        [1, 'waits for Key/ab'],
        [1, 'waits for Key/ab'],
      ],
    },
    {
      why: 'what several parts of one resource have in common by its name',
      rows: [
        { address: 'Key/a', text: 'Key/a is paused' },
        { address: 'Key/a', text: 'Key/a is paused' },
      ],
      says: [[2, 'Key/a is paused']],
    },
    {
      why: 'few by their own names',
      rows: [
        { address: 'Key/a', text: 'Key/a is paused' },
        { address: 'Key/b', text: 'Key/b is paused' },
      ],
      fewest: 3,
      says: [
        [1, 'Key/a is paused'],
        [1, 'Key/b is paused'],
      ],
    },
    {
      why: 'an account, a role and an action as they are when names are the same words',
      rows: [
        {
          address: 'BucketPolicy/a',
          ids: { name: '999988887777', role: 'ops', rule: 'Decrypt' },
          text: 'account 999988887777, arn:aws:iam::444455556666:role/ops can kms:Decrypt',
        },
        {
          address: 'BucketPolicy/b',
          ids: { name: '111122223333', role: 'app', rule: 'Encrypt' },
          text: 'account 111122223333, arn:aws:iam::444455556666:role/app can kms:Encrypt',
        },
      ],
      says: [
        [1, 'account 999988887777, arn:aws:iam::444455556666:role/ops can kms:Decrypt'],
        [1, 'account 111122223333, arn:aws:iam::444455556666:role/app can kms:Encrypt'],
      ],
    },
    {
      why: 'everybody as such when a bucket has that name',
      rows: [
        { address: 'BucketPolicy/a', ids: { name: 'everybody' }, text: 'everybody can read' },
        { address: 'BucketPolicy/b', ids: { name: 'team-b' }, text: 'team-b can read' },
      ],
      says: [
        [1, 'everybody can read'],
        [1, 'team-b can read'],
      ],
    },
  ])('has $why', ({ rows, fewest, says }) => {
    expect(textsOf(rows, fewest)).toEqual(says);
  });
});
