import { expect, it } from 'vitest';
import type { Call } from '../model/call.ts';
import { hour } from '../model/instant.ts';
import { shiftedClock } from '../runtime/shifted-clock.ts';
import { virtualClock } from '../runtime/virtual-clock.ts';
import { createHung } from './hung.ts';

const at = { account: '111122223333', region: 'eu-central-1' };
const describeKey: Call = { op: 'kms:DescribeKey', at, input: { KeyId: 'k1' } };

it('asks an operation that hung again after a while, although the clock was set back', async () => {
  const clock = shiftedClock(virtualClock());
  const hung = createHung(clock);
  hung.ranOut(describeKey);
  expect(hung.is(describeKey)).toBe(true);
  clock.step(-hour);
  await clock.sleep(hour / 2);
  expect(hung.is(describeKey)).toBe(false);
});
