import { everything } from '../model/binding.ts';
import { createControl } from '../daemon/control/create.ts';
import type { Caller, Control } from '../daemon/control/control.ts';
import type { Daemon, World } from './world.ts';

/** Builds a person who may decide. */
export function personCalled(name: string): Caller {
  return {
    person: { id: `person:${name}`, name },
    bindings: everything,
    signal: new AbortController().signal,
  };
}

/** Returns the control of one daemon of a world, at its time. */
export function controlOf({ controller }: Pick<Daemon, 'controller'>, world: Pick<World, 'clock'>): Control {
  let ids = 0;
  return createControl({
    controllers: [controller],
    now: () => world.clock.now(),
    newId: () => `decision-${String((ids += 1))}`,
  });
}
