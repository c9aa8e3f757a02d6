import { approvalLasts, type Approved } from '../../model/decisions.ts';
import { isoOf, type Instant } from '../../model/instant.ts';
import { planIdOf } from '../../model/plan-id.ts';
import { displayOf } from '../../report/display/make.ts';
import { withId } from '../../report/display/with-id.ts';
import * as say from '../../report/sentences/decisions.ts';
import { brakesAhead } from '../../engine/decide/limits.ts';
import type { CallCounts } from '../metrics/recent-calls.ts';
import type { Controller, ControllerState, DecisionNote, RevisionRef, Wanted } from '../controller.ts';
import { attentionOf } from './attention/attention.ts';
import { barredFrom, barredMove, rejectedBefore } from './barred.ts';
import { contributorsOf } from '../decide/admission.ts';
import * as change from './changes.ts';
import { chosenOf } from './chosen.ts';
import { isRefusal, refusal, type Caller, type Control, type Refusal } from './control.ts';
import { deciding, diagnosticIn, strangers, type Deciding, type DecidingParts } from './deciding.ts';
import { historyOf, ownedBy, planOf, plansOf } from './reads.ts';
import { mapOf } from './map/map.ts';
import { overviewOf } from './overview.ts';
import { statusOfState } from './status.ts';

export interface ControlParts extends DecidingParts {
  readonly controllers: readonly Controller[];
  /** Counts the requests of a source to AWS in the last hour; absent: there is no process that counts them. */
  readonly calls?: (source: string, now: Instant) => CallCounts;
}

const noCalls: CallCounts = { calls: 0, throttled: 0 };

interface Sourced {
  readonly source?: string;
}

