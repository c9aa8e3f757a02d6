import { z } from 'zod';
import type { Call, OpName, Place } from '../../model/call.ts';
import type { Change } from '../../model/change.ts';
import { minute } from '../../model/instant.ts';
import { tagsSettleIn } from '../../model/pace.ts';
import type { ByMark } from '../observe/identity.ts';
import type { Comparator } from '../../model/kind/compare.ts';
import type { Facet } from '../../model/kind/facet.ts';
import { idOf } from '../../model/kind/identity.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import { declareKind } from '../../model/kind/declare.ts';
import { pathOf } from '../../model/path.ts';
import { addressTag, markOf, stackTag } from '../../model/resource.ts';
import { byCodeUnit, isList, sameTree, type Tree } from '../../model/tree.ts';
import type { Address } from '../../model/address.ts';

/**
 * Two kinds as small as the engine allows. A Box is made once, carries a mark and has a facet of each way to
 * compare; a Cell is found by its name, holds a reference to a box and is made by a call that can be repeated.
 */
export interface BoxSpec {
  readonly size?: number;
  readonly color?: string;
  readonly labels?: Readonly<Record<string, string | null>>;
  readonly rules?: readonly string[];
  readonly open?: boolean;
  readonly material?: string;
}

export interface BoxAnswer {
  readonly size: number;
  readonly color: string;
  readonly open: boolean;
  readonly material: string;
  readonly locked?: boolean;
}

export interface BoxReads {
  readonly box: BoxAnswer;
  readonly tags: Readonly<Record<string, string>>;
  readonly rules: readonly string[];
}

type BoxFacet = Facet<BoxSpec, BoxReads>;

export function callOf(name: string, at: Place, input: Call['input'] = {}): Call {
  return { op: `kms:${name}` satisfies OpName, at, input };
}

function setOf(tree: Tree | undefined): readonly string[] {
  return isList(tree) ? [...new Set(tree.map(String))].toSorted(byCodeUnit) : [];
}

/** Judges sets of words: adding one expands, taking one contracts, and the widest of two is their union. */
export const words: Comparator = {
  meaning: 'word by word',
  equal: (seen, want) => sameTree(setOf(seen), setOf(want)),
  canonical: setOf,
  diff: (seen, want) => [
    ...setOf(want)
      .filter((word) => !setOf(seen).includes(word))
      .map((word): Change => ({ path: pathOf([word]), before: undefined, after: word, half: 'expand' })),
    ...setOf(seen)
      .filter((word) => !setOf(want).includes(word))
      .map((word): Change => ({ path: pathOf([word]), before: word, after: undefined, half: 'contract' })),
  ],
  half(seen, want) {
    const gains = setOf(want).some((word) => !setOf(seen).includes(word));
    const loses = setOf(seen).some((word) => !setOf(want).includes(word));
    return gains && loses ? 'both' : loses ? 'contract' : 'expand';
  },
  widest: (seen, want) => setOf([...setOf(seen), ...setOf(want)]),
};

const confirm = { equalReads: 2, withinMs: minute };

export const rulesFacet: BoxFacet = {
  name: 'rules',
  about: 'For tests.',
  root: '/rules',
  paths: ['/rules'],
  reads: ['rules'],
  compare: words,
  want: ({ spec }) => spec.rules,
  seen: ({ rules }) => rules,
  half: () => 'expand',
  legal: () => ({ is: 'now' }),
  calls: ['kms:SetRules'],
  write: ({ at, target }) => [callOf('SetRules', at.place, { Id: idOf(at, 'keyId'), Rules: target })],
  confirm,
  risk: (changes) =>
    changes.some(({ after }) => after === '*') ? [{ class: 'widen', message: 'gives to everybody' }] : [],
  repair: ({ half }) => (half === 'contract' ? 'protective' : 'access-giving'),
};

export const shapeFacet: BoxFacet = {
  name: 'shape',
  about: 'For tests.',
  root: '',
  paths: ['/size', '/color'],
  reads: ['box'],
  compare: 'tree',
  want({ spec: { size, color } }) {
    const want = { ...(size === undefined ? {} : { size }), ...(color === undefined ? {} : { color }) };
    return Object.keys(want).length === 0 ? undefined : want;
  },
  seen: ({ box }) => (box === undefined ? undefined : { size: box.size, color: box.color }),
  // A box that shrinks takes room away.
  half: ({ path, before, after }) =>
    path === '/size' && Number(after) < Number(before) ? 'contract' : 'expand',
  legal: (state) =>
    state === 'Broken'
      ? { is: 'defer', reason: 'disabled', why: 'a broken box keeps its shape' }
      : { is: 'now' },
  calls: ['kms:SetShape'],
  write: ({ at, target }) => [callOf('SetShape', at.place, { Id: idOf(at, 'keyId'), Shape: target })],
  confirm,
  repair: () => 'protective',
};

