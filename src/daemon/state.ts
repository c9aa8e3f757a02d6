import { noDecisions } from '../model/decisions.ts';
import type { ControllerState } from './controller.ts';
import type { ControllerParts } from './parts.ts';

/** The state of a controller, replaced as a whole with each change. */
export interface StateBox {
  get(): ControllerState;
  /** Leaves the state as it is where nothing differs: whoever made something of it need not make it again. */
  set(change: Partial<ControllerState>): void;
}

export function createState({ name, clock, settings }: ControllerParts): StateBox {
  let state: ControllerState = {
    source: name,
    maxMode: settings.maxMode,
    leadership: { is: 'standby', since: clock.now() },
    status: new Map(),
    open: [],
    decisions: noDecisions,
    unready: ['no look has finished yet'],
    wedged: false,
    rhythm: { cadence: settings.cadence, isOver: false },
    needsBaseline: false,
    startedAt: clock.now(),
    under: settings.under,
    guardrails: settings.guardrails,
  };
  return {
    get: () => state,
    set(change) {
      if (differs(state, change)) state = { ...state, ...change };
    },
  };
}

function differs(state: ControllerState, change: Partial<ControllerState>): boolean {
  const names = Object.keys(change) as readonly (keyof ControllerState)[];
  return names.some((name) => state[name] !== change[name]);
}
