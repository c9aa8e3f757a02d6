import { describe, expect, it } from 'vitest';
import type { Change } from '../../model/change.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Gate, Step } from '../../model/plan.ts';
import { stepOf } from '../../model/plan.test-helper.ts';
import { minute } from '../../model/instant.ts';
import { counted } from './counts.ts';
import { decisionsOf, noon, planOf } from './decided.test-helper.ts';

const done: Outcome = { is: 'done', calls: 1, took: 0 };
const braked: Gate = { is: 'blocked', code: 'engine.paused', reason: 'braked', why: '', release: '' };
const none = decisionsOf();

function result(steps: readonly Step[], outcomes: Readonly<Record<string, Outcome>> = {}) {
  const all = new Map(
    steps.map(({ id, gate }) => [
      id,
      outcomes[id] ?? (gate.is === 'released' ? done : { is: 'blocked' as const, gate }),
    ]),
  );
  return { plan: planOf(steps), outcomes: all, calls: { reads: 0, writes: 0 }, seen: 'complete' } as const;
}

describe('after a pass', () => {
  const change = (label: NonNullable<Change['label']>): Change => ({ path: '/description', label });

  it('counts the reverted paths, and not the changes from Git', () => {
    const repaired = stepOf('Key/a', 'policy', { repair: 'protective', changes: [change('drifted')] });
    const changed = stepOf('Key/b', 'policy', { changes: [change('changed-in-git')] });
    expect(counted(none, result([repaired, changed]), noon).reverts).toEqual([
      { address: 'Key/a', path: '/description', at: noon },
    ]);
  });

  it('counts nothing that failed', () => {
    const repaired = stepOf('Key/a', 'policy', { repair: 'protective', changes: [change('drifted')] });
    const failed: Outcome = { is: 'not-started', reason: 'stopped', why: '' };
    expect(counted(none, result([repaired], { [repaired.id]: failed }), noon)).toBe(none);
  });

  it('sets the brake for a kind that it stopped, once, with how many were done', () => {
    const steps = [stepOf('Key/a', 'tags'), { ...stepOf('Key/b', 'tags'), gate: braked }];
    const after = counted(none, result(steps), noon);
    expect(after.brakes).toEqual([{ kind: 'Key', at: noon, confirmed: 1 }]);
    expect(counted(after, result(steps), noon + minute)).toBe(after);
  });
});
