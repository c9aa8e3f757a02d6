import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { realEntropy, seededEntropy } from './entropy.ts';
import { realRandoms, seededRandoms, type Random } from './random.ts';

function draw(random: Random, count: number): number[] {
  return Array.from({ length: count }, () => random.next());
}

describe('seededRandoms', () => {
  it('repeats itself for one seed and name', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (seed, name) => {
        const again = draw(seededRandoms(seed).stream(name), 20);
        expect(draw(seededRandoms(seed).stream(name), 20)).toEqual(again);
      }),
    );
  });

  it.each([
    { why: 'another name', a: seededRandoms(1).stream('lag'), b: seededRandoms(1).stream('faults') },
    { why: 'another seed', a: seededRandoms(1).stream('lag'), b: seededRandoms(2).stream('lag') },
    {
      why: 'a name that continues the seed',
      a: seededRandoms('1').stream('2lag'),
      b: seededRandoms('12').stream('lag'),
    },
  ])('gives other numbers for $why', ({ a, b }) => {
    expect(draw(a, 5)).not.toEqual(draw(b, 5));
  });

  it('does not let one stream disturb another', () => {
    const randoms = seededRandoms(7);
    const alone = draw(seededRandoms(7).stream('lag'), 10);
    const lag = randoms.stream('lag');
    const faults = randoms.stream('faults');
    const mixed = Array.from({ length: 10 }, () => {
      faults.next();
      return lag.next();
    });
    expect(mixed).toEqual(alone);
  });

  it.each([
    { why: 'seeded', random: seededRandoms('even').stream('x') },
    { why: 'real', random: realRandoms().stream('x') },
  ])('spreads evenly over [0, 1): $why', ({ random }) => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const number of draw(random, 20_000)) {
      const tenth = Math.floor(number * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    expect(tenths).toHaveLength(10);
    for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(300);
  });
});

describe('entropy', () => {
  it('gives as many bytes as asked, repeatable only when seeded', () => {
    const seeded = (): string => seededEntropy(seededRandoms(3).stream('ids')).hex(8);
    expect(seeded()).toMatch(/^[0-9a-f]{16}$/u);
    expect(seeded()).toBe(seeded());
    expect(realEntropy().hex(8)).not.toBe(realEntropy().hex(8));
  });
});
