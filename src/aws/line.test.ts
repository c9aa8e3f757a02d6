import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lane } from '../model/call.ts';
import { createLine } from './line.ts';

interface One {
  readonly lane: Lane;
  readonly index: number;
}

const lanes: readonly Lane[] = ['asked', 'sweep'];
const lane = fc.constantFrom(...lanes);

function servedFrom(asked: readonly Lane[], more: readonly Lane[] = []): readonly One[] {
  const line = createLine<One>();
  asked.forEach((in_, index) => line.join({ lane: in_, index }, in_, false));
  const served: One[] = [];
  for (let first = line.first(); first !== undefined; first = line.first()) {
    const next = more[served.length];
    served.push(first);
    line.serve();
    // Whoever arrives in the meantime may be more urgent.
    if (next !== undefined) line.join({ lane: next, index: asked.length + served.length }, next, false);
  }
  return served;
}

describe('a line', () => {
  it('serves every caller once, and a lane in order of arrival', () => {
    fc.assert(
      fc.property(fc.array(lane, { maxLength: 60 }), fc.array(lane, { maxLength: 60 }), (asked, more) => {
        const served = servedFrom(asked, more);
        expect(new Set(served.map(({ index }) => index)).size).toBe(served.length);
        expect(served.length).toBeGreaterThanOrEqual(asked.length);
        for (const one of lanes) {
          const indexes = served.filter((taken) => taken.lane === one).map(({ index }) => index);
          expect(indexes).toEqual(indexes.toSorted((a, b) => a - b));
        }
      }),
    );
  });

  it('serves the more urgent lane first while no other waits long', () => {
    fc.assert(
      fc.property(fc.array(lane, { maxLength: 7 }), (asked) => {
        const rank = (in_: Lane): number => lanes.indexOf(in_);
        const expected = asked.toSorted((a, b) => rank(a) - rank(b));
        expect(servedFrom(asked).map((one) => one.lane)).toEqual(expected);
      }),
    );
  });

  it('gives a lane in which somebody waits at least each eighth turn', () => {
    fc.assert(
      fc.property(fc.array(lane, { maxLength: 80 }), fc.array(lane, { maxLength: 80 }), (asked, more) => {
        const line = createLine<Lane>();
        const waits = new Map<Lane, number>(lanes.map((one) => [one, 0]));
        const join = (one: Lane): void => {
          line.join(one, one, false);
          waits.set(one, (waits.get(one) ?? 0) + 1);
        };
        asked.forEach(join);
        const passedOver = new Map<Lane, number>();
        for (let first = line.first(), turn = 0; first !== undefined; first = line.first(), turn += 1) {
          line.serve();
          for (const one of lanes) {
            const goes = one !== first && (waits.get(one) ?? 0) > 0;
            passedOver.set(one, goes ? (passedOver.get(one) ?? 0) + 1 : 0);
            expect(passedOver.get(one)).toBeLessThan(8);
          }
          waits.set(first, (waits.get(first) ?? 0) - 1);
          const next = more[turn];
          if (next !== undefined) join(next);
        }
      }),
    );
  });

  it('forgets those who leave, and counts those who wait', () => {
    const line = createLine<string>();
    const first = line.join('first', 'asked', false);
    line.join('second', 'asked', false);
    first.leave();
    first.leave();
    expect([line.first(), line.waiting()]).toEqual(['second', 1]);
  });

  it('keeps its pace with a hundred thousand in it', () => {
    const line = createLine<number>();
    for (let index = 0; index < 100_000; index += 1) line.join(index, 'sweep', index % 3 === 0);
    let served = 0;
    for (; line.first() !== undefined; served += 1) {
      line.serve();
    }
    expect([served, line.waiting()]).toEqual([100_000, 0]);
  });
});
