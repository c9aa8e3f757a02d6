import fc from 'fast-check';
import { expect, it } from 'vitest';
import { locksOf, takesLast, width } from './pace.ts';
import type { Step } from './plan.ts';
import { waitingSteps } from './waiting-steps.ts';

const place = { account: '111122223333', region: 'eu-central-1' };

interface Drawn {
  readonly thing: number;
  readonly locks: readonly number[];
  readonly after: readonly number[];
  readonly takes: boolean;
  readonly isGrant: boolean;
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  thing: fc.nat(5),
  locks: fc.uniqueArray(fc.nat(3), { maxLength: 2 }),
  after: fc.array(fc.nat(40), { maxLength: 2 }),
  takes: fc.boolean(),
  isGrant: fc.boolean(),
});

function stepsOf(all: readonly Drawn[]): readonly Step[] {
  const idOf = (index: number): Step['id'] => `Key/k${String(all[index]?.thing)}#s${String(index)}`;
  return all.map(({ thing, locks, after, takes, isGrant }, index) => ({
    id: idOf(index),
    address: `Key/k${String(thing)}`,
    kind: 'Key',
    place,
    name: `s${String(index)}`,
    half: takes ? 'contract' : 'expand',
    action: takes ? 'remove' : 'update',
    changes: [],
    calls: [{ op: isGrant ? 'kms:CreateGrant' : 'kms:CreateKey', at: place, input: {} }],
    // Only on earlier ones: a plan has no cycles.
    after: [...new Set(index === 0 ? [] : after.map((one) => idOf(one % index)))],
    locks: locks.map((lock) => `lock ${String(lock)}`),
    risks: [],
    desired: '',
    observed: '',
    gate: { is: 'released' },
  }));
}

// An apply in which any step may stand aside any number of times, in any order, and be over in between.
it('never gives one lock or one place to two, and lets every step end', () => {
  fc.assert(
    fc.property(
      fc.array(drawn, { minLength: 1, maxLength: 40 }),
      fc.infiniteStream(fc.nat(1_000)),
      (all, stream) => {
        const steps = stepsOf(all);
        const waiting = waitingSteps(steps);
        const [placed, aside, back, over] = [1, 2, 3, 4].map(() => new Set<Step>()) as [
          Set<Step>,
          Set<Step>,
          Set<Step>,
          Set<Step>,
        ];
        const next = (): number => (stream.next() as IteratorResult<number, number>).value;
        const pick = (from: ReadonlySet<Step>): Step | undefined => [...from][next() % from.size];
        const take = (): void => {
          const begun = waiting.take();
          for (const step of begun) {
            placed.add(step);
            for (const before of step.after) expect([...over].map(({ id }) => id)).toContain(before);
            // What removes access begins while nothing that gives it is under way.
            if (takesLast(step))
              expect([...aside, ...back].filter(({ half }) => half === 'expand')).toEqual([]);
          }
          const locks = [...placed].flatMap(locksOf);
          expect(locks.length).toBe(new Set(locks).size);
          expect(placed.size).toBeLessThanOrEqual(2 * width);
        };
        take();
        for (let moves = 0; over.size < steps.length; moves += 1) {
          // Standing aside for ever would be no fault of the scheduler.
          const move = moves > 500 ? 2 + (next() % 2) : next() % 4;
          const step = move === 0 || move === 3 ? pick(placed) : pick(aside);
          if (move === 0 && step !== undefined) {
            placed.delete(step);
            aside.add(step);
            waiting.aside(step);
          } else if (move === 1 && step !== undefined) {
            // What it waited for threw: it ends where it stands.
            aside.delete(step);
            over.add(step);
            waiting.end(step, () => true);
          } else if (move === 2 && step !== undefined) {
            aside.delete(step);
            back.add(step);
            waiting.back(step, () => {
              back.delete(step);
              placed.add(step);
            });
          } else if (move === 3 && step !== undefined) {
            placed.delete(step);
            over.add(step);
            waiting.end(step, () => true);
          }
          take();
          if (placed.size + aside.size === 0) expect([over.size, back.size]).toEqual([steps.length, 0]);
        }
      },
    ),
  );
});
