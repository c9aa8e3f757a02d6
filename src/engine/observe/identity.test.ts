import { describe, expect, it } from 'vitest';
import type { Address } from '../../model/address.ts';
import type { Call } from '../../model/call.ts';
import type { Marked } from '../../model/kind/identity.ts';
import type { Ids } from '../../model/ids.ts';
import type { Metadata } from '../../model/resource.ts';
import { createMarkIndex } from './mark-index.ts';
import { locateByMark, type Located } from './identity.ts';
import { virtualClock } from '../../runtime/virtual-clock.ts';
import { fakeAws, type FakeAws, type Reply } from '../testing/aws.test-helper.ts';
import { byMark, kinds } from '../testing/kinds.test-helper.ts';
import { abroad, home, noon, subject } from '../testing/stack.test-helper.ts';

interface Given {
  /** What exists, by key id, with the address of its mark, if it has one. */
  readonly boxes?: Readonly<Record<string, Address | undefined>>;
  /** What the index lists besides; it forgets slowly. */
  readonly stale?: Readonly<Record<string, Address>>;
  /** A cell that refers to Box/a points to this one. */
  readonly cell?: string;
  readonly known?: string;
  readonly metadata?: Partial<Metadata>;
  readonly lost?: readonly Address[];
  /** What the index of the other region lists. */
  readonly abroad?: readonly { readonly address: Address; readonly ids: Ids }[];
  readonly twist?: (aws: FakeAws) => void;
}

async function located(given: Given): Promise<{ readonly found: Located; readonly aws: FakeAws }> {
  const aws = fakeAws(virtualClock(noon));
  for (const [keyId, mark] of Object.entries(given.boxes ?? {}))
    aws.put(keyId, {}, mark === undefined ? {} : { mark });
  if (given.cell !== undefined) aws.cells.set('Cell/x', { target: given.cell, note: '' });
  const marks = (): readonly Marked[] => [
    ...[...aws.boxes].flatMap(([keyId, { tags }]) =>
      tags['keywright:stack'] === 'shop/u1'
        ? [{ address: tags['keywright:address'] as Address, ids: { keyId } }]
        : [],
    ),
    ...Object.entries(given.stale ?? {}).map(([keyId, address]) => ({ address, ids: { keyId } })),
  ];
  aws.always('Index', ({ at }) => ({ gives: at.region === home.region ? marks() : (given.abroad ?? []) }));
  given.twist?.(aws);
  const kind = kinds.get('Box');
  if (kind === undefined) throw new Error('no such kind');
  const at = subject(
    'Box/a',
    {},
    {
      metadata: given.metadata ?? {},
      settings: { accounts: [{ id: home.account, regions: [home.region, abroad.region] }] },
    },
  );
  const found = await locateByMark(kind, byMark(), at, {
    aws,
    marks: createMarkIndex(aws, kinds.values(), at.settings),
    options: { notBefore: noon },
    known: given.known === undefined ? undefined : { keyId: given.known },
    justLost: (marked) => marked.filter(({ address }) => given.lost?.includes(address) === true),
    referrers: given.cell === undefined ? [] : [{ kind: 'Cell', spec: {} }],
  });
  return { found, aws };
}

function short(found: Located): string {
  if (found.is === 'found') return `${found.ids['keyId'] ?? ''} by ${found.evidence}`;
  return found.is === 'ambiguous'
    ? `ambiguous: ${found.found.map(({ keyId }) => keyId).join(' ')}`
    : found.is;
}

function foreignMark(aws: FakeAws): void {
  const box = aws.boxes.get('k1');
  if (box !== undefined) box.tags = { 'keywright:stack': 'other/u9', 'keywright:address': 'Box/theirs' };
}

const throttled: Reply = {
  fails: { code: 'aws.throttled', class: 'throttled', name: 'ThrottlingException' },
};

/** Answers questions after the tags of one box so, and leaves the others to the world. */
function tagsOf(keyId: string, reply: Reply): (call: Call) => Reply {
  return ({ input }) => (input['Id'] === keyId ? reply : undefined);
}

