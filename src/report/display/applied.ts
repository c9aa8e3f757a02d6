import type { z } from 'zod';
import type { AwsFailure } from '../../model/call.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { errors } from '../../model/errors/index.ts';
import type { ErrorRow } from '../../model/errors/row.ts';
import { isoOf } from '../../model/instant.ts';
import type { Outcome, PassResult } from '../../model/outcome.ts';
import type { Step, StepId, Stop } from '../../model/plan.ts';
import { byCodeUnit } from '../../model/tree.ts';
import type { Immutable } from '../../model/plan-schema/immutable.ts';
import type { applyJsonSchema } from '../formats/apply.ts';
import { symbolOf, turnsOff, verbOf } from './verb.ts';
import { failureHelp } from '../help/failure.ts';

/** How an apply ended, as every renderer shows it. Counts are resources. */
export type Applied = Omit<Immutable<z.input<typeof applyJsonSchema>>, 'formatVersion' | 'kind' | 'plan'>;

/** One failure with its message, once, whoever it hit and whatever could not run because of it. */
export type FailureView = Applied['failures'][number];

/** One resource to which something was done. */
export type DoneView = Applied['done'][number];

interface Ended {
  readonly step: Step;
  readonly outcome: Outcome;
}

/**
 * Pairs each step with how it ended. A step without an outcome has not run: it is held by its gate, or was not
 * started.
 */
function endedOf({ plan, outcomes }: PassResult): readonly Ended[] {
  return plan.steps.map((step) => {
    const missing: Outcome =
      step.gate.is === 'released'
        ? { is: 'not-started', reason: 'stopped', why: 'the run ended before it' }
        : { is: 'blocked', gate: step.gate };
    return { step, outcome: outcomes.get(step.id) ?? missing };
  });
}

function acceptedOf({ plan: { stackChange } }: PassResult): Pick<Applied, 'accepted'> {
  if (stackChange?.gate.is !== 'released') return {};
  const { loosened, dropped } = stackChange;
  return { accepted: { stack: loosened.length > 0, dropped: dropped.length } };
}

export function appliedOf(result: PassResult): Applied {
  const ended = endedOf(result);
  const pick = <K extends Outcome['is']>(is: K): { step: StepId; outcome: Extract<Outcome, { is: K }> }[] =>
    ended.flatMap(({ step, outcome }) =>
      outcome.is === is ? [{ step: step.id, outcome: outcome as Extract<Outcome, { is: K }> }] : [],
    );
  return {
    counts: countsOf(result, ended),
    ...(result.plan.stackChange === undefined ? {} : { stack: result.plan.stackChange.gate }),
    ...acceptedOf(result),
    done: doneOf(result, ended),
    failures: failuresOf(ended),
    waiting: pick('waiting').map(({ step, outcome: { reason, why, until } }) => ({
      step,
      reason,
      why,
      until: isoOf(until),
    })),
    gated: pick('blocked').map(({ step, outcome: { gate } }) => ({ step, gate })),
    blocked: result.plan.resources.flatMap(({ address, blocked }) =>
      blocked === undefined ? [] : [{ address, ...blocked }],
    ),
    stale: pick('stale').map(({ step, outcome: { is: _, ...stale } }) => ({ step, ...stale })),
    notStarted: pick('not-started').map(({ step, outcome: { is: _, ...rest } }) => ({ step, ...rest })),
    unread: result.plan.resources
      .filter(
        ({ sync, unreadable, blocked }) =>
          blocked === undefined && (sync === 'Unknown' || unreadable.length > 0),
      )
      .map(({ address }) => address),
    calls: { reads: result.calls.reads, writes: result.calls.writes },
  };
}

/** Lists what was done by resource, in code-unit order of addresses. */
function doneOf({ plan }: PassResult, ended: readonly Ended[]): readonly DoneView[] {
  const byAddress = Map.groupBy(ended, ({ step }) => step.address);
  return plan.resources.flatMap((resource) => {
    const all = byAddress.get(resource.address) ?? [];
    const done = all.flatMap(({ step, outcome }) => (outcome.is === 'done' ? [{ step, outcome }] : []));
    const steps = done.map(({ step }) => step);
    const { blocked: _, ...rest } = resource;
    const verb = verbOf(rest, steps);
    if (done.length === 0 || verb === undefined) return [];
    return [
      {
        address: resource.address,
        symbol: symbolOf(verb),
        verb,
        steps: steps.map(({ id }) => id),
        missing: all.filter(({ outcome }) => outcome.is !== 'done').map(({ step }) => step.id),
        calls: done.reduce((sum, { outcome }) => sum + outcome.calls, 0),
        tookMs: done.reduce((sum, { outcome }) => sum + outcome.took, 0),
      },
    ];
  });
}

