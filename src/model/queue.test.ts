import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createQueue } from './queue.ts';

it('gives the least first, and equals in the order in which they came', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (keys) => {
      const queue = createQueue<number>();
      keys.forEach((key, turn) => {
        queue.push(key, turn);
      });
      const out = keys.map(() => queue.pop());
      const sorted = keys
        .map((key, value) => ({ key, value }))
        .sort((a, b) => a.key - b.key || a.value - b.value);
      expect(out.map((one) => ({ key: one?.key, value: one?.value }))).toEqual(sorted);
      expect(queue.pop()).toBeUndefined();
    }),
  );
});
