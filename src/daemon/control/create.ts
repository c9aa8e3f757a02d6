import type { Address } from '../../model/address.ts';
import { approvalLasts, type Approved } from '../../model/decisions.ts';
import type { Instant } from '../../model/instant.ts';
import * as say from '../../report/sentences/decisions.ts';
import { brakesAhead } from '../../engine/decide/limits.ts';
import type { ControllerState, DecisionNote, RevisionRef, Wanted } from '../controller.ts';
import { barredFrom, barredMove, rejectedBefore } from './barred.ts';
import { contributorsOf } from '../decide/admission.ts';
import * as change from './changes.ts';
import { chosenOf } from './chosen.ts';
import { approvables } from '../decide/approved.ts';
import type { About } from './limited/may.ts';
import type { AnswerOf, DecisionName, RequestOf } from './operations.ts';
import { isRefusal, refusal, type Caller, type Control, type Refusal } from './control.ts';
import { deciding, strangers, type Deciding, type DecidingParts } from './deciding.ts';
import { createReads, type ReadParts } from './reading.ts';
import { createSources } from './sources.ts';

/** What a control is made of. */
export type ControlParts = DecidingParts & ReadParts;

/** Makes the control of some controllers: of a daemon's, or of the one that a command line makes for itself. */
export function createControl(parts: ControlParts): Control {
  const { controllers } = parts;
  const sources = createSources(controllers);

  /** Makes a decision. What it is about tells `scope`, or the work itself where it must look first. */
  function decision<Name extends DecisionName>(
    name: Name,
    scope: 'asked' | 'looked',
    work: (here: Deciding, request: RequestOf<Name>) => Promise<AnswerOf<Name> | Refusal>,
  ): (request: RequestOf<Name>, caller: Caller) => Promise<AnswerOf<Name> | Refusal> {
    return (request, caller) =>
      sources.withOne<AnswerOf<Name>>(request, caller, async (controller) => {
        const whole = controllers.find((one) => one.name === controller.name) ?? controller;
        const here = deciding(name, { controller, whole }, caller, parts);
        const about: About & object = { ...request };
        const refused =
          strangers([controller], about.addresses) ??
          here.forbidden(scope === 'asked' ? about : { addresses: [] });
        return refused ?? work(here, request);
      });
  }

  return {
    ...createReads(parts, sources),
    approve: decision(
      'approve',
      'looked',
      async (here, { plan: id, steps, forMs = approvalLasts, check }) => {
        const chosen = chosenBy(here, id, steps);
        if (isRefusal(chosen)) return chosen;
        const state = here.whole();
        const barred =
          here.forbiddenApproval(chosen) ??
          rejectedBefore(chosen, state) ??
          barredFrom(chosen, here.by, state);
        if (barred !== undefined) return barred;
        const until = here.now + forMs;
        const text = (plan: string): string => say.approves(namesOf(chosen), plan, until);
        if (check === true) return here.asked(text(id));
        return here.decide(change.approved(stamped(here, chosen), until), text(id), noteOf(chosen, text));
      },
    ),
    reject: decision('reject', 'looked', async (here, { plan: id, steps, why }) => {
      const chosen = chosenBy(here, id, steps);
      if (isRefusal(chosen)) return chosen;
      const barred = here.forbidden({ addresses: chosen.map(({ address }) => address) });
      if (barred !== undefined) return barred;
      const text = (plan: string): string => say.rejects(namesOf(chosen), plan, why);
      return here.decide(change.rejected(stamped(here, chosen), why), text(id), noteOf(chosen, text));
    }),
    unreject: decision('unreject', 'looked', async (here, { id }) => {
      const found = here.controller.state().decisions.rejections.find((one) => one.id === id);
      if (found === undefined)
        return refusal('control.nothing', `there is no rejection ${id}`, {
          command: 'reconcile status shows their ids',
          http: 'GET /api/v1/status shows their ids',
        });
      const { address, step } = found.of;
      const barred = here.forbidden({ addresses: [address] });
      if (barred !== undefined) return barred;
      return here.decide(change.unrejected(id), say.unrejects(step), { address, step });
    }),
    pause: decision('pause', 'asked', async (here, { addresses, ...request }) => {
      const bounded = here.until(request);
      const before = here.controller
        .state()
        .decisions.pauses.find((one) => one.until > here.now && change.isSameScope(one.addresses, addresses));
      const text = say.pauses(addresses, bounded, before);
      return here.decide(change.paused(here.stamp(), addresses, bounded), text, noteOn(addresses));
    }),
    freeze: decision('freeze', 'asked', async (here, request) => {
      const bounded = here.until(request);
      return here.decide(change.frozen(here.stamp(), bounded), say.freezes(bounded));
    }),
    resume: decision('resume', 'asked', async (here, { addresses }) => {
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
          pauses.length === 0
            ? undefined
            : {
                command: 'to end every pause: reconcile resume',
                http: 'to end every pause: POST /api/v1/resume without the field `addresses`',
              },
        );
      return here.decide(
        change.resumed(paused),
        say.resumes(paused.map((address) => `the pause of ${address}`)),
        noteOn(paused),
      );
    }),
    release: decision('release', 'asked', async (here, request) => {
      const { decisions, plan = { steps: [] } } = here.controller.state();
      const ahead = brakesAhead(plan, { now: here.now, decisions });
      const kinds = [...new Set([...decisions.brakes, ...ahead].map(({ kind }) => kind))];
      if (kinds.length === 0)
        return refusal('control.nothing', 'the brake is not active, and no pending writes would trigger it');
      const bounded = here.until(request);
      const stamps = kinds.map((kind) => ({ ...here.stamp(), kind }));
      return here.decide(change.brakesReleased(stamps, bounded), say.releasesBrake(kinds, bounded));
    }),
    sync: decision('sync', 'asked', async (here, { addresses }) => {
      const { pin } = here.controller.state().decisions;
      here.controller.request(addresses ?? 'all');
      if (addresses !== undefined || pin === undefined) return here.asked(say.asksForLook(addresses));
      return here.decide(change.unpinned, say.unpins(pin.commit));
    }),
    pin: decision('pin', 'asked', async (here, { commit, ...request }) => {
      const bounded = here.until(request);
      return here.decide(change.pinned(here.stamp(), commit, bounded), say.pins(commit, bounded), { commit });
    }),
    yield: decision('yield', 'asked', async (here, { to, ...request }) => {
      const bounded = here.until(request);
      return here.decide(change.yielded(here.stamp(), to, bounded), say.yields(to, bounded));
    }),
    'accept-baseline': decision('accept-baseline', 'asked', async (here, { revision: seen }) => {
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
    stop: decision('stop', 'asked', async (here, { why }) => {
      const { by, at } = here.stamp();
      return here.order({ by: by.name, why, at }, say.ordersStop(why));
    }),
    start: decision('start', 'asked', async (here) => {
      if (here.controller.state().stop === undefined)
        return refusal('control.nothing', 'no stop order is in force');
      return here.order(undefined, say.takesStopBack());
    }),
    silence: decision('silence', 'asked', async (here, { addresses, labels, ...request }) => {
      const bounded = here.until(request);
      const of = {
        ...(addresses === undefined ? {} : { addresses }),
        ...(labels === undefined ? {} : { labels }),
      };
      return here.decide(
        change.silenced(here.stamp(), of, bounded),
        say.silences(say.silencedOf(addresses, labels), bounded),
        noteOn(addresses),
      );
    }),
    unsilence: decision('unsilence', 'looked', async (here, { id }) => {
      const isIt = (one: { readonly id: string }): boolean => one.id === id;
      const found = here.whole().decisions.silences.find(isIt);
      if (found === undefined || !here.controller.state().decisions.silences.some(isIt))
        return refusal('control.nothing', `there is no silence ${id}`);
      const barred = here.forbidden(found);
      // Its addresses may be of others: they are not named.
      if (barred !== undefined)
        return refusal(
          'control.forbidden',
          `${here.by.id} may not end the silence ${id}`,
          'ask an operator of all that it silences',
        );
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

/** Finds what a person decides on in the plan that they see, and gives what an approval of it binds: the whole plan. */
function chosenBy(
  here: Deciding,
  id: string,
  steps: readonly string[] | undefined,
): readonly Approved[] | Refusal {
  const chosen = chosenOf(here.controller.state(), id, steps);
  const { plan, under } = here.whole();
  if (isRefusal(chosen) || plan === undefined) return chosen;
  const names = new Set(namesOf(chosen));
  return approvables({ plan, guardrails: under.guardrails }).filter(({ step }) => names.has(step));
}

function stamped(here: Deciding, chosen: readonly Approved[]): Parameters<typeof change.approved>[0] {
  return chosen.map((of) => ({ ...here.stamp(), of }));
}

function namesOf(chosen: readonly Approved[]): readonly string[] {
  return chosen.map(({ step }) => step);
}

/**
 * Gathers what the record holds. Its sentence names only the first few steps, and the plan that there is: the name by
 * which a limited approver sees it depends on what they see, and is nothing for others.
 */
function noteOf(chosen: readonly Approved[], text: (plan: string) => string): Omit<DecisionNote, 'subject'> {
  const { commit = '', plan = '' } = chosen[0] ?? {};
  return {
    text: text(plan),
    plan,
    ...(commit === '' ? {} : { commit }),
    detail: { steps: namesOf(chosen) },
  };
}

/** Gathers the resources of a decision, of which the sentence names only the first few. */
function noteOn(addresses: readonly Address[] | undefined): Omit<DecisionNote, 'subject' | 'text'> {
  return addresses === undefined ? {} : { detail: { addresses } };
}
