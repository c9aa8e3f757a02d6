import type { Address } from '../../model/address.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Step, StepId } from '../../model/plan.ts';
import { runCreateStep } from './create-step.ts';
import { internal, runFacetStep, type Ended } from './facet-step.ts';
import { heldNow } from './hold.ts';
import { refOf, workOf, type ApplyContext } from './context.ts';
import { letSettle, takesAccess } from './settle-first.ts';
import { runMarkStep } from './mark-step.ts';
import { runRemovalStep } from './removal-step.ts';

/** Steps under way at once. Locks and AWS's quotas bound the rest. */
const width = 16;

/**
 * Runs a gated plan: a step starts when those it waits for are done and its locks are free. One that does
 * not succeed stops its dependants, not the rest. Outcomes are keyed by step, not by arrival.
 */
export async function apply(context: ApplyContext): Promise<ReadonlyMap<StepId, Outcome>> {
  const outcomes = new Map<StepId, Outcome>();
  const running = new Map<StepId, Promise<void>>();
  const locked = new Set<string>();
  const waiting = [...context.plan.steps];
  const end = (step: Step, outcome: Outcome): void => {
    outcomes.set(step.id, outcome);
    context.ports.progress({
      is: 'step-ended',
      at: context.ports.clock.now(),
      step: refOf(context, step),
      outcome,
    });
  };
  const start = (step: Step): void => {
    const locks = locksOf(context, step);
    for (const lock of locks) locked.add(lock);
    const work = runStep(context, step).then((outcome) => {
      end(step, outcome);
      for (const lock of locks) locked.delete(lock);
      running.delete(step.id);
    });
    running.set(step.id, work);
  };
  while (waiting.length > 0 || running.size > 0) {
    for (const step of takeDecided(waiting, outcomes, context)) end(step.step, step.outcome);
    const room = width - running.size;
    const ready = takeReady(waiting, outcomes, locked, room, context, isHeldBack(context, waiting, running));
    for (const step of ready) start(step);
    if (ready.length === 0 && running.size === 0) {
      for (const step of takeReady(waiting, outcomes, locked, room, context, () => false)) start(step);
    }
    if (running.size > 0) await Promise.race(running.values());
  }
  return new Map(
    context.plan.steps.flatMap(({ id }) =>
      outcomes.has(id) ? [[id, outcomes.get(id) ?? notStarted('')]] : [],
    ),
  );
}

/**
 * Access may move between things that do not know each other, from a grant to a policy of a role: so what takes
 * access away starts when nothing that gives it is left to do. An order, not a condition: it does not hang on it.
 */
function isHeldBack(
  context: ApplyContext,
  waiting: readonly Step[],
  running: ReadonlyMap<StepId, unknown>,
): (step: Step) => boolean {
  const givesStill = context.plan.steps.some(
    (step) => step.half === 'expand' && (running.has(step.id) || waiting.includes(step)),
  );
  return (step) => givesStill && takesAccess(step);
}

/** Steps whose end is known without running them: held by their gate, or by one they wait for. */
function takeDecided(
  waiting: Step[],
  outcomes: ReadonlyMap<StepId, Outcome>,
  context: ApplyContext,
): readonly { readonly step: Step; readonly outcome: Outcome }[] {
  const decided = waiting.flatMap((step) => {
    const outcome = decide(step, outcomes, context);
    return outcome === undefined ? [] : [{ step, outcome }];
  });
  for (const { step } of decided) waiting.splice(waiting.indexOf(step), 1);
  return decided;
}

function decide(
  step: Step,
  outcomes: ReadonlyMap<StepId, Outcome>,
  context: ApplyContext,
): Outcome | undefined {
  if (step.gate.is !== 'released') return { is: 'blocked', gate: step.gate };
  const cause = step.after.find((id) => {
    const outcome = outcomes.get(id);
    return outcome !== undefined && outcome.is !== 'done';
  });
  if (cause !== undefined)
    return { is: 'skipped', cause: causeOf(cause, outcomes), why: `waits for ${causeOf(cause, outcomes)}` };
  if (context.ports.stopping()) return notStarted('stopped on request');
  return context.mayStart() ? undefined : notStarted('this run no longer holds the lease');
}

/** The step that is really to blame, behind those that were skipped for it. */
function causeOf(id: StepId, outcomes: ReadonlyMap<StepId, Outcome>): StepId {
  const outcome = outcomes.get(id);
  return outcome?.is === 'skipped' ? causeOf(outcome.cause, outcomes) : id;
}

function takeReady(
  waiting: Step[],
  outcomes: ReadonlyMap<StepId, Outcome>,
  locked: ReadonlySet<string>,
  room: number,
  context: ApplyContext,
  heldBack: (step: Step) => boolean,
): readonly Step[] {
  const taken = new Set(locked);
  const ready: Step[] = [];
  for (const step of waiting) {
    const locks = locksOf(context, step);
    if (ready.length >= room || heldBack(step) || locks.some((lock) => taken.has(lock))) continue;
    if (!step.after.every((id) => outcomes.get(id)?.is === 'done')) continue;
    for (const lock of locks) taken.add(lock);
    ready.push(step);
  }
  for (const step of ready) waiting.splice(waiting.indexOf(step), 1);
  return ready;
}

/** One writer at a time per resource and per lock; what this pass made is locked by its address. */
function locksOf(_context: ApplyContext, step: Step): readonly string[] {
  const address: Address = step.address;
  return [address, ...step.locks];
}

async function runStep(context: ApplyContext, step: Step): Promise<Outcome> {
  const { clock, progress } = context.ports;
  const startedAt = clock.now();
  progress({ is: 'step-started', at: startedAt, step: refOf(context, step) });
  const ended = await runWork(context, step).catch(broken);
  return ended.is === 'done' ? { ...ended, took: clock.now() - startedAt } : ended;
}

/** A store that fails, say a full disk, ends one step and not the report on all others. */
function broken(error: unknown): Ended {
  const diagnostic: unknown = error instanceof Error && 'diagnostic' in error ? error.diagnostic : undefined;
  const message = error instanceof Error ? error.message : String(error);
  return isDiagnostic(diagnostic) ? { is: 'failed', failure: diagnostic } : internal(message);
}

function isDiagnostic(value: unknown): value is Diagnostic {
  return typeof value === 'object' && value !== null && 'severity' in value && 'code' in value;
}

async function runWork(context: ApplyContext, step: Step): Promise<Ended> {
  const work = workOf(context, step);
  if (work === undefined) return internal(`${step.id} is of a kind that is not known here`);
  const held = await heldNow(context, work);
  if (held !== undefined) return held;
  await letSettle(context, work);
  if (step.name === 'create') return runCreateStep(context, work);
  if (step.action === 'mark' || step.action === 'adopt' || step.action === 'release')
    return runMarkStep(context, work);
  if (step.action === 'remove') return runRemovalStep(context, work);
  const facet = work.kind.facets.find(({ name }) => name === step.name.replace(/:contract$/u, ''));
  return facet === undefined ? internal(`${step.id} names no facet`) : runFacetStep(context, work, facet);
}

function notStarted(why: string): Outcome {
  return { is: 'not-started', why };
}
