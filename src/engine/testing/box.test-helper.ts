import { z } from 'zod';
import { idOf } from '../../model/kind/identity.ts';
import { declareKind } from '../../model/kind/declare.ts';
import { addressTag, markOf, stackTag } from '../../model/resource.ts';
import type { Address } from '../../model/address.ts';
import {
  callOf,
  rulesFacet,
  shapeFacet,
  labelsFacet,
  openFacet,
  type BoxAnswer,
  type BoxReads,
  type BoxSpec,
} from './box-facets.test-helper.ts';
import type { CellReads } from './cell.test-helper.ts';

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