function countsOf({ plan }: PassResult, ended: readonly Ended[]): Applied['counts'] {
  const perAddress = [...Map.groupBy(ended, ({ step }) => step.address).values()];
  const having = (test: (all: readonly Ended[]) => boolean): number => perAddress.filter(test).length;
  const done = (action: Step['action']) => (all: readonly Ended[]) =>
    all.some(({ step, outcome }) => step.action === action && outcome.is === 'done');
  const off = (all: readonly Ended[]): boolean =>
    done('remove')(all) && all.every(({ step }) => turnsOff(step));
  const adopting = new Set(
    plan.resources.flatMap(({ address, adopts }) => (adopts === true ? [address] : [])),
  );
  const isAdoption = ({ step }: Ended): boolean => adopting.has(step.address);
  const ending = (is: Outcome['is']): number => having((all) => all.some(({ outcome }) => outcome.is === is));
  const gate = (is: Stop['is']): number =>
    having((all) => all.some(({ outcome }) => outcome.is === 'blocked' && outcome.gate.is === is));
  return {
    added: having(done('create')),
    changed: having((all) => !done('create')(all) && (done('update')(all) || done('mark')(all) || off(all))),
    // Removing a key takes two steps; half of it has destroyed nothing.
    destroyed: having((all) => {
      const removals = all.filter(({ step }) => step.action === 'remove');
      const done = removals.every(({ outcome }) => outcome.is === 'done');
      return removals.length > 0 && done && !off(all);
    }),
    adopted: having((all) => done('adopt')(all) || (done('update')(all) && all.some(isAdoption))),
    released: having(done('release')),
    failed: ending('failed'),
    waiting: ending('waiting'),
    approval: gate('approval'),
    blocked: gate('blocked') + plan.resources.filter(({ blocked }) => blocked !== undefined).length,
    skipped: ending('skipped'),
    stale: ending('stale'),
    notStarted: ending('not-started'),
  };
}

function failuresOf(ended: readonly Ended[]): readonly FailureView[] {
  const causes = rootCauses(ended);
  const failed = ended.flatMap(({ step, outcome }) =>
    outcome.is === 'failed' ? [{ step: step.id, failure: outcome.failure }] : [],
  );
  const alike = Map.groupBy(failed, ({ failure }) => sameFailure(failure));
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { failure } = first;
    const steps = group.map(({ step }) => step);
    return [
      {
        code: failure.code,
        message: failure.message,
        hint: hintFor(failure),
        ...('op' in failure
          ? {
              call: {
                op: failure.op,
                account: failure.at.account,
                region: failure.at.region,
                error: failure.name,
              },
            }
          : {}),
        requestIds: group.flatMap((one) =>
          'op' in one.failure && one.failure.requestId !== undefined ? [one.failure.requestId] : [],
        ),
        effectUnknown: group.some((one) => 'op' in one.failure && one.failure.effectUnknown === true),
        steps,
        skipped: [...causes]
          .filter(([, cause]) => steps.includes(cause))
          .map(([step]) => step)
          .sort(byCodeUnit),
      },
    ];
  });
}

function sameFailure(failure: AwsFailure | Diagnostic): string {
  const call =
    'op' in failure
      ? [failure.op, failure.at.account, failure.at.region, failure.name]
      : [failure.hint ?? ''];
  return JSON.stringify([failure.code, failure.message, ...call]);
}

function hintFor(failure: AwsFailure | Diagnostic): string {
  if ('op' in failure) return failureHelp(failure).join('\n');
  const row: ErrorRow = errors[failure.code];
  return failure.hint ?? row.hint;
}

/**
 * Finds for each skipped step the first step of its chain of causes. Expects the steps in an order that satisfies
 * `after`.
 */
function rootCauses(ended: readonly Ended[]): ReadonlyMap<StepId, StepId> {
  const roots = new Map<StepId, StepId>();
  for (const { step, outcome } of ended) {
    if (outcome.is === 'skipped') roots.set(step.id, roots.get(outcome.cause) ?? outcome.cause);
  }
  return roots;
}
