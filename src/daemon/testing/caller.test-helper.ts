import { everything } from '../../model/binding.ts';
import type { Caller, Control } from '../control/control.ts';
import { createControl, type ControlParts } from '../control/create.ts';
import type { Controller } from '../controller.ts';

export const noon = Date.UTC(2026, 10, 2, 12);

/** Makes a caller that a token proves. */
export function callerOf(name: string, more: Partial<Caller> = {}): Caller {
  return {
    person: { id: `token:${name}`, name },
    bindings: everything,
    signal: new AbortController().signal,
    ...more,
  };
}

/** Creates the control of these controllers at noon. */
export function controlOf(controllers: readonly Controller[], more: Partial<ControlParts> = {}): Control {
  let ids = 0;
  return createControl({
    controllers,
    now: () => noon,
    newId: () => `d${String((ids += 1))}`,
    ...more,
  });
}
