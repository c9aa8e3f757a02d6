import { noDecisions } from '../../model/decisions.ts';
import type { StatusRecord } from '../../model/history.ts';
import type { Address } from '../../model/address.ts';
import { kindOf } from '../../model/address.ts';
import { place, resourcePlanOf } from '../../model/plan.test-helper.ts';
import type { Plan, Step } from '../../model/plan.ts';
import { createVolatileHistory } from '../../store/memory/history.ts';
import { defaultCadence } from '../schedule.ts';
import type { Controller, ControllerState, DecisionNote } from '../controller.ts';

/** A controller that looks at nothing: its state is what the test says, and decisions change it. */
export interface FakeController extends Controller {
  set(change: Partial<ControllerState>): void;
  /** What was recorded of each decision, in order. */
  readonly notes: readonly DecisionNote[];
  /** What was asked to be looked at. */
  readonly requests: readonly (readonly Address[] | 'all')[];
}

export function fakeController(
  name: string,
  initial: Partial<ControllerState> = {},
  {
    history = createVolatileHistory(),
    preview = noPreview,
    speculate = noSpeculation,
    observed = () => Promise.resolve(undefined),
  }: Partial<Pick<FakeController, 'history' | 'preview' | 'speculate' | 'observed'>> = {},
): FakeController {
  let state: ControllerState = {
    source: name,
    maxMode: 'enforce',
    leadership: { is: 'leader', since: 0 },
    status: new Map(),
    open: [],
    decisions: noDecisions,
    under: { version: '1.0.0', settings: 's', guardrails: 'g' },
    rhythm: { cadence: defaultCadence, isOver: false },
    needsBaseline: false,
    startedAt: 0,
    unready: [],
    wedged: false,
    ...initial,
  };
  const notes: DecisionNote[] = [];
  const requests: (readonly Address[] | 'all')[] = [];
  return {
    name,
    history,
    notes,
    requests,
    preview,
    speculate,
    observed,
    state: () => state,
    backlog: () => ({ size: 0, due: 0 }),
    set: (change) => void (state = { ...state, ...change }),
    poll: () => undefined,
    request: (what) => void requests.push(what),
    async decide(change, note) {
      notes.push(note);
      state = { ...state, decisions: change(state.decisions) };
      return state.decisions;
    },
    async orderStop(stop, note) {
      notes.push(note);
      state = { ...state, stop };
    },
  };
}

const noPreview: Controller['preview'] = () =>
  Promise.resolve({
    refused: [{ severity: 'error', code: 'control.revision', message: 'the test knows no other revision' }],
  });

const noSpeculation: Controller['speculate'] = () =>
  Promise.resolve({
    refused: [{ severity: 'error', code: 'control.request', message: 'the test plans no manifests' }],
  });

/** Makes a plan with these steps, and a resource in sync for each address. */
export function planWith(steps: readonly Step[], more: Partial<Plan> = {}): Plan {
  return {
    version: 1,
    stack: 'shop',
    uid: 'u1',
    at: 0,
    scope: { is: 'all' },
    resources: [...new Set(steps.map(({ address }) => address))].map((address) => resourcePlanOf(address)),
    steps,
    orphans: [],
    diagnostics: [],
    ...more,
  };
}

/** Makes a record of a resource in sync and healthy that was read at an instant, unless told otherwise. */
export function recordAt(address: Address, at: number, more: Partial<StatusRecord> = {}): StatusRecord {
  return {
    address,
    kind: kindOf(address),
    place,
    ids: { keyId: `id-of-${address}` },
    labels: {},
    sync: 'InSync',
    health: 'Healthy',
    waiting: [],
    fullAt: at,
    fastAt: at,
    parts: {},
    ...more,
  };
}

/** Maps records by address, as a state holds them. */
export function statusWith(...records: readonly StatusRecord[]): ControllerState['status'] {
  return new Map(records.map((record) => [record.address, record]));
}
