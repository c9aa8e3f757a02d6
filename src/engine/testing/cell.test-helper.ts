import { z } from 'zod';
import { minute } from '../../model/instant.ts';
import type { Facet } from '../../model/kind/facet.ts';
import { declareKind } from '../../model/kind/declare.ts';
import type { Tree } from '../../model/tree.ts';
import type { Address } from '../../model/address.ts';
import { callOf, confirm } from './box-facets.test-helper.ts';

/** A Cell is found by its name, holds a reference to a box and is made by a call that can be repeated. */
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
