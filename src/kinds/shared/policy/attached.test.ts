import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byCodeUnit, isMap, sameTree, type Tree, type TreeMap } from '../../../model/tree.ts';
import {
  attached,
  attachedComparator as judge,
  documentIn,
  droppedSids,
  partOf,
  sidOf,
  statementsIn,
  withOurs,
} from './attached.ts';

const bucketArn = 'arn:aws:s3:::data';

function statement(Sid: string | undefined, more: TreeMap = {}): TreeMap {
  return {
    ...(Sid === undefined ? {} : { Sid }),
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::111122223333:role/app' },
    Action: ['s3:GetObject'],
    Resource: [bucketArn],
    ...more,
  };
}

function document(...statements: readonly Tree[]): TreeMap {
  return { Version: '2012-10-17', Statement: statements };
}

function sids(tree: Tree): readonly string[] {
  return statementsIn(documentIn(tree)).map((one) => sidOf(one) ?? '');
}

describe('no document is one without statements', () => {
  const some = document(statement('A'));

  it.each([
    { why: 'nothing and nothing', seen: null, want: null, equal: true },
    { why: 'nothing and an empty list', seen: null, want: document(), equal: true },
    { why: 'a version alone means nothing', seen: { Statement: [] }, want: null, equal: true },
    { why: 'something and nothing', seen: some, want: null, equal: false },
    { why: 'nothing and something', seen: null, want: some, equal: false },
    { why: 'a text that is no policy', seen: 'not JSON', want: some, equal: false },
  ])('$why: equal is $equal', ({ seen, want, equal }) => {
    expect(judge.equal(attached(seen), attached(want))).toBe(equal);
    expect(judge.diff(attached(seen), attached(want)).length === 0).toBe(equal);
  });

  it.each([
    { why: 'an Allow comes', seen: null, want: some, half: 'expand' },
    { why: 'an Allow goes', seen: some, want: null, half: 'contract' },
    {
      why: 'a Deny comes',
      seen: null,
      want: document(statement('A', { Effect: 'Deny' })),
      half: 'contract',
    },
    { why: 'a Deny goes', seen: document(statement('A', { Effect: 'Deny' })), want: null, half: 'expand' },
  ])('$why: $half', ({ seen, want, half }) => {
    expect(judge.half(attached(seen), attached(want))).toBe(half);
  });

  it('gives no document when it allows all that two Denies allow', () => {
    const [one, two] = ['s3:GetObject', 's3:PutObject'].map((Action) =>
      attached(document(statement('A', { Effect: 'Deny', Action }))),
    );
    expect(documentIn(judge.widest(one ?? null, two ?? null))).toBeNull();
  });
});

