import { describe, expect, it } from 'vitest';
import type { AnyKind } from '../model/kind/kind.ts';
import type { Subject } from '../model/subject.ts';
import { kinds as all } from '../kinds/index.ts';
import { isKnownOp, isRead } from '../aws/operations.ts';
import { byMark, kinds } from './testing/kinds.test-helper.ts';
import { passBench } from './testing/pass.test-helper.ts';
import { resource } from './testing/stack.test-helper.ts';

const box = kindNamed('Box');
const { marking, sweep } = byMark();

function kindNamed(name: string): AnyKind {
  const kind = kinds.get(name);
  if (kind === undefined) throw new Error(`no kind ${name}`);
  return kind;
}

function withFacet(name: string, calls: AnyKind['facets'][number]['calls']): AnyKind {
  return { ...box, facets: box.facets.map((facet) => (facet.name === name ? { ...facet, calls } : facet)) };
}

function withRead(name: string, over: object): AnyKind {
  return {
    ...box,
    reads: Object.fromEntries(
      Object.entries(box.reads).map(([of, read]) => [of, of === name ? { ...read, ...over } : read]),
    ),
  };
}

const lies: readonly { readonly why: string; readonly kind: AnyKind; readonly says: string }[] = [
  {
    why: 'a write of a facet',
    kind: withFacet('shape', []),
    says: 'Box facets.shape makes a call of kms:SetShape and declares none',
  },
  {
    why: 'one of two writes of a facet',
    kind: withFacet('open', ['kms:OpenBox']),
    says: 'Box facets.open makes a call of kms:CloseBox and declares kms:OpenBox',
  },
  {
    why: 'the creating call',
    kind: {
      ...box,
      ...(box.create === undefined ? {} : { create: { ...box.create, calls: ['kms:MakeBox'] } }),
    },
    says: 'Box create makes a call of kms:CreateBox and declares kms:MakeBox',
  },
  {
    why: 'a read',
    kind: withRead('rules', { asks: [] }),
    says: 'Box read rules makes a call of kms:GetRules and declares none',
  },
  {
    why: 'the narrow form of a read',
    kind: withRead('box', {
      trust: 'hint',
      parse: () => undefined,
      narrow: box.reads['tags']?.call.bind(box.reads['tags']),
    }),
    says: 'Box read box makes a call of kms:GetTags and declares kms:GetBox',
  },
  {
    why: 'what proves a read',
    kind: withRead('rules', {
      proof: {
        calls: (_value: unknown, at: Subject<unknown>) => [box.reads['box']?.call(at)],
        parse: (_answers: unknown, value: unknown) => value,
      },
    }),
    says: 'Box read rules makes a call of kms:GetBox and declares kms:GetRules',
  },
  {
    why: 'the index of marks',
    kind: { ...box, identity: { ...byMark(), marking: { ...marking, asks: [] } } },
    says: 'Box index makes a call of kms:Index and declares none',
  },
  {
    why: 'the mark itself',
    kind: { ...box, identity: { ...byMark(), marking: { ...marking, calls: [] } } },
    says: 'Box marking makes a call of kms:SetTags and declares none',
  },
  {
    why: 'the sweep',
    kind: { ...box, identity: { ...byMark(), sweep, asks: ['kms:GetTags', 'kms:ListCells'] } },
    says: 'Box identity makes a call of kms:ListBoxes',
  },
  {
    why: 'a step of a removal',
    kind: {
      ...box,
      removal: {
        reads: {},
        blockers: () => [],
        watch: 'none',
        calls: ['kms:OpenBox'],
        next: (at) => ({
          name: 'close',
          calls: [{ op: 'kms:CloseBox', at: at.place, input: { Id: 'box-1' } }],
          changes: [],
        }),
      },
    },
    says: 'Box removal makes a call of kms:CloseBox and declares kms:OpenBox',
  },
];

describe('a kind is held to what it declares', () => {
  it.each(lies)('$why that is not declared is not sent', async ({ kind, says }) => {
    await expect(everythingOf(kind)).rejects.toThrow(says);
  });

  it('makes the same passes with the true resources', async () => {
    await expect(everythingOf(box)).resolves.toBeUndefined();
  });
});

/** Exercises a kind with a box that lost its mark, one with drift, one to make, and a tombstone. */
async function everythingOf(kind: AnyKind): Promise<void> {
  const bench = passBench();
  bench.on.kinds = new Map([...kinds, ['Box', kind]]);
  bench.aws.put('box-1', { size: 2, open: true }, { mark: 'Box/a', rules: ['x'] });
  await bench.apply([resource('Box/a', { size: 3, rules: ['x'], open: false }), resource('Box/new', {})]);
  bench.aws.put('box-9');
  await bench.apply([
    resource('Box/a', {}, { metadata: { state: 'absent', keyId: 'box-1' } }),
    resource('Box/b', {}, { metadata: { adopt: 'box-9' } }),
  ]);
}

describe('the declarations of the kinds', () => {
  const declared = all.flatMap((kind) => [
    ...kind.facets.map(({ name, calls }) => [`${kind.kind} ${name}`, 'write', calls] as const),
    ...Object.entries(kind.reads).map(([name, { asks }]) => [`${kind.kind} ${name}`, 'read', asks] as const),
  ]);

  it.each(declared)('%s: each %s has a separate row', (_of, access, ops) => {
    expect(ops.length).toBeGreaterThan(0);
    expect(ops.filter((op) => !isKnownOp(op) || isRead(op) !== (access === 'read'))).toEqual([]);
  });
});
