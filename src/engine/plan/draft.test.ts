import { describe, expect, it } from 'vitest';
import { minute } from '../../model/instant.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import type { Observation, Owner, Present, Seen } from '../../model/observation.ts';
import type { Ignore, Metadata } from '../../model/resource.ts';
import { beforeWrite } from '../facet/notes.ts';
import { draft, type Drafted } from './draft.ts';
import { box, freshBox } from '../testing/box.test-helper.ts';
import { callOf, type BoxReads, type BoxSpec } from '../testing/box-facets.test-helper.ts';
import { kinds } from '../testing/kinds.test-helper.ts';
import { failure, home, noon, present, subject } from '../testing/stack.test-helper.ts';

const live: BoxReads = {
  box: { size: 3, color: 'grey', open: true, material: 'wood' },
  tags: { 'keywright:stack': 'shop/u1', 'keywright:address': 'Box/a' },
  rules: ['root'],
};

function observed(reads: Partial<BoxReads> = {}, over: Partial<Present> = {}): Present {
  const all = { ...live, ...reads };
  const at = subject('Box/a', {}, { ids: { keyId: 'box-1' } });
  const facets = box.facets.map((facet): [string, Seen] => {
    const tree = facet.seen(all, { ...at, spec: {} });
    return [
      facet.name,
      tree === undefined
        ? { is: 'inapplicable', reason: 'not-applicable', why: 'none' }
        : { is: 'value', tree, asOf: noon },
    ];
  });
  return present({ facets: Object.fromEntries(facets), reads: all, ...over });
}

interface Given {
  readonly spec?: BoxSpec;
  readonly seen?: Observation;
  readonly metadata?: Partial<Metadata>;
  readonly kind?: AnyKind;
  readonly split?: boolean;
}

function drafted({ spec = {}, seen = observed(), metadata = {}, kind = box, split = false }: Given): Drafted {
  const ids = seen.is === 'present' ? seen.ids : {};
  const at = { ...subject('Box/a', {}, { metadata, ids }), spec };
  return draft({ kind, at, observation: seen, last: undefined, now: noon, split, others: new Map() });
}

/** Shortens drafts to `name half action`, then the operations of their calls. */
function short({ drafts }: Drafted): readonly string[] {
  return drafts.map(({ name, half, action, calls }) =>
    [name, half, action, ...calls.map(({ op }) => op.replace('kms:', ''))].join(' '),
  );
}

const absent: Observation = { is: 'absent' };

describe('creating', () => {
  const spec: BoxSpec = { rules: ['root', 'bob'], labels: { team: 'a', gone: null }, size: 4, open: false };

  it('writes all it can in one call, and other facets where a fresh resource differs', () => {
    const result = drafted({ spec, seen: absent });
    expect(short(result)).toEqual([
      'create expand create CreateBox',
      'shape expand create SetShape',
      'open contract create CloseBox',
    ]);
    expect(result.drafts.slice(1).map(({ afterFacets }) => afterFacets)).toEqual([
      ['create'],
      ['rules', 'create'],
    ]);
  });

  it('shows what the call covers, entry by entry, and what only it can set', () => {
    const [create] = drafted({ spec: { ...spec, material: 'oak' }, seen: absent }).drafts;
    expect(create?.changes).toEqual([
      { path: '/rules/bob', before: undefined, after: 'bob', half: 'expand' },
      { path: '/rules/root', before: undefined, after: 'root', half: 'expand' },
      { path: '/labels/team', before: undefined, after: 'a' },
      { path: '/material', before: undefined, after: 'oak' },
    ]);
    expect(create?.calls).toEqual([
      callOf('CreateBox', home, {
        Rules: ['root', 'bob'],
        Tags: { 'keywright:stack': 'shop/u1', 'keywright:address': 'Box/a', team: 'a' },
      }),
    ]);
  });

  it('plans no step for what the creating step reads back', () => {
    const same: BoxSpec = { size: freshBox.size, color: freshBox.color, open: freshBox.open };
    expect(short(drafted({ spec: same, seen: absent }))).toEqual(['create expand create CreateBox']);
  });

  it('is neither drift nor a repair', () => {
    for (const { changes, repair } of drafted({ spec, seen: absent }).drafts) {
      expect(repair).toBeUndefined();
      for (const change of changes) expect(change).not.toHaveProperty('label');
    }
  });

  it('requires approval for wide rules in the creating call too', () => {
    const [create] = drafted({ spec: { rules: ['*'] }, seen: absent }).drafts;
    expect(create?.risks).toEqual([{ class: 'widen', message: 'gives to everybody' }]);
  });

  it('distinguishes two specs by the digest of a create', () => {
    const one = drafted({ spec, seen: absent }).drafts[0];
    const other = drafted({ spec: { ...spec, rules: ['root'] }, seen: absent }).drafts[0];
    expect(one?.desired).not.toBe(other?.desired);
    expect(one?.observed).toBe(other?.observed);
  });

  it.each([{ state: 'absent' }, { state: 'released' }] as const)(
    'is not for a resource that is declared $state',
    ({ state }) => {
      expect(drafted({ spec, seen: absent, metadata: { state } }).drafts).toEqual([]);
    },
  );

  it('writes the facets of a kind without a creating call', () => {
    const { create: _create, ...bare } = box;
    expect(short(drafted({ kind: bare, spec: { rules: ['root'] }, seen: absent }))).toEqual([
      'rules expand create SetRules',
    ]);
  });
});

