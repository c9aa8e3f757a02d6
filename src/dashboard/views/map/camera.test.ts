import fc from 'fast-check';
import { expect, it } from 'vitest';
import { centred, middleOf, moved, wholeOf, zoomed } from './camera.ts';

const sheet = { width: 3000, height: 2000 };
const spots = fc.record({ x: fc.integer({ min: 0, max: 3000 }), y: fc.integer({ min: 0, max: 2000 }) });

it('keeps the middle on the drawing, however it is moved and zoomed', () => {
  const moves = fc.array(
    fc.record({
      factor: fc.double({ min: 0.2, max: 5, noNaN: true }),
      at: spots,
      x: fc.integer(),
      y: fc.integer(),
    }),
  );
  fc.assert(
    fc.property(moves, (all) => {
      let camera = wholeOf(sheet);
      for (const { factor, at, x, y } of all)
        camera = moved(zoomed(camera, factor, at, sheet), { x, y }, sheet);
      const middle = middleOf(camera);
      expect(middle.x).toBeGreaterThan(-1);
      expect(middle.x).toBeLessThan(sheet.width + 1);
      expect(middle.y).toBeGreaterThan(-1);
      expect(middle.y).toBeLessThan(sheet.height + 1);
      expect(camera.width).toBeGreaterThan(300);
      expect(camera.width).toBeLessThan(2 * sheet.width);
    }),
  );
});

it('leaves the spot under the pointer where it is', () => {
  const at = { x: 1600, y: 900 };
  const before = wholeOf(sheet);
  const after = zoomed(before, 2, at, sheet);
  expect((at.x - after.x) / after.width).toBeCloseTo((at.x - before.x) / before.width);
  expect((at.y - after.y) / after.height).toBeCloseTo((at.y - before.y) / before.height);
});

it('brings a resource into the middle', () => {
  const after = centred(wholeOf(sheet), { x: 700, y: 300 }, sheet);
  expect(middleOf(after)).toEqual({ x: 700, y: 300 });
  expect(after.width).toBeLessThanOrEqual(900);
});
