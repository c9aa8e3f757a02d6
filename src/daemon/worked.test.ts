import { expect, it } from 'vitest';
import { hour, second } from '../model/instant.ts';
import type { Outcome } from '../model/outcome.ts';
import { stepOf } from '../model/plan.test-helper.ts';
import type { Step } from '../model/plan.ts';
import type { Due } from './due.ts';
import { planWith } from './testing/controller.test-helper.ts';
import { workedIn } from './worked.ts';

const now = 1_000_000;
const usual: Due = { at: now + hour, lane: 'sweep', look: 'full', why: new Set(['schedule']) };
const done: Outcome = { is: 'done', calls: 1, took: 10 };

const approval = { is: 'approval', classes: ['repair'], reason: 'waits-for-approval', why: '' } as const;
const cancels = stepOf('Key/a', 'deletion');
const enables = stepOf('Key/a', 'enabled', { gate: approval });

type End = readonly [Step, Outcome];

/** Tells when Key/a is looked at again after a pass over both steps that ended so. */
function againAt(...ends: readonly End[]): number | undefined {
  const outcomes = new Map(ends.map(([{ id }, end]) => [id, end] as const));
  const worked = workedIn({
    result: { plan: planWith([cancels, enables]), outcomes },
    now,
    next: () => usual,
  }).get('Key/a');
  return worked?.is === 'again' ? worked.due.at : undefined;
}

it('looks again soon when only some steps of a resource got done', () => {
  expect(againAt([cancels, done])).toBe(now + 5 * second);
  expect(againAt([cancels, done], [enables, { is: 'blocked', gate: approval }])).toBe(now + 5 * second);
});

it('looks once more when all steps got done, since what was read is from before', () => {
  expect(againAt([cancels, done], [enables, done])).toBe(now + 30 * second);
});

it('keeps the usual look when no step got done', () => {
  expect(againAt([enables, { is: 'blocked', gate: approval }])).toBe(usual.at);
});