describe('steps that cannot continue', () => {
  it.each<{ why: string; given: Given; code: string | undefined }>([
    {
      why: 'unknown: nothing is drafted',
      given: { seen: { is: 'unknown', failure: failure() } },
      code: undefined,
    },
    {
      why: 'ambiguous',
      given: { seen: { is: 'ambiguous', reason: 'ambiguous', why: 'two', found: [], release: 'one' } },
      code: 'engine.ambiguous',
    },
    {
      why: 'made before and gone',
      given: { seen: { is: 'ambiguous', reason: 'vanished', why: 'gone', found: [], release: 'forget' } },
      code: 'engine.vanished',
    },
    { why: 'immutable', given: { spec: { material: 'oak', size: 9 } }, code: 'engine.immutable' },
    {
      why: 'immutable matters before the mark',
      given: { spec: { material: 'oak' }, seen: observed({}, { owner: { is: 'adopted' } }) },
      code: 'engine.immutable',
    },
  ])('$why', ({ given, code }) => {
    const result = drafted({ spec: { size: 9 }, ...given });
    expect(result.drafts).toEqual([]);
    expect(result.blocked?.code).toBe(code);
  });

  it('explains an immutable change with both values and the way out', () => {
    expect(drafted({ spec: { material: 'oak' } }).blocked).toEqual({
      code: 'engine.immutable',
      reason: 'immutable',
      why: 'material is wood and the manifest declares oak; AWS cannot change it in-place',
      release: 'make another box',
    });
  });

  it('ignores an immutable field that is equal or not declared', () => {
    expect(drafted({ spec: { material: 'wood', size: 9 } }).blocked).toBeUndefined();
    expect(drafted({ spec: { size: 9 } }).blocked).toBeUndefined();
  });
});

const theirs: Owner = { is: 'anothers', mark: { stack: 'theirs/u9', address: 'Cell/x' } };