describe('statements of several owners', () => {
  const theirs = statement('Theirs', { Action: ['s3:PutObject'] });
  const nameless = statement(undefined, { Action: ['s3:DeleteObject'] });

  it('ours take their places, those of others stay as they were written', () => {
    const live = document(theirs, statement('Ours'), nameless);
    const ours = document(statement('Ours', { Action: ['s3:ListBucket'] }), statement('More'));
    expect(withOurs(live, ours, ['Ours', 'More'])).toEqual(
      document(theirs, statement('Ours', { Action: ['s3:ListBucket'] }), nameless, statement('More')),
    );
  });

  it('changes nothing without our statements, and removes a document without any', () => {
    expect(withOurs(document(theirs), null, ['Ours'])).toEqual(document(theirs));
    expect(withOurs(document(statement('Ours')), null, ['Ours'])).toBeNull();
  });

  it('ignores a change of others, and reports a change of ours', () => {
    const want = attached(withOurs(document(theirs), document(statement('Ours')), ['Ours']), ['Ours']);
    const others = attached(document(statement('Theirs', { Effect: 'Deny' }), statement('Ours')));
    expect(judge.equal(others, want)).toBe(true);
    expect(judge.equal(attached(document(theirs, statement('Ours', { Effect: 'Deny' }))), want)).toBe(false);
    expect(judge.equal(attached(document(theirs)), want)).toBe(false);
  });

  it("keeps the meaning of others' statements of an older version when ours need variables", () => {
    const plain = { ...theirs, Resource: [`${bucketArn}/\${aws:username}`] };
    const made = withOurs({ Version: '2008-10-17', Statement: [plain] }, document(statement('Ours')), [
      'Ours',
    ]);
    expect(isMap(made) ? made['Version'] : undefined).toBe('2012-10-17');
    expect(JSON.stringify(partOf(made, ['Ours'], 'others'))).toContain('${$}{aws:username}');
  });

  it.each([
    { why: 'we wrote it and it is as we wrote it', live: statement('Old'), dropped: ['Old'] },
    {
      why: 'somebody changed it since, so it is theirs',
      live: statement('Old', { Action: ['s3:*'] }),
      dropped: [],
    },
    { why: 'it is gone', live: theirs, dropped: [] },
  ])('removes a statement that the manifest no longer has: $why', ({ live, dropped }) => {
    const applied = attached(document(statement('Old'), statement('Ours')), ['Old', 'Ours']);
    expect(droppedSids(applied, document(live, statement('Ours')), ['Ours'])).toEqual(dropped);
    expect(droppedSids(undefined, document(live), ['Ours'])).toEqual([]);
  });

  it('keeps statements that will get a name of ours in the union, wherever a run was cut off', () => {
    const seen = attached(document(theirs, statement('Ours', { Action: ['s3:GetObject'], Resource: ['a'] })));
    const ours = document(statement('Ours', { Action: ['s3:PutObject'], Resource: ['b'] }));
    const want = attached(withOurs(documentIn(seen), ours, ['Ours']), ['Ours']);
    expect(judge.half(seen, want)).toBe('both');
    const union = judge.widest(seen, want);
    expect(sids(union)).toContain('Theirs');
    expect(sids(union).filter((sid) => sid.endsWith('KeywrightFormerly'))).toHaveLength(1);
    expect(judge.equal(attached(documentIn(union)), want)).toBe(false);
    const after = attached(withOurs(documentIn(union), ours, ['Ours']), ['Ours']);
    expect(sids(after).toSorted(byCodeUnit)).toEqual(['Ours', 'Theirs']);
  });
});

const names = ['A', 'B', 'C', 'D'] as const;
const effects = ['Allow', 'Deny'] as const;
const anyStatement = fc.record({
  Sid: fc.constantFrom(...names),
  Effect: fc.constantFrom(...effects),
  Action: fc.subarray(['s3:GetObject', 's3:PutObject', 's3:ListBucket'], { minLength: 1 }),
});

function documentOf(some: readonly { Sid: string; Effect: string; Action: string[] }[]): Tree {
  const each = some.filter((one, index) => some.findIndex(({ Sid }) => Sid === one.Sid) === index);
  return each.length === 0 ? null : document(...each.map(({ Sid, ...more }) => statement(Sid, more)));
}

describe('for any live document and any statements of ours', () => {
  const anyDocument = fc.array(anyStatement, { maxLength: 4 }).map(documentOf);

  it('shows a put document as wanted, with all others and nothing left to do', () => {
    fc.assert(
      fc.property(anyDocument, anyDocument, (live, ours) => {
        const mine = statementsIn(ours).map((one) => sidOf(one) ?? '');
        const put = withOurs(live, ours, mine);
        expect(judge.equal(attached(put), attached(put, mine))).toBe(true);
        expect(sameTree(partOf(put, mine, 'others'), partOf(live, mine, 'others'))).toBe(true);
        expect(sameTree(withOurs(put, ours, mine), put)).toBe(true);
      }),
    );
  });

  it('ends at the same document by way of the union', () => {
    fc.assert(
      fc.property(anyDocument, anyDocument, (live, ours) => {
        const mine = statementsIn(ours).map((one) => sidOf(one) ?? '');
        const want = attached(withOurs(live, ours, mine), mine);
        const union = documentIn(judge.widest(attached(live), want));
        const end = attached(withOurs(union, ours, mine), mine);
        expect(judge.equal(end, want)).toBe(true);
        expect(judge.canonical(end)).toEqual(judge.canonical(want));
      }),
    );
  });
});