/** Makes the control of some controllers: of a daemon's, or of the one that a command line makes for itself. */
export function createControl(parts: ControlParts): Control {
  const { controllers, now, calls } = parts;

  function named({ source }: Sourced): readonly Controller[] | Refusal {
    const names = controllers.map(({ name }) => name).join(', ');
    const found = controllers.filter(({ name }) => source === undefined || name === source);
    return found.length > 0
      ? found
      : refusal('control.source', `no such source: ${source ?? ''}`, `the sources are ${names}`);
  }

  async function withOne<T>(
    request: Sourced,
    work: (controller: Controller) => Promise<T | Refusal>,
  ): Promise<T | Refusal> {
    const found = named(request);
    if (isRefusal(found)) return found;
    const [controller] = found;
    if (controller === undefined || found.length > 1) {
      const names = found.map(({ name }) => name).join(', ');
      return refusal('control.which-source', `the daemon has several sources: ${names}`);
    }
    try {
      return await work(controller);
    } catch (error) {
      const diagnostic = diagnosticIn(error);
      if (diagnostic === undefined) throw error;
      return { refused: [diagnostic] };
    }
  }

  function decision<Request extends Sourced, T>(
    work: (here: Deciding, request: Request) => Promise<T | Refusal>,
  ): (request: Request, caller: Caller) => Promise<T | Refusal> {
    return (request, caller) =>
      withOne(request, async (controller) => {
        const here = deciding(controller, caller, parts);
        return isRefusal(here) ? here : work(here, request);
      });
  }

  return {
    async status(request) {
      const found = named(request);
      if (isRefusal(found)) return found;
      return (
        strangers(found, request.addresses) ?? {
          items: found.map(({ state }) => statusOfState(state(), request.addresses ?? [], now())),
        }
      );
    },
    async get(request) {
      const found = named(request);
      if (isRefusal(found)) return found;
      const strange = strangers(found, request.addresses);
      return (
        strange ?? { at: isoOf(now()), items: found.flatMap(({ state }) => ownedBy(state(), request, now())) }
      );
    },
    async overview(request) {
      const found = named(request);
      if (isRefusal(found)) return found;
      const at = now();
      return {
        version: found[0]?.state().under.version ?? '',
        at: isoOf(at),
        items: found.map(({ name, state }) => overviewOf(state(), calls?.(name, at) ?? noCalls, at)),
      };
    },
    async attention(request, caller) {
      const found = named(request);
      return isRefusal(found) ? found : attentionOf(found, caller, now());
    },
    async map(request) {
      const found = named(request);
      if (isRefusal(found)) return found;
      const strange = request.around === undefined ? undefined : strangers(found, [request.around]);
      if (strange !== undefined) return strange;
      const states = found.map(({ state }) => state());
      return mapOf(states, request, now());
    },
    async plans(request) {
      const found = named(request);
      if (isRefusal(found)) return found;
      const rows = await Promise.all(found.map((one) => plansOf(one, request.limit)));
      return { at: isoOf(now()), items: rows.flat() };
    },
    plan: (request) =>
      withOne(request, async (controller) => {
        const found = await planOf(controller, request.id);
        return found ?? refusal('control.missing', noPlan(request.id));
      }),
    history: (request) =>
      withOne(request, (controller) =>
        historyOf(controller, request.address, { limit: request.limit, now: now() }),
      ),
    preview: (request, { signal }) =>
      withOne(request, async (controller) => {
        const plan = await controller.preview(request.of, signal);
        return isRefusal(plan) ? plan : withId(displayOf(plan), planIdOf(plan));
      }),
    approve: decision(async (here, { plan: id, steps, forMs = approvalLasts, check }) => {
      const state = here.controller.state();
      const chosen = chosenOf(state, id, steps);
      if (isRefusal(chosen)) return chosen;
      const barred = rejectedBefore(chosen, state) ?? barredFrom(chosen, here.by, state);
      if (barred !== undefined) return barred;
      const until = here.now + forMs;
      const text = say.approves(namesOf(chosen), id, until);
      if (check === true) return here.asked(text);
      return here.decide(change.approved(stamped(here, chosen), until), text, noteOf(chosen, id));
    }),
    reject: decision(async (here, { plan: id, steps, why }) => {
      const chosen = chosenOf(here.controller.state(), id, steps);
      if (isRefusal(chosen)) return chosen;
      return here.decide(
        change.rejected(stamped(here, chosen), why),
        say.rejects(namesOf(chosen), id, why),
        noteOf(chosen, id),
      );
    }),
    unreject: decision(async (here, { id }) => {
      const found = here.controller.state().decisions.rejections.find((one) => one.id === id);
      if (found === undefined)
        return refusal('control.nothing', `there is no rejection ${id}`, 'reconcile status shows their ids');
      const { address, step } = found.of;
      return here.decide(change.unrejected(id), say.unrejects(step), { address, step });
    }),
    pause: decision(async (here, { addresses, ...request }) => {
      const strange = strangers([here.controller], addresses);
      if (strange !== undefined) return strange;
      const bounded = here.until(request);
      const before = here.controller
        .state()
        .decisions.pauses.find((one) => one.until > here.now && change.isSameScope(one.addresses, addresses));
      const text = say.pauses(addresses, bounded, before);
      return here.decide(change.paused(here.stamp(), addresses, bounded), text);
    }),
    freeze: decision(async (here, request) => {
      const bounded = here.until(request);
      return here.decide(change.frozen(here.stamp(), bounded), say.freezes(bounded));
    }),
    resume: decision(async (here, { addresses }) => {
      const { pauses: all, freeze, yielded } = here.controller.state().decisions;
      const isOpen = ({ until }: { readonly until: Instant }): boolean => until > here.now;
      const pauses = all.filter(isOpen);
      if (addresses === undefined) {
        const ends = [
          ...pauses.map(say.pauseText),
          ...(freeze === undefined || !isOpen(freeze)
            ? []
            : [`the freeze by ${freeze.by.name} (${freeze.why})`]),
          ...(yielded === undefined || !isOpen(yielded) ? [] : [`the lease lent to ${yielded.to}`]),
        ];
        if (ends.length === 0) return refusal('control.nothing', 'nothing is paused');
        return here.decide(change.resumedWhole, say.resumes(ends));
      }
      const paused = addresses.filter((address) =>
        pauses.some((pause) => pause.addresses?.includes(address)),
      );
      if (paused.length === 0)
        return refusal(
          'control.nothing',
          `no pause names ${addresses.join(', ')}`,
          pauses.length === 0 ? undefined : 'to end every pause: reconcile resume',
        );
      return here.decide(
        change.resumed(paused),
        say.resumes(paused.map((address) => `the pause of ${address}`)),
      );
    }),
    release: decision(async (here, request) => {
      const { decisions, plan = { steps: [] } } = here.controller.state();
      const ahead = brakesAhead(plan, { now: here.now, decisions });
      const kinds = [...new Set([...decisions.brakes, ...ahead].map(({ kind }) => kind))];
      if (kinds.length === 0)
        return refusal('control.nothing', 'the brake is not active, and no pending writes would trigger it');
      const bounded = here.until(request);
      const stamps = kinds.map((kind) => ({ ...here.stamp(), kind }));
      return here.decide(change.brakesReleased(stamps, bounded), say.releasesBrake(kinds, bounded));
    }),
    sync: decision(async (here, { addresses }) => {
      const strange = strangers([here.controller], addresses);
      if (strange !== undefined) return strange;
      const { pin } = here.controller.state().decisions;
      here.controller.request(addresses ?? 'all');
      if (addresses !== undefined || pin === undefined) return here.asked(say.asksForLook(addresses));
      return here.decide(change.unpinned, say.unpins(pin.commit));
    }),
    pin: decision(async (here, { commit, ...request }) => {
      const bounded = here.until(request);
      return here.decide(change.pinned(here.stamp(), commit, bounded), say.pins(commit, bounded), { commit });
    }),
    yield: decision(async (here, { to, ...request }) => {
      const bounded = here.until(request);
      return here.decide(change.yielded(here.stamp(), to, bounded), say.yields(to, bounded));
    }),
    'accept-baseline': decision(async (here, { revision: seen }) => {
      const { under } = here.controller.state();
      const revision = acceptable(here.controller.state());
      if (revision === undefined)
        return refusal('control.nothing', 'the source has no revision to accept yet');
      if (seen !== undefined && !revision.id.startsWith(seen))
        return refusal('control.revision', `${seen} is not the revision to accept; it is ${revision.id}`);
      const contributors =
        revision.contributors ?? contributorsOf(revision.commit === undefined ? [] : [revision.commit]);
      const barred =
        revision.moves === true ? barredMove(here.by, contributors, here.controller.state()) : undefined;
      if (barred !== undefined) return barred;
      const commit = revision.commit === undefined ? {} : { commit: revision.commit.id };
      const { by, at } = here.stamp();
      return here.decide(
        change.taken({ revision: revision.id, ...commit, at, by, under, contributors }),
        say.acceptsBaseline(revision.id),
        commit,
      );
    }),
    stop: decision(async (here, { why }) => {
      const { by, at } = here.stamp();
      return here.order({ by: by.name, why, at }, say.ordersStop(why));
    }),
    start: decision(async (here) => {
      if (here.controller.state().stop === undefined)
        return refusal('control.nothing', 'no stop order is in force');
      return here.order(undefined, say.takesStopBack());
    }),
    silence: decision(async (here, { addresses, labels, ...request }) => {
      const strange = strangers([here.controller], addresses);
      if (strange !== undefined) return strange;
      const bounded = here.until(request);
      const of = {
        ...(addresses === undefined ? {} : { addresses }),
        ...(labels === undefined ? {} : { labels }),
      };
      return here.decide(
        change.silenced(here.stamp(), of, bounded),
        say.silences(say.silencedOf(addresses, labels), bounded),
      );
    }),
    unsilence: decision(async (here, { id }) => {
      const is = here.controller.state().decisions.silences.some((one) => one.id === id);
      if (!is) return refusal('control.nothing', `there is no silence ${id}`);
      return here.decide(change.unsilenced(id), say.unsilences(id));
    }),
  };
}

