import { expect, it } from 'vitest';
import type { Plan, Step } from '../../model/plan.ts';
import type { Resource, Stack } from '../../model/resource.ts';
import { detailsOf } from './details.ts';

const key = {
  address: 'Key/a',
  spec: { description: 'x', rotation: { enabled: true }, tags: { team: 'a' } },
  references: [],
  metadata: { ignore: [{ path: '/tags/team', reason: 'theirs' }] },
} as unknown as Resource;

const alias = {
  address: 'Alias/a',
  spec: {},
  references: [{ to: 'Key/a' }, { to: 'Key/a' }],
} as unknown as Resource;

const stack = { resources: new Map([key, alias].map((one) => [one.address, one])) } as unknown as Stack;

function planOf(seen: object, changes: Step['changes'] = []): Plan {
  return {
    resources: [{ address: 'Key/a', changes, deferred: [], ...seen }],
    steps: [{ address: 'Key/a', changes }],
  } as unknown as Plan;
}

it('tells references in both directions, each once', () => {
  expect(detailsOf({ address: 'Alias/a', sync: 'Unknown' }, stack, undefined)).toEqual({
    references: ['Key/a'],
    referencedBy: [],
  });
  expect(detailsOf({ address: 'Key/a', sync: 'Unknown' }, stack, undefined)).toEqual({
    references: [],
    referencedBy: ['Alias/a'],
  });
});

it('parts the fields that differ from those that do not, and leaves out what is ignored', () => {
  const change = { path: '/rotation/enabled', before: false, after: true } as const;
  expect(detailsOf({ address: 'Key/a', sync: 'Drifted' }, stack, planOf({}, [change]))).toMatchObject({
    fields: { description: 'x' },
    differences: [change],
  });
});

// A policy that gives and takes is first written as the union of both: AWS never held what the second step changes.
it('tells a change in two halves as the resource has it, not as its steps write it', () => {
  const whole = { path: '/description', before: 'old', after: 'x' } as const;
  const half = { path: '/description', before: 'old or x', after: 'x' } as const;
  expect(
    detailsOf({ address: 'Key/a', sync: 'PendingChange' }, stack, planOf({ changes: [whole] }, [half])),
  ).toMatchObject({ differences: [whole], fields: { rotation: { enabled: true } } });
});

// The rotation of a disabled key cannot be changed, so it may differ and no step says so.
it.each([
  { path: '/rotation', fields: { description: 'x' } },
  { path: '', fields: {} },
])('leaves out what AWS does not allow to write now: $path', ({ path, fields }) => {
  const deferred = [{ path, reason: 'disabled', why: 'the key is disabled' }];
  expect(detailsOf({ address: 'Key/a', sync: 'InSync' }, stack, planOf({ deferred }))).toMatchObject({
    fields,
  });
});

it.each([
  { when: 'it could not be read', sync: 'Unknown', plan: planOf({}) },
  { when: 'it is created first', sync: 'PendingChange', plan: planOf({ spec: {} }) },
  { when: 'nothing was planned yet', sync: 'InSync', plan: undefined },
] as const)('tells no fields when $when', ({ sync, plan }) => {
  expect(detailsOf({ address: 'Key/a', sync }, stack, plan)).not.toHaveProperty('fields');
});

it('tells nothing of a resource that lost its manifest', () => {
  expect(detailsOf({ address: 'Key/gone', sync: 'InSync' }, stack, planOf({}))).toEqual({
    references: [],
    referencedBy: [],
  });
});
