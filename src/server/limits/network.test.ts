import { expect, it } from 'vitest';
import { networkOf } from './network.ts';

it.each([
  { one: '2001:db8::1', other: '2001:db8::2', same: true },
  { one: '2001:db8::a:1:2:3', other: '2001:db8::b:1:2:3', same: true },
  { one: '2001:db8::1', other: '2001:db8:0:0:a:b:c:d', same: true },
  { one: '2001:db8::1', other: '2001:db8:0:1::1', same: false },
  { one: '2001:db8:1:2:3:4:5:6', other: '2001:db8:1:2:a:b:c:d', same: true },
  { one: '2001:db8:1:2::', other: '2001:db8:1:3::', same: false },
  { one: 'fe80::1%eth0', other: 'fe80::2%eth0', same: true },
  { one: '64:ff9b::192.0.2.1', other: '64:ff9b::1:192.0.2.1', same: true },
  { one: '::1', other: '::2', same: true },
  { one: '::ffff:192.0.2.1', other: '::ffff:192.0.2.2', same: false },
  { one: '192.0.2.1', other: '192.0.2.2', same: false },
])('takes $one and $other for one network: $same', ({ one, other, same }) => {
  expect(networkOf(one) === networkOf(other)).toBe(same);
});
