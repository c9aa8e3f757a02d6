import { describe, expect, it } from 'vitest';
import { done, drift, fastFacets, key, seenOf, sightOf, step } from '../engine/record/sight.test-helper.ts';
import { kindsByName } from '../kinds/index.ts';
import { planIdOf } from '../model/plan-id.ts';
import type { Plan } from '../model/plan.ts';
import { joined } from './join-plan.ts';

const policy = step('policy', drift('/policy'));
const tags = step('tags', drift('/tags/owner'));
const read = fastFacets;

function planWith(...given: Parameters<typeof seenOf>): Plan {
  return sightOf([seenOf(...given)]).plan;
}

function join(whole: Plan, plan: Plan, outcomes = new Map<string, typeof done>()): Plan {
  return joined(whole, { plan, outcomes }, kindsByName());
}

function stepsOf({ steps }: Plan): readonly string[] {
  return steps.map(({ id }) => id);
}

describe('the plan of everything, after a look at a part', () => {
  it.each([
    { when: 'it finds something', whole: [], part: [policy], more: {}, left: [policy] },
    { when: 'a fast look finds it gone', whole: [policy, tags], part: [], more: { read }, left: [tags] },
    { when: 'a full look finds it gone', whole: [policy, tags], part: [], more: {}, left: [] },
    {
      when: 'it finds the same',
      whole: [tags, policy],
      part: [policy],
      more: { read },
      left: [tags, policy],
    },
  ])('has what is left when $when', ({ whole, part, more, left }) => {
    const plan = join(planWith(10, whole), planWith(20, part, more));
    expect(stepsOf(plan)).toEqual(left.map(({ id }) => id));
    expect(plan.resources.find(({ address }) => address === key)?.steps).toEqual(left.map(({ id }) => id));
  });

  it('has nothing of what the pass got done', () => {
    const whole = planWith(10, [policy, tags]);
    expect(stepsOf(join(whole, planWith(20, [policy], { read }), new Map([[policy.id, done]])))).toEqual([
      tags.id,
    ]);
  });

  it('keeps its name when the look finds what was planned', () => {
    const whole = planWith(10, [tags, policy]);
    expect(planIdOf(join(whole, planWith(20, [policy], { read })))).toBe(planIdOf(whole));
  });

  // A policy that Git changes is first widened and then narrowed. A reader wants the change, not the way to it.
  it.each([
    { which: 'both halves are', isDone: false, told: ['/policy'] },
    { which: 'one half is', isDone: true, told: ['/policy/Statement/1'] },
  ])('tells a change in two halves as one if $which ahead: $told', ({ isDone, told }) => {
    const halves = [step('policy', drift('/policy/Statement/0')), step('tags', drift('/policy/Statement/1'))];
    const [first] = halves;
    const part = planWith(20, halves);
    const shown = part.resources.map((one) => ({ ...one, changes: [drift('/policy')] }));
    const outcomes = new Map(isDone && first !== undefined ? [[first.id, done] as const] : []);
    const plan = join(planWith(10, []), { ...part, resources: shown }, outcomes);
    expect(plan.resources.flatMap(({ changes }) => changes.map(({ path }) => path))).toEqual(told);
  });

  it('puts a new step before the one that waits for it', () => {
    const late = { ...tags, after: [policy.id] };
    const plan = join(planWith(10, [tags]), planWith(20, [policy, late]));
    expect(stepsOf(plan)).toEqual([policy.id, tags.id]);
  });

  it('takes nothing from another commit', () => {
    const whole = planWith(10, [tags]);
    expect(join(whole, { ...planWith(20, [policy]), commit: 'c2' })).toBe(whole);
  });
});
