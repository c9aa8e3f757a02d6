import type { Address } from '../../model/address.ts';
import type { Approved, Decisions, Person, StopOrder } from '../../model/decisions.ts';
import { digestOf } from '../../model/digest.ts';
import { didYouMean } from '../../model/nearest.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { isMap } from '../../model/tree.ts';
import { isoOf, type Duration, type Instant } from '../../model/instant.ts';
import { inEffectOf } from '../../report/display/in-effect.ts';
import type { Controller, ControllerState, DecisionNote } from '../controller.ts';
import { standingRejections } from '../decide/rejections.ts';
import type { Bounded, Stamp } from './changes.ts';
import { refusal, type Caller, type Refusal } from './control.ts';
import { forbidden, forbiddenApproval, type About } from './limited/may.ts';
import type { AnswerOf, DecisionName } from './operations.ts';
import { stackName } from './reads.ts';

type Decision = AnswerOf<'pause'>;

/** One person who decides on one Stack at one moment. */
export interface Deciding {
  /** What the person sees. */
  readonly controller: Controller;
  /** All that there is, for what is judged and bound beyond what the person sees. */
  whole(): ControllerState;
  /** Refuses where the person lacks the role for all that the decision is about. */
  forbidden(about: About): Refusal | undefined;
  /** Refuses where the person may not approve each of these. */
  forbiddenApproval(chosen: readonly Approved[]): Refusal | undefined;
  readonly now: Instant;
  readonly by: Person;
  /** Each decision has a name of its own. */
  stamp(): Stamp;
  until(request: { readonly why: string; readonly forMs: Duration }): Bounded;
  /** Records it and carries it out; `text` continues the name of the person. The record may word it in another way. */
  decide(
    change: (before: Decisions) => Decisions,
    text: string,
    more?: Partial<Omit<DecisionNote, 'subject'>>,
  ): Promise<Decision>;
  order(stop: StopOrder | undefined, text: string): Promise<Decision>;
  /** Answers what decides nothing. */
  asked(text: string): Decision;
}

export interface DecidingParts {
  now(): Instant;
  newId(): string;
}

/** Begins a decision. Reads what the person sees of the Stack in `controller`, and all of it in `whole`. */
export function deciding(
  name: DecisionName,
  { controller, whole }: { readonly controller: Controller; readonly whole: Controller },
  caller: Caller,
  { now, newId }: DecidingParts,
): Deciding {
  const { person, repeats, requestId } = caller;
  const at = now();
  /** The decisions of this request that a repetition of it would make again. */
  const repeatable: string[] = [];

  function idOfNext(): string {
    if (repeats === undefined) return newId();
    const named = [person.id, controller.name, name, repeats, repeatable.length] as const;
    const id = digestOf([...named]).slice(0, 16);
    repeatable.push(id);
    return id;
  }

  function answer(text: string, decisions: Decisions, stop: StopOrder | undefined): Decision {
    return {
      source: controller.name,
      stack: stackName(controller.state()),
      by: person,
      at: isoOf(at),
      decided: [text],
      inEffect: inEffectOf(
        { ...decisions, rejections: standingRejections(decisions, controller.state().plan) },
        stop,
        at,
      ),
    };
  }

  /** Adds who decided, and by which request. */
  function noted(text: string, more: Omit<DecisionNote, 'subject' | 'text'> = {}): DecisionNote {
    const detail = isMap(more.detail) ? more.detail : {};
    return {
      subject: person.id,
      text,
      ...more,
      ...(requestId === undefined ? {} : { detail: { ...detail, requestId } }),
    };
  }

  function asked(text: string): Decision {
    const { decisions, stop } = controller.state();
    return answer(text, decisions, stop);
  }

  return {
    controller,
    whole: whole.state,
    forbidden: (about) => forbidden(name, about, caller, whole.state()),
    forbiddenApproval: (chosen) => forbiddenApproval(chosen, caller, whole.state()),
    now: at,
    by: person,
    stamp: () => ({ id: idOfNext(), by: person, at }),
    until: ({ why, forMs }) => ({ why, until: at + forMs }),
    async decide(change, text, more = {}) {
      // The record tells once what was decided once.
      if (isMade(repeatable, whole.state().decisions)) return asked(text);
      const decisions = await controller.decide(
        (before) => (isMade(repeatable, before) ? before : change(before)),
        noted(text, more),
      );
      return answer(text, decisions, controller.state().stop);
    },
    async order(stop, text) {
      await controller.orderStop(stop, noted(text));
      return answer(text, controller.state().decisions, stop);
    },
    asked,
  };
}

/** Tests whether one of these decisions was made before and was not ended or replaced since. A used approval counts. */
function isMade(
  ids: readonly string[],
  { approvals, rejections, pauses, silences, letGo, ...rest }: Decisions,
): boolean {
  const { pin, freeze, yielded } = rest;
  const all = [...approvals, ...rejections, ...pauses, ...silences, ...letGo, pin, freeze, yielded];
  return ids.length > 0 && all.some((one) => one !== undefined && ids.includes(one.id));
}

const listed = {
  command: 'reconcile get lists the resources',
  http: 'GET /api/v1/resources lists the resources',
};

/** So many wrong addresses get a suggestion: each is held against every address of the estate. */
const mostSuggestions = 3;

/**
 * Refuses an address that nothing declares as a slip of the keyboard: it would pause nothing, and nobody would
 * notice.
 */
export function strangers(
  controllers: readonly Pick<Controller, 'state'>[],
  addresses: readonly Address[] = [],
): Refusal | undefined {
  const known = new Set(
    controllers.flatMap(({ state }) => [
      ...(state().stack?.resources.keys() ?? []),
      ...state().status.keys(),
    ]),
  );
  const refused = addresses
    .filter((address) => !known.has(address))
    .flatMap(
      (address, index) =>
        refusal(
          'cli.address',
          `there is no resource ${address}${index < mostSuggestions ? didYouMean(address, [...known]) : ''}`,
          listed.command,
        ).refused,
    );
  return refused.length === 0 ? undefined : { refused, overHttp: listed.http };
}

/**
 * Extracts what a store or a controller rejects with, if it says what is wrong. Ignores anything else: it is a fault
 * of ours.
 */
export function diagnosticIn(error: unknown): Diagnostic | undefined {
  return error instanceof Error && 'diagnostic' in error ? (error.diagnostic as Diagnostic) : undefined;
}
