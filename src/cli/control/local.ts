import { everything } from '../../model/binding.ts';
import { defaultCadence } from '../../daemon/schedule.ts';
import { aboard } from '../../engine/aboard.ts';
import { look } from '../../engine/look.ts';
import { fold, known } from '../../engine/record/fold.ts';
import { createControl } from '../../daemon/control/create.ts';
import { refusal, type Caller } from '../../daemon/control/control.ts';
import { userOf } from '../../daemon/control/identify.ts';
import type { OperationName, RequestOf } from '../../daemon/control/operations.ts';
import type { Controller, ControllerState } from '../../daemon/controller.ts';
import { noDecisions } from '../../model/decisions.ts';
import { digestOf } from '../../model/digest.ts';
import { createVolatileHistory } from '../../store/memory/history.ts';
import type { Io } from '../io.ts';
import type { Refused } from '../refused.ts';
import { withSession, type Session } from '../session.ts';
import type { Asker, Asking, AskingRequest } from './ports.ts';

/**
 * Does without a daemon what one would do: decisions stand beside the lease, where every run and every daemon of the
 * Stack finds them, and what is known comes from a look of this moment.
 */
export async function askingLocally(
  {
    invocation,
    io,
    version,
    paths,
    without,
    decides,
  }: AskingRequest & { readonly without: 'look' | 'journal' },
  work: Asking,
): Promise<number | Refused> {
  let refused: Refused | undefined;
  // The command asks what there is to ask by itself.
  const options = { ...invocation.options, yes: true };
  const exit = await withSession(
    {
      invocation: { ...invocation, options },
      io,
      version,
      writes: decides,
      looks: without !== 'journal',
      from: paths,
    },
    async (session) => {
      const controller = await localController(session, without, version);
      const ended = await work(askerOf(controller, session, io));
      if (typeof ended === 'number') return ended;
      refused = ended;
      return 1;
    },
  );
  return refused ?? exit;
}

function askerOf(controller: Controller, { booted: { machine }, stop }: Session, io: Io): Asker {
  const control = createControl({
    controllers: [controller],
    now: () => machine.clock.now(),
    newId: () => machine.newId(),
  });
  const { uid, name } = io.environment.user;
  const caller: Caller = {
    person: userOf(uid, name),
    bindings: everything,
    signal: stop.signal,
  };
  return {
    isDaemon: false,
    async ask<Name extends OperationName>(operation: Name, request: RequestOf<Name>) {
      const answer = await control[operation](request as never, caller);
      return withoutSource(answer) as never;
    },
  };
}

/** Removes the source from an answer: there is none where there is no daemon. */
function withoutSource(answer: object): object {
  const { source: _, ...rest } = answer as { readonly source?: string; readonly items?: unknown };
  if (!Array.isArray(rest.items)) return rest;
  return { ...rest, items: rest.items.map((item: object) => withoutSource(item)) };
}

/** Creates the controller of one Stack as a command line knows it: by a look, or by its journal alone. */
async function localController(
  { request, run, booted }: Session,
  without: 'look' | 'journal',
  version: string,
): Promise<Controller> {
  const { machine, estate } = booted;
  const { journal } = estate;
  const { stack, guardrails } = request;
  const now = machine.clock.now();
  const { ports } = aboard(machine, estate, run);
  const looked = without === 'look' ? await look(request, ports) : undefined;
  const empty = { status: new Map(), open: [] };
  const seen =
    looked === undefined
      ? empty
      : known(
          empty,
          fold(empty, {
            plan: looked.plan,
            outcomes: new Map(),
            complete: true,
            stack,
            kinds: machine.kinds,
            now,
          }),
        );
  let state: ControllerState = {
    source: stack.settings.name,
    stack,
    maxMode: 'enforce',
    leadership: { is: 'standby', since: now },
    ...seen,
    ...(looked === undefined ? {} : { plan: looked.plan, fullAt: now }),
    decisions: (await journal.decisions()) ?? noDecisions,
    stop: await journal.stopOrder(),
    under: { version, settings: '', guardrails: digestOf(JSON.stringify(guardrails ?? null)) },
    guardrails,
    rhythm: { cadence: defaultCadence, isOver: false },
    needsBaseline: false,
    startedAt: now,
    unready: [],
    wedged: false,
  };
  return {
    name: stack.settings.name,
    history: createVolatileHistory(),
    state: () => state,
    backlog: () => ({ size: 0, due: 0 }),
    poll: () => undefined,
    request: () => undefined,
    async decide(change) {
      const decisions = await journal.decide(change);
      state = { ...state, decisions };
      return decisions;
    },
    async orderStop(stop) {
      await journal.orderStop(stop);
      state = { ...state, stop };
    },
    preview: () =>
      Promise.resolve(refusal('control.needs-daemon', 'earlier revisions need a running daemon')),
    speculate: () =>
      Promise.resolve(
        refusal('control.needs-daemon', 'a plan without AWS credentials needs a running daemon'),
      ),
    observed: () => Promise.resolve(undefined),
  };
}