export const labelsFacet: BoxFacet = {
  name: 'tags',
  about: 'For tests.',
  root: '/labels',
  settlesIn: tagsSettleIn,
  paths: ['/labels'],
  reads: ['tags'],
  compare: 'record',
  want: ({ spec }) => spec.labels,
  seen: ({ tags }) =>
    tags === undefined
      ? undefined
      : Object.fromEntries(Object.entries(tags).filter(([name]) => !name.startsWith('keywright:'))),
  half: ({ after }) => (after === undefined ? 'contract' : 'expand'),
  legal: () => ({ is: 'now' }),
  calls: ['kms:SetTags'],
  write: ({ at, target }) => [callOf('SetTags', at.place, { Id: idOf(at, 'keyId'), Tags: target })],
  confirm,
  repair: () => 'protective',
};

export const openFacet: BoxFacet = {
  name: 'open',
  about: 'For tests.',
  root: '/open',
  paths: ['/open'],
  reads: ['box'],
  compare: 'tree',
  want: ({ spec }) => spec.open,
  seen: ({ box }) => box?.open,
  half: ({ after }) => (after === false ? 'contract' : 'expand'),
  legal: () => ({ is: 'after', facets: ['rules'] }),
  calls: ['kms:OpenBox', 'kms:CloseBox'],
  write: ({ at, target }) => [
    callOf(target === true ? 'OpenBox' : 'CloseBox', at.place, { Id: idOf(at, 'keyId') }),
  ],
  confirm,
  risk: (changes) =>
    changes.some(({ after }) => after === false)
      ? [{ class: 'disable', message: 'nothing goes in or out' }]
      : [],
  repair: ({ after }) => (after === true ? 'access-giving' : 'protective'),
};

const boxSchema: z.ZodType<BoxSpec> = z.custom<BoxSpec>();

export const box = declareKind<BoxSpec, BoxReads>({
  kind: 'Box',
  summary: 'A box.',
  schema: boxSchema,
  identity: {
    by: 'mark',
    id: 'keyId',
    asks: ['kms:ListCells', 'kms:GetCell', 'kms:ListBoxes', 'kms:GetTags'],
    marking: {
      asks: ['kms:Index'],
      calls: ['kms:SetTags'],
      index: (place, { name, uid }) => callOf('Index', place, { Mark: markOf({ name, uid }) }),
      parseIndex: (answer) => answer as { address: Address; ids: { keyId: string } }[],
      mark: (at) => [
        callOf('SetTags', at.place, {
          Id: idOf(at, 'keyId'),
          Tags: { [stackTag]: markOf(at.settings), [addressTag]: at.address },
        }),
      ],
      unmark: (at) => [
        callOf('SetTags', at.place, {
          Id: idOf(at, 'keyId'),
          Tags: { [stackTag]: null, [addressTag]: null },
        }),
      ],
      tagsOf: ({ tags }) => tags,
    },
    names: ({ address, place }, referrers) =>
      referrers.length === 0
        ? undefined
        : {
            call: callOf('ListCells', place, {}),
            parse: (answer) =>
              (answer as { name: string; target: string; of?: string }[])
                .filter(({ of }) => of === undefined || of === address)
                .map(({ name, target }) => ({ name, ids: { keyId: target } })),
            each: referrers.flatMap(({ spec }) => {
              const { name } = spec as { readonly name?: string };
              return name === undefined
                ? []
                : [
                    {
                      name,
                      call: callOf('GetCell', place, { Name: name }),
                      parse: (answer) => ({ keyId: (answer as CellReads['cell']).target }),
                    },
                  ];
            }),
          },
    sweep: {
      list: (place) => callOf('ListBoxes', place, {}),
      ids: (answer) => (answer as string[]).map((keyId) => ({ keyId })),
      tags: ({ keyId }, place) => callOf('GetTags', place, { Id: keyId ?? '' }),
      parseTags: (answer) => answer as Readonly<Record<string, string>>,
    },
    byTags: {
      asks: [],
      reads: {},
      doubts: () => [],
      access: () => ({ policy: null, grants: [] }),
    },
    unmarkByHand: ({ keyId }) => `unmark ${keyId ?? ''}`,
    idsOf: (keyId) => ({ keyId }),
  },
  attributes: { id: { of: ({ keyId }) => keyId } },
  claims: () => [],
  locks: ({ ids }) => (ids['keyId'] === undefined ? [] : [ids['keyId']]),
  reads: {
    box: {
      trust: 'truth',
      asks: ['kms:GetBox'],
      call: (at) => callOf('GetBox', at.place, { Id: idOf(at, 'keyId') }),
      parse: (answer) => answer as BoxAnswer,
      absent: ['NotFoundException'],
    },
    tags: {
      trust: 'truth',
      asks: ['kms:GetTags'],
      call: (at) => callOf('GetTags', at.place, { Id: idOf(at, 'keyId') }),
      parse: (answer) => answer as Readonly<Record<string, string>>,
    },
    rules: {
      trust: 'truth',
      asks: ['kms:GetRules'],
      call: (at) => callOf('GetRules', at.place, { Id: idOf(at, 'keyId') }),
      parse: (answer) => answer as readonly string[],
    },
  },
  existence: 'box',
  state: ({ box: one }) => (one?.locked === true ? 'Broken' : 'Enabled'),
  health: ({ box: one }) =>
    one?.locked === true ? { is: 'Degraded', reason: 'unusable', why: 'it is broken' } : { is: 'Healthy' },
  facets: [rulesFacet, shapeFacet, labelsFacet, openFacet],
  create: {
    covers: ['rules', 'tags'],
    calls: ['kms:CreateBox'],
    call: (at) =>
      callOf('CreateBox', at.place, {
        Rules: at.spec.rules ?? [],
        Tags: {
          [stackTag]: markOf(at.settings),
          [addressTag]: at.address,
          ...Object.fromEntries(
            Object.entries(at.spec.labels ?? {}).flatMap(([key, value]) =>
              value === null ? [] : [[key, value]],
            ),
          ),
        },
      }),
    fresh: () => ({ box: freshBox }),
    ids: (answer) => ({ keyId: String((answer as { keyId?: unknown }).keyId) }),
    once: true,
  },
  immutable: [
    {
      path: '/material',
      want: ({ spec }) => spec.material,
      seen: ({ box: one }) => one?.material,
      release: 'make another box',
    },
  ],
});

