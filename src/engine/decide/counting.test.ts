import { describe, expect, it } from 'vitest';
import { noDecisions } from '../../model/decisions.ts';
import { minute } from '../../model/instant.ts';
import type { Gate, Plan, Step } from '../../model/plan.ts';
import { stepOf } from '../../model/plan.test-helper.ts';
import { noon } from '../testing/stack.test-helper.ts';
import { counting } from './counting.ts';

const braked: Gate = { is: 'blocked', code: 'engine.paused', reason: 'braked', why: '', release: '' };
const disables = stepOf('Key/a', 'enabled', { half: 'contract' });

function planOf(...steps: readonly Step[]): Pick<Plan, 'steps'> {
  return { steps };
}

describe('counting before a plan is sent', () => {
  it('counts what it writes, and what of it takes something away', () => {
    const steps = [disables, stepOf('Key/b', 'tags'), { ...stepOf('Key/c', 'tags'), gate: braked }];
    const { writes, losses } = counting(noDecisions, planOf(...steps), noon);
    expect(writes.map(({ address }) => address)).toEqual(['Key/a', 'Key/b']);
    expect(losses).toEqual([{ address: 'Key/a', account: '111122223333', kind: 'Key', at: noon }]);
  });

  it('counts a resource once, in its old place, at the new time', () => {
    const first = counting(noDecisions, planOf(disables, stepOf('Key/b', 'tags')), noon);
    const { writes } = counting(first, planOf(disables), noon + minute);
    expect(writes.map(({ address, at }) => [address, at])).toEqual([
      ['Key/a', noon + minute],
      ['Key/b', noon],
    ]);
  });

  it('changes nothing where nothing runs', () => {
    expect(counting(noDecisions, planOf({ ...disables, gate: braked }), noon)).toBe(noDecisions);
  });
});
