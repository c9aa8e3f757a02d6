import { describe, expect, test } from 'vitest';
import {
  inTurn,
  linesOf,
  standingOf,
  stepWords,
  type Decided,
  type PlanSection,
  type PlanStep,
} from './step.ts';

const id = 'Key/orders#policy';
const none: Decided = { waiting: [], approvals: [], rejections: [] };
const by = { id: 'person:ann', name: 'ann' };
const waits: Decided = {
  ...none,
  waiting: [{ step: id, classes: ['widen'], reason: 'waits-for-approval', why: 'gives access' }],
};

function step(fields: object): PlanStep {
  return {
    id,
    name: 'policy',
    half: 'expand',
    gate: { is: 'released' },
    after: [],
    ...fields,
  } as unknown as PlanStep;
}

const approval = { gate: { is: 'approval', classes: ['widen'], reason: 'waits-for-approval', why: 'gives' } };

describe('standingOf', () => {
  test.each([
    ['a step that runs', step({}), none, 'runs automatically'],
    ['a step that waits', step(approval), waits, 'waits for approval'],
    ['a step of an earlier plan', step(approval), none, 'needed approval'],
    ['a failed step', step({ outcome: { is: 'failed', failure: { message: 'denied' } } }), none, 'failed'],
    [
      'a step whose gate was closed',
      step({ ...approval, outcome: { is: 'blocked' } }),
      waits,
      'waits for approval',
    ],
    [
      'a step behind another',
      step({ heldBy: { step: 'Key/a#policy', gate: 'approval' } }),
      none,
      'comes later',
    ],
  ])('names %s', (_, given, decided, word) => {
    expect(standingOf(given, decided).word).toBe(word);
  });

  test('says that an approved step waits for the next pass, though its plan still shows its gate', () => {
    const approvals = [{ id: '1', by, at: '', until: '', address: 'Key/orders', step: id, classes: [] }];
    const decided = { ...waits, approvals } as unknown as Decided;
    expect(standingOf(step(approval), decided)).toMatchObject({
      is: 'approved',
      text: 'ann approved it: it runs at the next pass.',
    });
  });

  test('says who rejected a step, and why', () => {
    const rejections = [{ id: '1', by, at: '', note: 'not today', address: 'Key/orders', step: id }];
    const decided = { ...waits, rejections } as unknown as Decided;
    expect(standingOf(step(approval), decided)).toMatchObject({ is: 'rejected', text: 'ann: not today' });
  });
});

test('writes both halves of a write with one name', () => {
  expect(stepWords('Key/orders#policy:contract')).toBe('Key/orders (policy)');
});

test('gives each line of a resource to the step that is named after it, and the rest to the first', () => {
  const section = {
    lines: [{ path: '/policy/Statement/A' }, { path: '/tags/a' }, { path: '/description' }],
    steps: [step({}), step({ id: 'Key/orders#tags', name: 'tags' })],
  } as unknown as PlanSection;
  const paths = section.steps.map((one) => linesOf(section, one).map(({ path }) => path));
  expect(paths).toEqual([['/policy/Statement/A', '/description'], ['/tags/a']]);
});

test('lists the steps of all resources in the order of execution', () => {
  const first = { steps: [step({ id: 'Key/a#policy', turn: 2 }), step({ id: 'Key/a#tags', turn: 3 })] };
  const second = { steps: [step({ id: 'Key/b#create', turn: 1 })] };
  const sections = [first, second] as unknown as readonly PlanSection[];
  expect(inTurn(sections).map((one) => one.step.id)).toEqual(['Key/b#create', 'Key/a#policy', 'Key/a#tags']);
});