export const freshBox: BoxAnswer = { size: 1, color: 'grey', open: true, material: 'wood' };

export interface CellSpec {
  /** For a box that is made: the cell is asked for by this name first. */
  readonly name?: string;
  readonly target?: Tree;
  readonly note?: string;
  readonly lock?: string;
  readonly waitsFor?: readonly Address[];
}

export interface CellReads {
  readonly cell: { readonly target: string; readonly note: string };
}

type CellFacet = Facet<CellSpec, CellReads>;

const targetFacet: CellFacet = {
  name: 'target',
  about: 'For tests.',
  root: '/target',
  settlesIn: 5 * minute,
  paths: ['/target'],
  reads: ['cell'],
  compare: 'tree',
  want: ({ spec }) => spec.target,
  seen: ({ cell: one }) => one?.target,
  half: () => 'expand',
  legal: () => ({ is: 'now' }),
  calls: ['kms:SetTarget'],
  write: ({ at, target }) => [callOf('SetTarget', at.place, { Name: at.address, Target: target })],
  confirm,
  repair: () => 'protective',
};

const noteFacet: CellFacet = {
  ...targetFacet,
  name: 'note',
  about: 'For tests.',
  root: '/note',
  settlesIn: minute,
  paths: ['/note'],
  want: ({ spec }) => spec.note,
  seen: ({ cell: one }) => one?.note,
  calls: ['kms:SetNote'],
  write: ({ at, target }) => [callOf('SetNote', at.place, { Name: at.address, Note: target })],
};

export const cell = declareKind<CellSpec, CellReads>({
  kind: 'Cell',
  summary: 'A cell.',
  schema: z.custom<CellSpec>(),
  identity: {
    by: 'name',
    ids: ({ address }) => ({ name: address }),
    blank: ({ cell: one }) => one?.target === '',
    adoption: { is: 'id', what: 'what it points to now', live: ({ cell: one }) => one?.target },
    ours: ({ cell: one }, marked) => marked.has(one?.target ?? ''),
  },
  attributes: { name: { of: ({ name }) => name } },
  claims: () => [],
  waitsFor: ({ spec }) => (spec.waitsFor ?? []).map((to) => ({ to, why: 'said so' })),
  uses: ({ cell: one }) => (one === undefined ? [] : [one.target]),
  locks: ({ spec }) => (spec.lock === undefined ? [] : [spec.lock]),
  reads: {
    cell: {
      trust: 'truth',
      asks: ['kms:GetCell'],
      call: (at) => callOf('GetCell', at.place, { Name: at.address }),
      parse: (answer) => answer as CellReads['cell'],
      absent: ['NotFoundException'],
      missing: { NoShelf: { why: 'there is no shelf', release: 'make one' } },
    },
  },
  existence: 'cell',
  state: () => 'Enabled',
  facets: [targetFacet, noteFacet],
  create: {
    covers: ['target'],
    calls: ['kms:CreateCell'],
    call: (at) => callOf('CreateCell', at.place, { Name: at.address, Target: at.spec.target ?? '' }),
    fresh: () => ({ cell: { target: '', note: '' } }),
    ids: (_answer, at) => ({ name: at.address }),
    once: false,
  },
  onVanish: 'release',
});

export const kinds: ReadonlyMap<string, AnyKind> = new Map<string, AnyKind>([
  ['Box', box],
  ['Cell', cell],
]);

export function byMark(): ByMark {
  const { identity } = kinds.get('Box') ?? {};
  if (identity?.by !== 'mark') throw new Error('a Box carries a mark');
  return identity;
}

/** Returns a facet of a Box as the engine takes it. */
export function anyFacet(facet: BoxFacet): AnyKind['facets'][number] {
  return facet;
}

/** Makes the hole that the id of a box fills once it is made. */
export function idHole(of: Address): Tree {
  return { $unknown: `\${${of}.id}` };
}