/**
 * Finds the revision that a person can accept. Takes the pinned one or the newest, if it waits for that, or else the
 * one in force. Leaves what comes after a pin to be judged once the pin is over.
 */
function acceptable({
  pinned,
  wanted,
  inForce,
}: ControllerState): (RevisionRef & Partial<Pick<Wanted, 'moves' | 'contributors'>>) | undefined {
  for (const one of [pinned, wanted])
    if (one?.is === 'waits' && one.reason !== 'pinned' && one.id !== undefined) return { ...one, id: one.id };
  return inForce;
}

function stamped(here: Deciding, chosen: readonly Approved[]): Parameters<typeof change.approved>[0] {
  return chosen.map((of) => ({ ...here.stamp(), of }));
}

function namesOf(chosen: readonly Approved[]): readonly string[] {
  return chosen.map(({ step }) => step);
}

/** Gathers what the record holds beside the sentence, which names only the first few steps. */
function noteOf(chosen: readonly Approved[], plan: string): Omit<DecisionNote, 'subject' | 'text'> {
  const commit = chosen[0]?.commit ?? '';
  return { plan, ...(commit === '' ? {} : { commit }), detail: { steps: namesOf(chosen) } };
}

function noPlan(id: string | undefined): string {
  return id === undefined ? 'there is no plan yet' : `there is no plan ${id}`;
}
