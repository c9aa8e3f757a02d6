import { expect, it } from 'vitest';
import { virtualClock } from '../runtime/virtual-clock.ts';
import type { ControllerParts } from './parts.ts';
import { defaultCadence } from './schedule.ts';
import { createState } from './state.ts';

function stateOf() {
  const settings = {
    maxMode: 'observe',
    cadence: defaultCadence,
    under: { version: '1', settings: '', guardrails: '' },
  };
  return createState({ name: 'keys', clock: virtualClock(0), settings } as unknown as ControllerParts);
}

it('stays the same value when a change changes nothing, so that what was made of it is made once', () => {
  const box = stateOf();
  const underWay = { since: 0 };
  box.set({ underWay });
  const before = box.get();
  box.set({ underWay, wedged: false, pinned: undefined });
  expect(box.get()).toBe(before);
});

it('is another value when something differs', () => {
  const box = stateOf();
  const before = box.get();
  box.set({ wedged: true });
  expect(box.get()).not.toBe(before);
  expect(box.get().wedged).toBe(true);
  expect(before.wedged).toBe(false);
});
