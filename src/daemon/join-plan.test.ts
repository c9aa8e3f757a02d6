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

  it('takes nothing from another commit', () => {
    const whole = planWith(10, [tags]);
    expect(join(whole, { ...planWith(20, [policy]), commit: 'c2' })).toBe(whole);
  });
});