describe('which box is Box/a', () => {
  it.each<{ why: string; given: Given; located: string }>([
    { why: 'nothing anywhere', given: {}, located: 'none' },
    { why: 'others, some of them ours', given: { boxes: { k1: undefined, k2: 'Box/b' } }, located: 'none' },
    { why: 'the journal alone knows', given: { known: 'k1' }, located: 'k1 by journal' },
    {
      why: 'the journal and the index agree',
      given: { known: 'k1', boxes: { k1: 'Box/a' } },
      located: 'k1 by journal',
    },
    { why: 'the index alone', given: { boxes: { k1: 'Box/a' } }, located: 'k1 by index' },
    {
      why: 'the index under a name it had before',
      given: { boxes: { k1: 'Box/old' }, metadata: { formerly: ['Box/old'] } },
      located: 'k1 by index',
    },
    { why: 'two with one mark', given: { boxes: { k1: 'Box/a', k2: 'Box/a' } }, located: 'ambiguous: k1 k2' },
    {
      why: 'two with one mark, one of them known',
      given: { known: 'k1', boxes: { k1: 'Box/a', k2: 'Box/a' } },
      located: 'ambiguous: k1 k2',
    },
    {
      why: 'the old name and the new one are two',
      given: { boxes: { k1: 'Box/a', k2: 'Box/old' }, metadata: { formerly: ['Box/old'] } },
      located: 'ambiguous: k1 k2',
    },
    {
      why: 'the index still lists one that is gone',
      given: { boxes: { k1: 'Box/a' }, stale: { k9: 'Box/a' } },
      located: 'k1 by index',
    },
    {
      why: 'the index still lists one that lost its mark',
      given: { known: 'k1', boxes: { k1: 'Box/a', k2: undefined }, stale: { k2: 'Box/a' } },
      located: 'k1 by journal',
    },
    {
      why: 'the journal says another than the mark',
      given: { known: 'k1', boxes: { k1: undefined, k2: 'Box/a' } },
      located: 'ambiguous: k1 k2',
    },
    {
      why: 'the known one lost its mark',
      given: { known: 'k1', boxes: { k1: undefined } },
      located: 'k1 by journal',
    },
    {
      why: 'adopted',
      given: { boxes: { k1: undefined }, metadata: { adopt: 'k1' } },
      located: 'k1 by adopt',
    },
    {
      why: 'adopted before, and marked now',
      given: { boxes: { k1: 'Box/a' }, metadata: { adopt: 'k1' } },
      located: 'k1 by adopt',
    },
    {
      why: 'adopt names another than the mark',
      given: { boxes: { k1: 'Box/a', k2: undefined }, metadata: { adopt: 'k2' } },
      located: 'ambiguous: k1 k2',
    },
    {
      why: 'adopt names what another stack owns',
      given: { boxes: { k1: undefined }, metadata: { adopt: 'k1' }, twist: foreignMark },
      located: 'ambiguous: k1',
    },
    {
      why: 'adopt names what another address of ours owns',
      given: { boxes: { k1: 'Box/b' }, metadata: { adopt: 'k1' } },
      located: 'ambiguous: k1',
    },
    {
      why: 'adopt: true is empty',
      given: { boxes: { k1: undefined }, metadata: { adopt: true } },
      located: 'none',
    },
    {
      why: 'a cell of ours points to the marked one, which the index does not list yet',
      given: {
        boxes: { k1: 'Box/a' },
        cell: 'k1',
        twist: (aws) => aws.always('Index', () => ({ gives: [] })),
      },
      located: 'k1 by alias',
    },
    {
      why: 'a cell of ours points to a stranger',
      given: { boxes: { k1: undefined }, cell: 'k1' },
      located: 'ambiguous: k1',
    },
    {
      why: 'a cell of ours points to one of another stack',
      given: { boxes: { k1: undefined }, cell: 'k1', twist: foreignMark },
      located: 'ambiguous: k1',
    },
    {
      why: 'a cell of ours points to another of ours: it moves',
      given: { boxes: { k1: 'Box/b' }, cell: 'k1' },
      located: 'none',
    },
    {
      why: 'a cell points to one whose tags are closed',
      given: {
        boxes: { k1: undefined },
        cell: 'k1',
        twist: (aws) => aws.always('GetTags', () => ({ fails: {} })),
      },
      located: 'ambiguous: k1',
    },
    {
      why: 'a cell points elsewhere, but the mark says which',
      given: { boxes: { k1: 'Box/a', k2: undefined }, cell: 'k2' },
      located: 'k1 by index',
    },
    {
      why: 'a manifest of its kind vanished in the same change',
      given: { boxes: { k1: 'Box/old' }, lost: ['Box/old'] },
      located: 'ambiguous: k1',
    },
    {
      why: 'a manifest vanished, and this one was there before',
      given: { boxes: { k1: 'Box/old', k2: 'Box/a' }, lost: ['Box/old'] },
      located: 'k2 by index',
    },
    {
      why: 'it lives in another region of the stack',
      given: { abroad: [{ address: 'Box/a', ids: { keyId: 'far' } }] },
      located: 'ambiguous: far',
    },
    {
      why: 'another of ours lives in another region',
      given: { abroad: [{ address: 'Box/b', ids: { keyId: 'far' } }] },
      located: 'none',
    },
    {
      why: 'the index may not be asked',
      given: { twist: (aws) => aws.always('Index', () => ({ fails: {} })) },
      located: 'unknown',
    },
    {
      why: 'the index abroad may not be asked',
      given: {
        twist: (aws) =>
          aws.always('Index', ({ at }) => (at.region === home.region ? { gives: [] } : { fails: {} })),
      },
      located: 'unknown',
    },
    {
      why: 'two with one mark, and one cannot be read now',
      given: {
        boxes: { k1: 'Box/a', k2: 'Box/a' },
        twist: (aws) => aws.always('GetTags', tagsOf('k2', throttled)),
      },
      located: 'unknown',
    },
    {
      why: 'two with one mark, and one does not show its tags',
      given: {
        boxes: { k1: 'Box/a', k2: 'Box/a' },
        twist: (aws) => aws.always('GetTags', tagsOf('k2', { fails: {} })),
      },
      located: 'ambiguous: k1 k2',
    },
    {
      why: 'adopt names one whose tags cannot be read now',
      given: {
        boxes: { k1: undefined },
        metadata: { adopt: 'k1' },
        twist: (aws) => aws.always('GetTags', tagsOf('k1', throttled)),
      },
      located: 'unknown',
    },
    {
      why: 'adopt names one that does not show its tags',
      given: {
        boxes: { k1: undefined },
        metadata: { adopt: 'k1' },
        twist: (aws) => aws.always('GetTags', tagsOf('k1', { fails: {} })),
      },
      located: 'ambiguous: k1',
    },
    {
      why: 'a cell points to one whose tags cannot be read now',
      given: {
        boxes: { k1: undefined },
        cell: 'k1',
        twist: (aws) => aws.always('GetTags', tagsOf('k1', throttled)),
      },
      located: 'unknown',
    },
    {
      why: 'its names may not be asked',
      given: { cell: 'k1', twist: (aws) => aws.always('ListCells', () => ({ fails: {} })) },
      located: 'unknown',
    },
  ])('$why: $located', async ({ given, located: expected }) => {
    expect(short((await located(given)).found)).toBe(expected);
  });

  it('finds a box under its former name in another Region', async () => {
    const { found } = await located({
      metadata: { formerly: ['Box/old'] },
      abroad: [{ address: 'Box/old', ids: { keyId: 'far' } }],
    });
    expect(short(found)).toBe('ambiguous: far');
  });

  it.each<{ why: string; given: Given; says: RegExp; release: RegExp }>([
    {
      why: 'two with one mark',
      given: { boxes: { k1: 'Box/a', k2: 'Box/a' } },
      says: /^k1 and k2 all have the ownership tags of Box\/a$/u,
      release:
        /keep the one in use, and remove the ownership tags of the other .*: unmark k1 or: unmark k2$/u,
    },
    {
      why: 'the journal knows which',
      given: { known: 'k2', boxes: { k1: 'Box/a', k2: 'Box/a' } },
      says: /all have the ownership tags/u,
      release: /^keep k2, which is in the journal, .*: unmark k1$/u,
    },
    {
      why: 'evidence disagrees',
      given: { known: 'k1', boxes: { k1: undefined, k2: 'Box/a' } },
      says: /^the evidence for Box\/a disagrees: k1 and k2$/u,
      release: /^keep k1, which is in the journal, /u,
    },
    {
      why: 'a stranger',
      given: { boxes: { k1: undefined }, cell: 'k1' },
      says: /^Cell\/x already points to k1, which does not have our ownership tags$/u,
      release: /^set metadata\.adopt: k1 to take it over/u,
    },
    {
      why: 'a closed one',
      given: { cell: 'k9' },
      says: /^Cell\/x already points to k9, which does not show its tags$/u,
      release: /metadata\.adopt: k9/u,
    },
    {
      why: 'a rename',
      given: { boxes: { k1: 'Box/old' }, lost: ['Box/old'] },
      says: /^Box\/old lost its manifest, and a new Box cannot read the old data/u,
      release: /metadata\.formerly: \[Box\/old\]/u,
    },
    {
      why: 'a move',
      given: { abroad: [{ address: 'Box/a', ids: { keyId: 'far' } }] },
      says: /exists in 111122223333\/us-east-1 as far, and a Box cannot move/u,
      release: /metadata\.account and metadata\.region/u,
    },
    {
      why: "another stack's",
      given: { boxes: { k1: undefined }, metadata: { adopt: 'k1' }, twist: foreignMark },
      says: /^k1 belongs to Box\/theirs of stack other\/u9$/u,
      release: /metadata\.state: released/u,
    },
  ])('says why and the way out: $why', async ({ given, says, release }) => {
    const { found } = await located(given);
    if (found.is !== 'ambiguous') throw new Error(found.is);
    expect(found.why).toMatch(says);
    expect(found.release).toMatch(release);
  });

  it('reads tags one by one only where the index contradicts', async () => {
    const plain = await located({ known: 'k1', boxes: { k1: 'Box/a', k2: 'Box/b' } });
    expect(plain.aws.log.map(({ name }) => name)).toEqual(['Index']);
    const doubtful = await located({ boxes: { k1: 'Box/a' }, stale: { k9: 'Box/a' } });
    expect(doubtful.aws.log.map(({ name }) => name)).toEqual(['Index', 'GetTags', 'GetTags']);
  });

  it('never writes', async () => {
    const { aws } = await located({ boxes: { k1: undefined }, metadata: { adopt: 'k1' } });
    expect(aws.writes()).toEqual([]);
  });
});
