import { expect, it } from 'vitest';
import { extend } from './rules.ts';

it.each([0, 5_000, 2 ** 53, 1e300])(
  'changes the record at each renewal, also where it ends at %d',
  (until) => {
    const lease = { holder: 'a', term: 1, until };
    const turn = extend({ ...lease, released: false }, lease, 1_000, 1_000);
    expect(turn).toMatchObject({ is: 'write', record: { holder: 'a', term: 1 } });
    if (turn.is === 'write') expect(turn.record.until).not.toBe(until);
  },
);
