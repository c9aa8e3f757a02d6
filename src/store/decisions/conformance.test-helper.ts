import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noDecisions, type Counted, type Decisions, type DecisionStore } from '../../model/decisions.ts';
import { hour } from '../../model/instant.ts';
import type { Place } from '../places.test-helper.ts';

/** Later than any clock of a test, so that nothing is old. */
const later = Date.UTC(2030, 0, 1);

function loss(name: string): Counted {
  return { address: `Key/${name}`, account: '111122223333', kind: 'Key', at: later };
}

function withLoss(name: string): (before: Decisions) => Decisions {
  return (before) => ({ ...before, losses: [...before.losses, loss(name)] });
}

const pause = {
  id: 'p1',
  by: { id: 'uid:1000', name: 'ada' },
  at: later,
  why: 'INC-7',
  until: later + hour,
  addresses: ['Key/a'],
} as const;

/** Holds wherever decisions are kept. */
export function decisionConformance(makePlace: () => Place<DecisionStore>): void {
  describe('decisions', () => {
    it('reports none before the first', async () => {
      expect(await makePlace().boot().decisions()).toBeUndefined();
    });

    it('keeps what was decided over a crash', async () => {
      const place = makePlace();
      await place.boot().decide((before) => ({ ...before, pauses: [pause] }));
      place.crash();
      expect(await place.boot().decisions()).toEqual({ ...noDecisions, pauses: [pause] });
    });

    it('loses no change when two replicas decide at the same moment', async () => {
      const place = makePlace();
      const [one, two] = [place.boot(), place.boot()];
      await Promise.all(
        ['a', 'b', 'c'].flatMap((name) => [
          one.decide(withLoss(`1${name}`)),
          two.decide(withLoss(`2${name}`)),
        ]),
      );
      const { losses } = (await place.boot().decisions()) ?? noDecisions;
      expect(losses.map(({ address }) => address).sort()).toEqual(
        ['1a', '1b', '1c', '2a', '2b', '2c'].map((name) => `Key/${name}`),
      );
    });

    it('loses no change, whatever the order of decisions', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat({ max: 2 }), { maxLength: 6 }), async (order) => {
          const place = makePlace();
          const replicas: readonly DecisionStore[] = [place.boot(), place.boot(), place.boot()];
          await Promise.all(order.map(async (who, index) => replicas[who]?.decide(withLoss(String(index)))));
          const found = (await place.boot().decisions())?.losses ?? [];
          expect(new Set(found.map(({ address }) => address)).size).toBe(order.length);
        }),
        { numRuns: 10 },
      );
    });

    it('writes nothing when the change leaves everything as it is', async () => {
      const place = makePlace();
      await place.boot().decide((before) => before);
      expect(await place.boot().decisions()).toBeUndefined();
    });

    it('rejects and stores nothing when the change throws', async () => {
      const place = makePlace();
      const refuse = (): never => {
        throw new Error('no');
      };
      await expect(place.boot().decide(refuse)).rejects.toThrow('no');
      expect(await place.boot().decisions()).toBeUndefined();
    });
  });

  describe('STOP', () => {
    const order = { by: 'ada', why: 'INC-7', at: later };

    it('is there until it is taken back', async () => {
      const place = makePlace();
      expect(await place.boot().stopOrder()).toBeUndefined();
      await place.boot().orderStop(order);
      place.crash();
      expect(await place.boot().stopOrder()).toEqual(order);
      await place.boot().orderStop(undefined);
      await place.boot().orderStop(undefined);
      expect(await place.boot().stopOrder()).toBeUndefined();
    });

    it('takes the last order', async () => {
      const place = makePlace();
      await place.boot().orderStop(order);
      await place.boot().orderStop({ ...order, why: 'INC-8' });
      expect(await place.boot().stopOrder()).toMatchObject({ why: 'INC-8' });
    });
  });
}
