import type { Call, OpName, Place } from '../../model/call.ts';
import type { Change } from '../../model/change.ts';
import { minute } from '../../model/instant.ts';
import { tagsSettleIn } from '../../model/pace.ts';
import type { Comparator } from '../../model/kind/compare.ts';
import type { Facet } from '../../model/kind/facet.ts';
import { idOf } from '../../model/kind/identity.ts';
import { pathOf } from '../../model/path.ts';
import { byCodeUnit, isList, sameTree, type Tree } from '../../model/tree.ts';

/** A Box is made once, carries a mark and has a facet of each way to compare. */
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

export type BoxFacet = Facet<BoxSpec, BoxReads>;

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

export const confirm = { equalReads: 2, withinMs: minute };

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
