import { expect, it } from 'vitest';
import { minute, second } from '../model/instant.ts';
import { virtualClock } from '../runtime/virtual-clock.ts';
import { createState } from './state.ts';
import type { ControllerParts } from './parts.ts';
import { createWedges } from './wedges.ts';
import { watched } from './watch.ts';

function bench() {
  const clock = virtualClock();
  const parts = { name: 'shop', clock, publish: () => undefined, settings: {} } as unknown as ControllerParts;
  const state = createState(parts);
  return { clock, state, desk: { parts, wedges: createWedges(state) } };
}

it('tells that one piece of work hangs, also while others beside it come to their end', async () => {
  const { clock, state, desk } = bench();
  const hung = watched(desk, () => clock.sleep(60 * minute));
  for (let at = 0; at < 31; at += 1) {
    await clock.sleep(minute);
    await watched(desk, () => clock.sleep(second));
  }
  expect(state.get().wedged).toBe(true);
  await hung;
  expect(state.get().wedged).toBe(false);
});

it('tells that a loop came to its end, also after other work is done', async () => {
  const { clock, state, desk } = bench();
  desk.wedges.add({});
  await watched(desk, () => clock.sleep(second));
  expect(state.get().wedged).toBe(true);
});
