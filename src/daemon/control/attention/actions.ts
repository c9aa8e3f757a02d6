import type { Address } from '../../../model/address.ts';
import { planIdOf } from '../../../model/plan-id.ts';
import { actionTexts as texts } from '../../../report/sentences/attention.ts';
import { stepText } from '../../../report/display/step-text.ts';
import type { ControllerState } from '../../controller.ts';
import { approvables, approvedOf, approvedStack } from '../../decide/approved.ts';
import { barredFrom, rejectedBefore } from '../barred.ts';
import type { Caller } from '../control.ts';
import { forbidden, forbiddenApproval } from '../limited/may.ts';
import { operations, type AnswerOf } from '../operations.ts';
import type { Draft } from './draft.ts';
import { effectOf } from './effect.ts';

type Action = AnswerOf<'attention'>['items'][number]['actions'][number];

/** The caller that actions are listed for. */
export interface Asker {
  readonly state: ControllerState;
  readonly caller: Pick<Caller, 'person' | 'bindings'>;
  /** True where a command must name the source. */
  readonly namesSource: boolean;
}

/** Lists what helps against a finding, the first one first, each with who may do it and the command that does the same. */
export function actionsOn(draft: Draft, asker: Asker): readonly Action[] {
  return [
    ...ofProcess(draft, asker),
    ...decisions(draft, asker),
    ...looks(draft, asker),
    ...silence(draft, asker),
  ];
}

/** More names make no command that anybody types: all of the Stack is meant instead. */
const mostNamed = 20;

function decisions(draft: Draft, asker: Asker): readonly Action[] {
  const { state, caller } = asker;
  const { plan, under } = state;
  if (plan === undefined) return [];
  const made = { plan, guardrails: under.guardrails };
  const stack = draft.stackChange === undefined ? undefined : approvedStack(made);
  const chosen = [
    ...(stack === undefined ? [] : [stack]),
    ...draft.waiting.map((step) => approvedOf(step, made)),
  ];
  if (chosen.length === 0) return [];
  const id = planIdOf(plan);
  const steps = chosen.map(({ step }) => step);
  const said = steps.map(stepText);
  // A plan is approved by its name alone where nothing else of it waits: nobody types thousands of steps.
  const isWhole = steps.length > mostNamed && steps.length === approvables(made).length;
  const named = isWhole ? [] : steps;
  const ofSteps = isWhole ? {} : { steps };
  const effects = draft.waiting.map(effectOf);
  const isBarred =
    (forbiddenApproval(chosen, caller, state) ??
      rejectedBefore(chosen, state) ??
      barredFrom(chosen, caller.person, state)) !== undefined;
  return [
    {
      is: 'approve',
      needs: operations.approve.role,
      allowed: !isBarred,
      text: texts.approves(said, effects.length === 0 ? [draft.title] : effects),
      command: command(asker, ['approve', id, ...named]),
      plan: id,
      ...ofSteps,
      classes: [...new Set(chosen.flatMap(({ classes }) => classes))],
    },
    {
      is: 'reject',
      needs: operations.reject.role,
      allowed:
        forbidden('reject', { addresses: chosen.map(({ address }) => address) }, caller, state) === undefined,
      text: texts.rejects(said),
      command: command(asker, ['reject', id, ...named, '--reason', 'TEXT']),
      plan: id,
      ...ofSteps,
    },
  ];
}

function looks(draft: Draft, asker: Asker): readonly Action[] {
  if (draft.of === 'stop' || draft.of === 'brake' || draft.of === 'baseline' || draft.of === 'tokens')
    return [];
  const named = draft.addresses.length > mostNamed ? [] : draft.addresses;
  const addresses = named.length === 0 ? {} : { addresses: named };
  const looked: Action = {
    is: 'sync',
    needs: operations.sync.role,
    allowed: isAllowed('sync', named, asker),
    text: draft.of === 'revision' ? texts.unpins() : texts.looks(named),
    command: command(asker, ['sync', ...named]),
    ...addresses,
  };
  return draft.isPaused ? [resumption(draft.addresses, asker), looked] : [looked];
}

/** Ends the pauses that hold these addresses. One of the whole Stack, a freeze or a lent lease ends only as a whole. */
function resumption(addresses: readonly Address[], asker: Asker): Action {
  const { decisions, stack } = asker.state;
  const isPaused = (address: Address): boolean =>
    decisions.pauses.some((pause) => pause.addresses?.includes(address));
  const isWhole = decisions.pauses.some((pause) => pause.addresses === undefined);
  const all = addresses.flatMap((address) => [
    address,
    stack?.resources.get(address)?.metadata.partOf ?? address,
  ]);
  const paused = isWhole ? [] : [...new Set(all)].filter(isPaused);
  const named = paused.length > mostNamed ? [] : paused;
  return {
    is: 'resume',
    needs: operations.resume.role,
    allowed: isAllowed('resume', named, asker),
    text: named.length === 0 ? texts.resumesAll() : texts.resumes(named),
    command: command(asker, ['resume', ...named]),
    ...(named.length === 0 ? {} : { addresses: named }),
  };
}

function silence(draft: Draft, asker: Asker): readonly Action[] {
  if (draft.addresses.length === 0 || draft.addresses.length > mostNamed) return [];
  return [
    {
      is: 'silence',
      needs: operations.silence.role,
      allowed: isAllowed('silence', draft.addresses, asker),
      text: texts.silences(draft.addresses),
      command: command(asker, ['silence', ...draft.addresses, '--for', '4h', '--reason', 'TEXT']),
      addresses: draft.addresses,
    },
  ];
}

/** Lists what a person decides about the Stack as a whole. */
function ofProcess({ of }: Draft, asker: Asker): readonly Action[] {
  const whole = (is: Action['is'], text: string, words: readonly string[]): Action => ({
    is,
    needs: operations[is].role,
    allowed: isAllowed(is, [], asker),
    text,
    command: command(asker, words),
  });
  switch (of) {
    case 'stop':
      return [whole('start', texts.starts(), ['start'])];
    case 'brake':
      return [whole('release', texts.releases(), ['resume', '--brake', '--for', '30m', '--reason', 'TEXT'])];
    case 'baseline':
    case 'revision': {
      const revision = acceptable(asker.state);
      if (revision === undefined) return [];
      const accepted = whole('accept-baseline', texts.accepts(revision), ['accept-baseline', revision]);
      return [{ ...accepted, revision }];
    }
    default:
      return [];
  }
}

/** Finds the revision that waits for a person, or the one in force where nothing was accepted yet. */
function acceptable({
  wanted,
  pinned,
  needsBaseline,
  inForce,
  decisions,
}: ControllerState): string | undefined {
  const waits = [pinned, wanted].find((one) => one?.is === 'waits' && one.reason !== 'pinned');
  if (waits?.id !== undefined) return waits.id;
  return needsBaseline && decisions.taken === undefined ? inForce?.id : undefined;
}

/** Tells whether the caller may decide so about some resources, or about the Stack as a whole where none is named. */
function isAllowed(is: Action['is'], addresses: readonly Address[], { state, caller }: Asker): boolean {
  return forbidden(is, addresses.length === 0 ? {} : { addresses }, caller, state) === undefined;
}

function command({ state, namesSource }: Asker, words: readonly string[]): string {
  return ['reconcile', ...words, ...(namesSource ? ['--source', state.source] : [])].join(' ');
}
