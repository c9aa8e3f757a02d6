import type { Controller } from './controller.ts';
import { workOnBatches } from './batches.ts';
import { followClock } from './clock-set.ts';
import { createDesk } from './create-desk.ts';
import { fail, noStack } from './fail.ts';
import { watchHealth } from './health.ts';
import type { ControllerParts, Tenure } from './parts.ts';
import { followSource, reconsider } from './revisions.ts';
import { sweep } from './sweeps.ts';
import { preview } from './preview.ts';
import { seenByLooks } from './seen-now.ts';
import { speculate } from './speculate.ts';

/** A controller, and its life. */
export interface Running {
  readonly controller: Controller;
  /** Works until the signal; then gives back the lease. It never throws. */
  run(signal: AbortSignal): Promise<void>;
}

/** Joins one source with its Stack: source → revisions → queue → passes → record. */
export function createController(parts: ControllerParts): Running {
  const desk = createDesk(parts);
  const { clock, name, publish } = parts;
  function tenureOf(): Tenure {
    const tenure = desk.tenure();
    if (tenure === undefined) throw noStack(name);
    return tenure;
  }

  const controller: Controller = {
    name,
    get history() {
      return desk.tenure()?.history ?? parts.noHistory;
    },
    state: desk.state.get,
    backlog: desk.queue.backlog,
    poll: () => {
      parts.source.poll();
    },
    request(what) {
      parts.source.poll();
      if (what === 'all') desk.wantWhole('request');
      else
        for (const address of what)
          desk.queue.add({
            address,
            at: clock.now(),
            lane: 'asked',
            look: 'full',
            why: new Set(['request']),
          });
      desk.batches.wake();
    },
    async decide(change, note) {
      const { decisions: store, recorder, leader } = tenureOf();
      await recorder.record({ at: clock.now(), is: 'decided', ...note });
      const decisions = await store.decide(change);
      leader.check();
      desk.state.set({ decisions });
      desk.admissions.wake();
      desk.wantWhole('request');
      return decisions;
    },
    async orderStop(order, note) {
      const { decisions: store, recorder, leader } = tenureOf();
      await recorder.record({ at: clock.now(), is: 'decided', ...note });
      await store.orderStop(order);
      leader.check();
      desk.state.set({ stop: order });
      desk.wantWhole('request');
    },
    preview: (what, signal) => preview(what, desk, signal),
    speculate: (what, signal) => speculate(what, desk, signal),
    observed: (address) => seenByLooks(address, desk),
  };
  return {
    controller,
    async run(signal) {
      publish({ source: name, at: clock.now(), is: 'started' });
      const loops = [followSource, reconsider, workOnBatches, sweep, watchHealth, followClock];
      await Promise.all(
        loops.map((loop) =>
          loop(desk, signal).catch((error: unknown) => {
            fail(error, `the loop ${loop.name}`, desk);
            desk.wedges.add(loop);
          }),
        ),
      );
      await desk.close().catch((error: unknown) => {
        fail(error, 'releasing the lease', desk);
      });
      publish({ source: name, at: clock.now(), is: 'stopped' });
    },
  };
}
