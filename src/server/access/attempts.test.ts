import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createAttempts } from './attempts.ts';

it('lets through at most the burst and one more each six seconds, whatever the rhythm', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 200 }), (pauses) => {
      let now = 1_000_000;
      const attempts = createAttempts(() => now);
      const passed = pauses.filter((pause) => {
        now += pause;
        return attempts.failed('192.0.2.1') === undefined;
      });
      expect(passed.length).toBeLessThanOrEqual(10 + Math.ceil((now - 1_000_000) / 6_000));
    }),
  );
});

it('bounds all addresses together, and waits no longer than its burst', () => {
  const attempts = createAttempts(() => 0);
  const waits = Array.from({ length: 10_000 }, (_, at) =>
    attempts.failed(`10.0.${String(at >> 8)}.${String(at)}`),
  );
  expect(waits.filter((wait) => wait === undefined)).toHaveLength(100);
  expect(Math.max(...waits.map((wait) => wait ?? 0))).toBeLessThanOrEqual(6_000);
});

it('takes all addresses of one IPv6 client for one', () => {
  const attempts = createAttempts(() => 0);
  const waits = Array.from({ length: 11 }, (_, at) => attempts.failed(`2001:db8:1:2::${String(at)}`));
  expect(waits.at(-1)).toBeGreaterThan(0);
  expect(attempts.failed('2001:db8:1:3::1')).toBeUndefined();
});

it('keeps IPv4 clients of an IPv6 listener apart', () => {
  const attempts = createAttempts(() => 0);
  for (let tried = 0; tried < 11; tried += 1) attempts.failed('::ffff:192.0.2.1');
  expect(attempts.failed('::ffff:192.0.2.2')).toBeUndefined();
});
