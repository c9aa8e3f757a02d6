import { expect, it } from 'vitest';
import type { OpName } from './call.ts';
import type { Step } from './plan.ts';
import { waitingSteps } from './waiting-steps.ts';

const place = { account: '111122223333', region: 'eu-central-1' };

function step(name: string, op: OpName, after: readonly Step[] = []): Step {
  return {
    id: `Key/${name}#create`,
    address: `Key/${name}`,
    kind: 'Key',
    place,
    name: 'create',
    half: 'expand',
    action: 'create',
    changes: [],
    calls: [{ op, at: place, input: {} }],
    after: after.map(({ id }) => id),
    locks: [],
    risks: [],
    desired: '',
    observed: '',
    gate: { is: 'released' },
  };
}

function many(count: number, op: OpName): readonly Step[] {
  return Array.from({ length: count }, (_, index) =>
    step(`${op.slice(4).toLowerCase()}-${String(index)}`, op),
  );
}

it('starts steps of one quota while those of another stand in its line', () => {
  const waiting = waitingSteps([...many(100, 'kms:CreateKey'), ...many(100, 'kms:CreateGrant')]);
  const taken = waiting.take().map(({ calls: [first] }) => first?.op);
  expect(taken.filter((op) => op === 'kms:CreateKey')).toHaveLength(16);
  expect(taken.filter((op) => op === 'kms:CreateGrant')).toHaveLength(16);
});

it('lends the place of a waiting step to others, and resumes it before those that have not begun', () => {
  const waiting = waitingSteps(many(40, 'kms:CreateKey'));
  const [first, second] = waiting.take();
  if (first === undefined || second === undefined) throw new Error('two can start');
  waiting.aside(first);
  expect(waiting.take()).toHaveLength(1);
  let isOn = false;
  waiting.back(first, () => {
    isOn = true;
  });
  expect([waiting.take(), isOn]).toEqual([[], false]);
  waiting.end(second, () => true);
  expect([waiting.take(), isOn]).toEqual([[], true]);
});

it('gives the locks of a waiting step to others, and has it wait for them when it continues', () => {
  const [one, other] = ['one', 'other'].map((name) => ({
    ...step(name, 'kms:CreateKey'),
    locks: ['shared'],
  }));
  if (one === undefined || other === undefined) throw new Error('there are two');
  const waiting = waitingSteps([one, other]);
  expect(waiting.take()).toEqual([one]);
  waiting.aside(one);
  expect(waiting.take()).toEqual([other]);
  let isOn = false;
  waiting.back(one, () => {
    isOn = true;
  });
  expect([waiting.take(), isOn]).toEqual([[], false]);
  waiting.end(other, () => true);
  expect([waiting.take(), isOn]).toEqual([[], true]);
});

it('takes no access away while one that gives it stands aside', () => {
  const gives = step('gives', 'kms:CreateKey');
  const takes: Step = { ...step('takes', 'kms:DisableKey'), half: 'contract', action: 'remove' };
  const waiting = waitingSteps([gives, takes]);
  expect(waiting.take()).toEqual([gives]);
  waiting.aside(gives);
  expect(waiting.take()).toEqual([]);
});

it('gives those that an end does not let start, and starts the others once all before them are over', () => {
  const [one, other] = [step('one', 'kms:CreateKey'), step('other', 'kms:CreateKey')];
  const [both, only] = [step('both', 'kms:CreateKey', [one, other]), step('only', 'kms:CreateKey', [one])];
  const waiting = waitingSteps([one, other, both, only]);
  expect(waiting.take()).toEqual([one, other]);
  expect(waiting.end(one, (follower) => follower !== only)).toEqual([only]);
  waiting.end(only, () => false);
  expect([waiting.take(), waiting.left()]).toEqual([[], [both]]);
  waiting.end(other, () => true);
  expect(waiting.take()).toEqual([both]);
});

it('gives a lock that steps of two quotas want to the one that comes first in the plan', () => {
  const [one, other] = [step('one', 'kms:CreateKey'), step('other', 'kms:CreateGrant')];
  const before = { ...step('before', 'kms:CreateGrant'), locks: ['shared'] };
  const behind = { ...step('behind', 'kms:CreateKey'), locks: ['shared'] };
  const waiting = waitingSteps([one, other, before, behind]);
  expect(waiting.take()).toEqual([one, other, before]);
  waiting.end(before, () => true);
  expect(waiting.take()).toEqual([behind]);
});

it('gives a place once only, however a step ends that stood aside', () => {
  const waiting = waitingSteps(many(40, 'kms:CreateKey'));
  const [first] = waiting.take();
  if (first === undefined) throw new Error('one can start');
  waiting.aside(first);
  expect(waiting.take()).toHaveLength(1);
  waiting.end(first, () => true);
  expect(waiting.take()).toEqual([]);
});
