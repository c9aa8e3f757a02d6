import { expect, it } from 'vitest';
import { stackOf } from '../engine/testing/stack.test-helper.ts';
import { virtualClock } from '../runtime/virtual-clock.ts';
import { seededRandoms } from '../runtime/random.ts';
import { createVolatileHistory } from '../store/memory/history.ts';
import { createDesk } from './create-desk.ts';
import type { DaemonEvent } from './events.ts';
import type { ControllerParts, Tenure } from './parts.ts';

/** Fakes what works on a Stack, as far as a desk asks of it. */
function tenureWith(close: () => Promise<void>): Tenure {
  const leader = { state: () => ({ is: 'standby', since: 0, unready: [] }) };
  return { history: createVolatileHistory(), leader, close } as unknown as Tenure;
}

it('switches to other settings also when the old ones cannot be released in order', async () => {
  const events: DaemonEvent[] = [];
  const closed = tenureWith(() => Promise.reject(new Error('EBUSY')));
  const next = tenureWith(() => Promise.resolve());
  const tenures = [closed, next];
  const clock = virtualClock();
  const desk = createDesk({
    name: 'shop',
    clock,
    random: seededRandoms(1).stream('queue'),
    settings: { maxMode: 'enforce' },
    publish: (event: DaemonEvent) => events.push(event),
    open: () => Promise.resolve(tenures.shift()),
  } as unknown as ControllerParts);
  await desk.tenureFor(stackOf([], { uid: 'u1' }));
  const opened = await desk.tenureFor(stackOf([], { uid: 'u2' }));
  expect(opened).toMatchObject({ history: next.history, leader: next.leader });
  expect(desk.tenure()).toBe(opened);
  expect(events).toMatchObject([{ is: 'failed', diagnostic: { message: 'EBUSY' } }]);
});
