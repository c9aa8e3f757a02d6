import { expect, test } from 'vitest';
import type { Address } from '../../model/address.ts';
import type { ControllerState } from '../controller.ts';
import { strangers } from './deciding.ts';

test('suggests an address for the first few wrong ones only, since each is held against the whole estate', () => {
  const status = new Map([['Key/orders', {}]]) as unknown as ControllerState['status'];
  const state = (): ControllerState => ({ status }) as ControllerState;
  const wrong = Array.from({ length: 1000 }, (_, index) => `Key/order${String(index % 10)}` as Address);
  const refused = strangers([{ state }], wrong)?.refused ?? [];
  expect(refused).toHaveLength(1000);
  expect(refused.filter(({ message }) => message.includes('did you mean "Key/orders"'))).toHaveLength(3);
});