describe('the owner of a resource', () => {
  it.each<{ why: string; owner: Owner; spec: BoxSpec; steps: readonly string[] }>([
    { why: 'ours and as wanted', owner: { is: 'ours' }, spec: {}, steps: [] },
    {
      why: 'ours without its mark',
      owner: { is: 'unmarked' },
      spec: {},
      steps: ['mark expand mark SetTags'],
    },
    { why: 'taken over', owner: { is: 'adopted' }, spec: {}, steps: ['adopt expand adopt SetTags'] },
    {
      why: 'taken over, and different',
      owner: { is: 'adopted' },
      spec: { size: 9 },
      steps: ['adopt expand adopt SetTags', 'shape expand update SetShape'],
    },
  ])('$why', ({ owner, spec, steps }) => {
    expect(short(drafted({ spec, seen: observed({}, { owner }) }))).toEqual(steps);
  });

  it('removes only the tags of a released resource', () => {
    const result = drafted({ spec: { size: 9 }, metadata: { state: 'released' } });
    expect(short(result)).toEqual(['release contract release SetTags']);
    expect(result.drafts[0]?.calls[0]?.input['Tags']).toEqual({
      'keywright:stack': null,
      'keywright:address': null,
    });
  });

  it.each<{ owner: Owner }>([{ owner: { is: 'adopted' } }, { owner: { is: 'unmarked' } }, { owner: theirs }])(
    'does nothing for a released resource ($owner.is)',
    ({ owner }) => {
      const result = drafted({
        spec: { size: 9 },
        metadata: { state: 'released' },
        seen: observed({}, { owner }),
      });
      expect(result.drafts).toEqual([]);
    },
  );

  describe('by name', () => {
    const kind = kinds.get('Cell') ?? box;

    function byName(of: Exclude<Owner['is'], 'disputed'>, target: string, blank = false): Drafted {
      const reads = { cell: { target: 'theirs', note: '' } };
      const seen = present({
        owner: of === 'anothers' ? theirs : { is: of },
        blank,
        reads,
        facets: { target: { is: 'value', tree: 'theirs', asOf: noon } },
      });
      const at = subject('Cell/x', { target });
      return draft({
        kind,
        at,
        observation: seen,
        last: undefined,
        now: noon,
        split: false,
        others: new Map(),
      });
    }

    it('blocks what is unclaimed and different, with the line that takes it over', () => {
      expect(byName('unclaimed', 'mine')).toMatchObject({
        drafts: [],
        blocked: { code: 'engine.not-ours', release: 'set metadata.adopt: theirs to take it over' },
      });
    });

    it('leaves alone an unclaimed resource with the desired values, and reports that it is not ours', () => {
      const same = byName('unclaimed', 'theirs');
      expect(same.drafts).toEqual([]);
      expect(same.blocked).toBeUndefined();
      expect(same.notes).toEqual([expect.stringContaining('is not managed by this stack')]);
    });

    it('blocks what another stack has, equal or not, and never advises formerly', () => {
      for (const target of ['mine', 'theirs']) {
        const { drafts, blocked } = byName('anothers', target);
        expect(drafts).toEqual([]);
        expect(blocked).toMatchObject({ code: 'engine.not-ours' });
        expect(blocked?.release).toMatch(/^release Cell\/x in that stack first/u);
      }
    });

    it('writes what is ours', () => {
      expect(short(byName('ours', 'mine'))).toEqual(['target expand update SetTarget']);
    });

    it('creates over a default without label or repair', () => {
      const [step] = byName('ours', 'mine', true).drafts;
      // `~ algorithm = "AES256" -> "aws:kms"`: AWS always has one, so nothing is created.
      expect(step?.action).toBe('update');
      expect(step?.repair).toBeUndefined();
      expect(step?.changes).toEqual([{ path: '/target', before: 'theirs', after: 'mine' }]);
    });
  });
});

