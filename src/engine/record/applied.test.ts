import { describe, expect, it } from 'vitest';
import { kindsByName } from '../../kinds/index.ts';
import type { AppliedDocument } from '../../model/history.ts';
import type { Stack } from '../../model/resource.ts';
import { appliedIn } from './applied.ts';
import { fold, known, type Known } from './fold.ts';
import { done, drift, key, seenOf, sightOf, step } from './sight.test-helper.ts';
import type { Sight } from './sight.ts';
import { restored } from './restored.ts';

const nothing: Known = { status: new Map(), open: [] };
const spec = { policy: { Statement: ['new'] }, description: 'x' };
const policy = step('policy', drift('/policy', { label: 'changed-in-git' }));

function appliedAfter(before: Known, sight: Sight): readonly (readonly [string, AppliedDocument['spec']])[] {
  return appliedIn(fold(before, sight), sight).map((one) => [one.facet, one.spec] as const);
}

describe('the applied values', () => {
  const whole = [
    ['policy', [{ path: '/policy', value: { Statement: ['new'] } }]],
    ['description', [{ path: '/description', value: 'x' }]],
  ];

  it('is each facet of a resource that is found in sync first, as an earlier run left it', () => {
    expect(appliedAfter(nothing, sightOf([seenOf(10)], { spec }))).toEqual(whole);
  });

  it('is only the facet that was written to one that was in sync', () => {
    const inSync = sightOf([seenOf(10)], { spec });
    const before = known(nothing, fold(nothing, inSync));
    expect(appliedAfter(before, inSync)).toEqual([]);
    const wrote = sightOf([seenOf(20, [policy])], { spec, outcomes: { [policy.id]: done } });
    expect(appliedAfter(before, wrote)).toEqual([whole[0]]);
  });

  it('is all that a creating call sets', () => {
    const create = step('create', drift('/policy'), { action: 'create' });
    const sight = sightOf([seenOf(10, [create], { exists: false })], {
      spec,
      outcomes: { [create.id]: done },
    });
    expect(appliedAfter(nothing, sight)).toEqual(whole);
  });

  it.each([
    { what: 'waits', sight: sightOf([seenOf(10, [policy])], { spec }) },
    { what: 'is let go', sight: sightOf([seenOf(10)], { spec, state: 'released' }) },
  ])('is nothing of what $what', ({ sight }) => {
    expect(appliedAfter(nothing, sight)).toEqual([]);
  });
});

describe('restoring', () => {
  const kinds = kindsByName();
  const { stack } = sightOf([seenOf(10)], { spec: { ...spec, tags: { a: '1' } } });
  const whole = { ...stack, settings: {}, diagnostics: [] } as unknown as Stack;
  const old = {
    address: key,
    facet: 'policy',
    spec: [{ path: '/policy', value: { Statement: ['old'] } }],
  } as const;

  it('declares the earlier document, and leaves the rest of the manifest', () => {
    expect(restored(whole, old, kinds)).toMatchObject({
      stack: { resources: new Map([[key, { spec: { policy: { Statement: ['old'] }, description: 'x' } }]]) },
    });
  });

  it('declares nothing where nothing was declared then', () => {
    const found = restored(whole, { ...old, spec: [] }, kinds);
    expect('stack' in found && found.stack.resources.get(key)?.spec).toEqual({
      description: 'x',
      tags: { a: '1' },
    });
  });

  it('is refused when the document refers to an undeclared resource', () => {
    const value = { Resource: { $unknown: '${Key/gone.arn}' } };
    const found = restored(whole, { ...old, spec: [{ path: '/policy', value }] }, kinds);
    expect(found).toMatchObject({
      refused: [{ code: 'manifest.reference', message: expect.stringContaining('Key/gone') as string }],
    });
  });

  it('is refused where no manifest declares the resource', () => {
    expect(restored(whole, { ...old, address: 'Key/gone' }, kinds)).toHaveProperty('refused');
  });
});
