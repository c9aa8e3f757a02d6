import type { Binding } from '../../../model/binding.ts';
import { derived, derivedFrom } from '../../../model/derived.ts';
import type { Plan } from '../../../model/plan.ts';
import type { Stack } from '../../../model/resource.ts';
import type { ControllerState, Wanted } from '../../controller.ts';
import { limitedDecisions } from './decisions.ts';
import { limitedPlan } from './plan.ts';
import { sightOf, type Sight } from './sight.ts';

/** A state as somebody sees it, and how they see. */
export interface Limited {
  readonly state: ControllerState;
  readonly sight: Sight;
}

/** More kinds of callers of one moment than a daemon has: then all are forgotten. */
const mostCallers = 64;

/** Limits a state to what some bindings let their holder read, once for each state and each kind of caller. */
export function limitedTo(bindings: readonly Binding[], state: ControllerState): Limited {
  const made = madeFor(state);
  const key = JSON.stringify(bindings);
  const before = made.get(key);
  if (before !== undefined) return before;
  if (made.size >= mostCallers) made.clear();
  const sight = sightOf(bindings, state);
  const limited = { state: limitedState(state, sight), sight };
  made.set(key, limited);
  return limited;
}

const madeFor = derived((_: ControllerState) => new Map<string, Limited>());

/**
 * Builds the state field by field, so that a new field is hidden until somebody thought of it. How often everything is
 * looked at stays; what that costs would count what is not seen, and so would the progress of a pass.
 */
function limitedState(state: ControllerState, sight: Sight): ControllerState {
  const { sees } = sight;
  const { stack, inForce, plan, fullAt, underWay, stop, guardrails } = state;
  const status = new Map(
    [...state.status]
      .filter(([address]) => sees(address))
      .map(([address, one]) => [address, sight.value(one)]),
  );
  const own = stack === undefined ? undefined : ownStack(sight, stack);
  const addresses = [...new Set([...status.keys(), ...(own?.resources.keys() ?? [])])];
  const labels = [
    ...[...status.values()].map((record) => record.labels),
    ...[...(own?.resources.values() ?? [])].map(({ metadata }) => metadata.labels),
  ];
  const waits = underWay?.waits;
  return {
    source: state.source,
    ...(own === undefined ? {} : { stack: own }),
    ...(inForce === undefined ? {} : { inForce: sight.value(inForce) }),
    dropped: (state.dropped ?? []).filter(({ address }) => sees(address)).map((one) => sight.value(one)),
    wanted: limitedWanted(state.wanted, sight),
    pinned: limitedWanted(state.pinned, sight),
    maxMode: state.maxMode,
    leadership: state.leadership,
    ...(plan === undefined ? {} : { plan: ownPlan(sight, plan) }),
    rhythm: { cadence: state.rhythm.cadence, isOver: state.rhythm.isOver },
    needsBaseline: state.needsBaseline,
    startedAt: state.startedAt,
    ...(fullAt === undefined ? {} : { fullAt }),
    ...(underWay === undefined || waits === undefined || sight.text(waits.why) !== waits.why
      ? {}
      : { underWay: { since: underWay.since, waits } }),
    status,
    open: state.open.filter(({ address }) => sees(address)).map((one) => sight.value(one)),
    decisions: limitedDecisions(state.decisions, sight, { addresses, labels }),
    stop,
    under: state.under,
    // Nobody shows them: who approves is judged by them.
    guardrails,
    unready: limitedUnready(state, sight),
    wedged: state.wedged,
  };
}

/** A Stack and a plan outlive most states: most states differ in what a look found. */
const ownStack = derivedFrom((sight: Sight, stack: Stack) => limitedStack(stack, sight));
const ownPlan = derivedFrom((sight: Sight, plan: Plan) => limitedPlan(plan, sight));

/** Leaves of a Stack its resources that are seen, and its accounts that these live in. */
function limitedStack(stack: Stack, sight: Sight): Stack {
  const resources = new Map(
    [...stack.resources]
      .filter(([address]) => sight.sees(address))
      .map(([address, resource]) => [
        address,
        {
          ...resource,
          metadata: sight.value(resource.metadata),
          spec: sight.value(resource.spec),
          references: resource.references.filter(({ to }) => sight.sees(to)),
          ...(resource.text === undefined ? {} : { text: limitedText(resource.text, sight) }),
        },
      ]),
  );
  const accounts = new Set([...resources.values()].map(({ place }) => place.account));
  const { settings } = stack;
  return {
    settings: { ...settings, accounts: settings.accounts.filter(({ id }) => accounts.has(id)) },
    resources,
    diagnostics: stack.diagnostics
      .filter(({ address }) => address !== undefined && sight.sees(address))
      .map((one) => sight.value(one)),
  };
}

/** Limits a document only when it is asked for: a state holds thousands. */
function limitedText(text: () => string, sight: Sight): () => string {
  return () => sight.text(text());
}

/** Leaves the diagnostics of what is seen. A reason that quotes a file which is not seen gives way to a plain one. */
function limitedWanted(wanted: Wanted | undefined, sight: Sight): Wanted | undefined {
  if (wanted === undefined) return undefined;
  const diagnostics = wanted.diagnostics.filter(
    ({ address }) => address !== undefined && sight.sees(address),
  );
  return sight.value({ ...wanted, diagnostics, why: whyOf(wanted) });
}

function whyOf({ is, why }: Wanted): string {
  switch (is) {
    case 'waits':
      return why;
    case 'refused':
      return 'the new revision is not valid';
    case 'unreachable':
      return 'the source cannot be read';
  }
}

/** Leaves sentences that name neither a resource nor an account that is not seen. */
function limitedUnready(state: ControllerState, sight: Sight): readonly string[] {
  const { unready, wanted, stack } = state;
  const accounts = stack?.settings.accounts.map(({ id }) => id) ?? [];
  const own = new Set(
    [...state.status.values()].filter(({ address }) => sight.sees(address)).map(({ place }) => place.account),
  );
  const foreign = accounts.filter((id) => !own.has(id));
  const plain = unready.map((text) =>
    foreign.some((id) => text.includes(id)) || sight.text(text) !== text
      ? 'something outside your access is not ready'
      : wanted === undefined
        ? text
        : text.replaceAll(wanted.why, whyOf(wanted)),
  );
  return [...new Set(plain)];
}