describe('facets', () => {
  it('makes one step per differing facet, in the order of the kind', () => {
    const spec: BoxSpec = { open: false, color: 'red', rules: ['root', 'bob'] };
    expect(short(drafted({ spec }))).toEqual([
      'rules expand update SetRules',
      'shape expand update SetShape',
      'open contract update CloseBox',
    ]);
  });

  it('orders a facet after another', () => {
    expect(drafted({ spec: { open: false } }).drafts[0]?.afterFacets).toEqual(['rules']);
  });

  it('makes two ordered steps of a facet that needs both halves', () => {
    const result = drafted({ spec: { size: 2, color: 'red' } });
    expect(short(result)).toEqual([
      'shape expand update SetShape',
      'shape:contract contract update SetShape',
    ]);
    expect(result.drafts.map(({ afterFacets }) => afterFacets)).toEqual([[], ['shape']]);
    expect(result.drafts.map(({ calls }) => calls[0]?.input['Shape'])).toEqual([
      { size: 3, color: 'red' },
      { size: 2, color: 'red' },
    ]);
  });

  it.each([
    { split: true, steps: ['rules expand update SetRules', 'rules:contract contract update SetRules'] },
    { split: false, steps: ['rules expand update SetRules'] },
  ])('splits a document that gains and loses with dependants: $split', ({ split, steps }) => {
    expect(short(drafted({ spec: { rules: ['bob'] }, split }))).toEqual(steps);
  });

  it('keeps the plain name of a step that only loses', () => {
    expect(short(drafted({ spec: { rules: [] } }))).toEqual(['rules contract update SetRules']);
  });

  it('defers a facet that is not legal now with its reason, neither as drift nor as error', () => {
    const result = drafted({ spec: { size: 9, open: false }, seen: observed({}, { state: 'Broken' }) });
    expect(short(result)).toEqual(['open contract update CloseBox']);
    expect(result.deferred).toEqual([{ path: '', reason: 'disabled', why: 'a broken box keeps its shape' }]);
  });

  it('says nothing about a facet that is not legal now and equal', () => {
    expect(drafted({ spec: { size: 3 }, seen: observed({}, { state: 'Broken' }) }).deferred).toEqual([]);
  });

  it('defers a facet that this resource does not have', () => {
    const none: Seen = { is: 'inapplicable', reason: 'not-applicable', why: 'a round box has no rules' };
    const seen = observed({}, { facets: { ...observed().facets, rules: none } });
    const result = drafted({ spec: { rules: ['bob'] }, seen });
    expect(result.drafts).toEqual([]);
    expect(result.deferred).toEqual([
      { path: '/rules', reason: 'not-applicable', why: 'a round box has no rules' },
    ]);
    expect(drafted({ spec: {}, seen }).deferred).toEqual([]);
  });

  it('reports an unreadable facet, managed or not, and plans the others', () => {
    const closed: Seen = { is: 'unreadable', failure: failure() };
    const seen = observed({}, { facets: { ...observed().facets, rules: closed } });
    const result = drafted({ spec: { size: 9 }, seen });
    expect(result.unreadable).toEqual([{ facet: 'rules', failure: failure() }]);
    expect(short(result)).toEqual(['shape expand update SetShape']);
  });

  it('risks and repairs come from the changes', () => {
    const [wide, shut] = drafted({ spec: { rules: ['root', '*'], open: false } }).drafts;
    expect(wide).toMatchObject({ risks: [{ class: 'widen' }], repair: 'access-giving' });
    expect(shut).toMatchObject({ risks: [{ class: 'disable' }], repair: 'protective' });
  });

  it('counts a step that gives and takes as giving', () => {
    expect(drafted({ spec: { rules: ['bob'] } }).drafts[0]?.repair).toBe('access-giving');
  });

  it('treats a change of Git as no repair', () => {
    const at = { ...subject('Box/a', {}, { ids: { keyId: 'box-1' } }), spec: { open: false } };
    const last = { ids: {}, facets: { open: { tree: true, before: { '': [''] }, at: 0 } } };
    const [step] = draft({
      kind: box,
      at,
      observation: observed(),
      last,
      now: noon,
      split: false,
      others: new Map(),
    }).drafts;
    expect(step?.changes).toEqual([{ path: '/open', before: true, after: false, label: 'changed-in-git' }]);
    expect(step?.repair).toBeUndefined();
  });
});

describe('settling', () => {
  function after(ms: number): Drafted {
    const at = { ...subject('Box/a', {}, { ids: { keyId: 'box-1' } }), spec: { open: false } };
    const [step] = drafted({ spec: { open: false } }).drafts;
    const open = box.facets.find(({ name }) => name === 'open');
    const before =
      open === undefined ? {} : beforeWrite(open, true, step?.changes ?? [], undefined, noon - ms);
    const last = { ids: {}, facets: { open: { tree: false, before, at: noon - ms } } };
    return draft({
      kind: box,
      at,
      observation: observed(),
      last,
      now: noon,
      split: false,
      others: new Map(),
    });
  }

  it('treats the value from before our write as settling for a while', () => {
    expect(after(minute)).toMatchObject({ drafts: [], settling: true });
  });

  it('treats it as drift afterwards', () => {
    expect(after(minute + 1)).toMatchObject({ settling: false, drafts: [{ repair: 'protective' }] });
  });
});

describe('ignored paths', () => {
  const reason = 'owned by the other team';

  it.each<{ why: string; rule: Ignore; steps: number; ignored: number }>([
    { why: 'without an end', rule: { path: '/open', reason }, steps: 0, ignored: 1 },
    { why: 'until later', rule: { path: '/open', reason, until: noon + 1 }, steps: 0, ignored: 1 },
    { why: 'until now', rule: { path: '/open', reason, until: noon }, steps: 1, ignored: 0 },
    { why: 'until before', rule: { path: '/open', reason, until: noon - 1 }, steps: 1, ignored: 0 },
    { why: 'another path', rule: { path: '/color', reason }, steps: 1, ignored: 0 },
    { why: 'a path that only begins alike', rule: { path: '/op', reason }, steps: 1, ignored: 0 },
    { why: 'below the path', rule: { path: '', reason }, steps: 0, ignored: 1 },
  ])('$why', ({ rule, steps, ignored }) => {
    const result = drafted({ spec: { open: false }, metadata: { ignore: [rule] } });
    expect(result.drafts).toHaveLength(steps);
    expect(result.ignored).toEqual(ignored === 0 ? [] : [{ path: '/open', why: reason }]);
  });

  const ignore = [{ path: '/labels/team', reason } as const];

  it('shows the rest of a facet with an ignored path', () => {
    const result = drafted({ spec: { labels: { team: 'b', cost: '1' } }, metadata: { ignore } });
    expect(result.drafts.flatMap(({ changes }) => changes.map(({ path }) => path))).toEqual(['/labels/cost']);
    expect(result.ignored).toEqual([{ path: '/labels/team', why: reason }]);
  });

  it('leaves an ignored path out of the write', () => {
    const result = drafted({ spec: { labels: { team: 'b', cost: '1' } }, metadata: { ignore } });
    expect(result.drafts[0]?.calls[0]?.input['Tags']).toEqual({ cost: '1' });
  });
});

describe('tombstones', () => {
  const kind: AnyKind = {
    ...box,
    removal: {
      reads: {},
      blockers: () => [],
      watch: 'none',
      calls: ['kms:CloseBox'],
      next: (at, reads) =>
        (reads as Partial<BoxReads>).box?.open === true
          ? {
              name: 'close',
              calls: [callOf('CloseBox', at.place, { Id: at.ids['keyId'] ?? '' })],
              changes: [{ path: '/open', before: true, after: false }],
              risk: { class: 'disable', message: 'shut' },
            }
          : undefined,
    },
  };
  const dead = { state: 'absent', keyId: 'box-1' } as const;

  it('makes one careful step, and nothing else of the spec', () => {
    const result = drafted({ kind, spec: { size: 9 }, metadata: dead });
    expect(short(result)).toEqual(['close contract remove CloseBox']);
    expect(result.drafts[0]?.risks).toEqual([{ class: 'disable', message: 'shut' }]);
  });

  it.each<{ why: string; given: Given; code: string | undefined }>([
    { why: 'names another', given: { metadata: { ...dead, keyId: 'box-2' } }, code: 'engine.tombstone-id' },
    { why: 'names none', given: { metadata: { state: 'absent' } }, code: 'engine.tombstone-id' },
    {
      why: 'is not ours',
      given: { metadata: dead, seen: observed({}, { owner: { is: 'adopted' } }) },
      code: undefined,
    },
    {
      why: 'is on its way',
      given: { metadata: dead, seen: observed({ box: { ...live.box, open: false } }) },
      code: undefined,
    },
    { why: 'is gone', given: { metadata: dead, seen: absent }, code: undefined },
  ])('does nothing where it $why', ({ given, code }) => {
    const result = drafted({ kind, ...given });
    expect(result.drafts).toEqual([]);
    expect(result.blocked?.code).toBe(code);
  });

  it('names the remaining users', () => {
    const seen = { ...observed(), inUse: ['Cell/x', 'Cell/y'] };
    expect(drafted({ kind, metadata: dead, seen }).blocked).toMatchObject({
      code: 'engine.in-use',
      reason: 'in-use',
      why: 'Box/a is still in use: Cell/x; Cell/y',
    });
  });
});
