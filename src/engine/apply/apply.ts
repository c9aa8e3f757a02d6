import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Ports } from '../ports.ts';
import { locksOf, takesAccess } from '../../model/pace.ts';
import { motiveOf } from '../../model/motive.ts';
import type { Gate, Step, StepId } from '../../model/plan.ts';
import { runCreateStep } from './create-step.ts';
import { internal, runFacetStep, type Ended } from './facet-step.ts';
import { lackIn } from '../observe/evidence.ts';
import { heldNow } from './hold.ts';
import { mayStart, refOf, stopped, workOf, type ApplyContext } from './context.ts';
import { letSettle } from './settle-first.ts';
import { runMarkStep } from './mark-step.ts';
import { runRemovalStep } from './removal-step.ts';
import { createSlots, type Slots } from './slots.ts';
import { facetNameOf, partIdOf } from '../../model/step-id.ts';

/**
 * Runs a gated plan: a step starts when those it waits for are done and its locks are free. One that does
 * not succeed stops its dependants, not the rest. Outcomes are keyed by step, not by arrival. Whatever it throws,
 * it throws after the last running step has ended: the lease is given back then.
 */
export async function apply(context: ApplyContext): Promise<ReadonlyMap<StepId, Outcome>> {
  const running = new Map<StepId, Promise<void>>();
  const broken = new AbortController();
  const breakable = {
    ...context,
    ports: endingWith(broken.signal, context.ports),
  };
  try {
    return await runAll(breakable, running);
  } finally {
    broken.abort();
    await Promise.allSettled(running.values());
  }
}

/** Stops what runs, and lets it send nothing more. */
function endingWith(broken: AbortSignal, ports: Ports): Ports {
  const { lease, signal } = ports;
  const held = lease && { ...lease, mayStart: () => !broken.aborted && lease.mayStart() };
  return {
    ...ports,
    signal: AbortSignal.any([broken, signal]),
    ...(held === undefined ? {} : { lease: held }),
  };
}

async function runAll(
  context: ApplyContext,
  running: Map<StepId, Promise<void>>,
): Promise<ReadonlyMap<StepId, Outcome>> {
  const outcomes = new Map<StepId, Outcome>();
  const slots = createSlots();
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
    const locks = locksOf(step);
    for (const lock of locks) locked.add(lock);
    slots.take();
    const ended = runStep(context, step, slots)
      .then((outcome) => {
        end(step, outcome);
        for (const lock of locks) locked.delete(lock);
        running.delete(step.id);
        slots.give();
      })
      .catch(slots.fail);
    running.set(step.id, ended);
  };
  const { clock, progress } = context.ports;
  progress({ is: 'applying', at: clock.now(), steps: waiting.length });
  while (waiting.length > 0 || running.size > 0) {
    const freed = slots.freed();
    const decided = takeDecided(waiting, outcomes, context);
    for (const { step, outcome } of decided) end(step, outcome);
    const room = slots.free();
    const takingWaits = context.plan.steps.some(({ id, half }) => half === 'expand' && running.has(id));
    const ready = takeReady(waiting, outcomes, locked, room, takingWaits || waiting.some(gives));
    if (ready.length === 0 && running.size === 0)
      ready.push(...takeReady(waiting, outcomes, locked, room, false));
    for (const step of ready) start(step);
    if (running.size > 0) await freed;
    // What was decided just now decides more: only then is the rest stuck.
    else if (ready.length === 0 && decided.length === 0)
      for (const step of takeStuck(waiting, outcomes)) end(step.step, step.outcome);
  }
  progress({ is: 'applied', at: clock.now() });
  return new Map(
    context.plan.steps.flatMap(({ id }) => {
      const outcome = outcomes.get(id);
      return outcome === undefined ? [] : [[id, outcome] as const];
    }),
  );
}

function gives({ half }: Step): boolean {
  return half === 'expand';
}

/** Only a plan that is wrong in itself, say one with a step that no plan has, leaves steps that can never start. */
function takeStuck(
  waiting: Step[],
  outcomes: ReadonlyMap<StepId, Outcome>,
): readonly { readonly step: Step; readonly outcome: Outcome }[] {
  return waiting
    .filter((step) => step.after.some((id) => !outcomes.has(id)))
    .flatMap((step) => waiting.splice(waiting.indexOf(step), 1))
    .map((step) => ({ step, outcome: internal(`${step.id} waits for what this plan does not do`) }));
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
  if (step.gate.is !== 'released') return heldBack(step.gate);
  const cause = step.after.find((id) => {
    const outcome = outcomes.get(id);
    return outcome !== undefined && !lets(step, id, outcome);
  });
  if (cause !== undefined) {
    const first = causeOf(cause, outcomes);
    return { is: 'skipped', cause: first, reason: 'waits-for-another', why: `waits for ${first}` };
  }
  if (context.ports.signal.aborted) return stopped;
  return mayStart(context.ports)
    ? undefined
    : { is: 'not-started', reason: 'another-writer', why: 'this run no longer holds the lease' };
}

/**
 * True if a step may start after this end of one that it waits for. What AWS refuses to narrow, the repair behind it
 * may still put back as a whole: it writes none of what only drift gave.
 */
function lets(step: Step, id: StepId, outcome: Outcome): boolean {
  return outcome.is === 'done' || (outcome.is === 'failed' && id === partIdOf(step, 'narrow'));
}

function isOver(step: Step, id: StepId, outcomes: ReadonlyMap<StepId, Outcome>): boolean {
  const outcome = outcomes.get(id);
  return outcome !== undefined && lets(step, id, outcome);
}

function heldBack(gate: Exclude<Gate, { readonly is: 'released' }>): Outcome {
  if (gate.is === 'approval' || gate.code !== 'engine.stale') return { is: 'blocked', gate };
  const { reason, why } = gate;
  return { is: 'stale', reason, why, ...(gate.moved === undefined ? {} : { moved: gate.moved }) };
}

/** The step that is really to blame, behind those that were skipped for it. */
function causeOf(id: StepId, outcomes: ReadonlyMap<StepId, Outcome>): StepId {
  const outcome = outcomes.get(id);
  return outcome?.is === 'skipped' ? causeOf(outcome.cause, outcomes) : id;
}

/**
 * Steps that may start now. Access may move between things that do not know each other, from a grant to a policy
 * of a role: so what takes it away starts when nothing that gives it is left to do (`takingWaits`). That is an
 * order, not a condition: nothing hangs on it.
 */
function takeReady(
  waiting: Step[],
  outcomes: ReadonlyMap<StepId, Outcome>,
  locked: ReadonlySet<string>,
  room: number,
  takingWaits: boolean,
): Step[] {
  const taken = new Set(locked);
  const ready: Step[] = [];
  for (const step of waiting) {
    const locks = locksOf(step);
    if (ready.length >= room || locks.some((lock) => taken.has(lock))) continue;
    if (takingWaits && takesAccess(step) && motiveOf(step) !== 'narrows-drift') continue;
    if (!step.after.every((id) => isOver(step, id, outcomes))) continue;
    for (const lock of locks) taken.add(lock);
    ready.push(step);
  }
  for (const step of ready) waiting.splice(waiting.indexOf(step), 1);
  return ready;
}

async function runStep(context: ApplyContext, step: Step, slots: Slots): Promise<Outcome> {
  const { clock, progress } = context.ports;
  const startedAt = clock.now();
  progress({ is: 'step-started', at: startedAt, step: refOf(context, step) });
  const ended = await runWork(context, step, slots).catch(broken);
  return ended.is === 'done' ? { ...ended, took: clock.now() - startedAt } : ended;
}

/** A store that fails, say a full disk, ends one step and not the report on all others. */
function broken(error: unknown): Ended {
  const diagnostic: unknown = error instanceof Error && 'diagnostic' in error ? error.diagnostic : undefined;
  const message = error instanceof Error ? error.message : String(error);
  if (isDiagnostic(diagnostic)) return { is: 'failed', failure: diagnostic };
  const lack = lackIn(error);
  if (lack === undefined) return internal(message);
  return { is: 'failed', failure: { severity: 'error', code: 'aws.odd-answer', message: lack } };
}

function isDiagnostic(value: unknown): value is Diagnostic {
  return typeof value === 'object' && value !== null && 'severity' in value && 'code' in value;
}

async function runWork(context: ApplyContext, step: Step, slots: Slots): Promise<Ended> {
  const work = workOf(context, step);
  if (work === undefined) return internal(`${step.id} is of a kind that is not known here`);
  const early = await letSettle(context, work, slots);
  if (context.ports.signal.aborted) return stopped;
  if (early !== undefined) return early;
  // After the rest, which may take a minute: a hold may be set meanwhile.
  const held = await heldNow(context, work);
  if (held !== undefined) return held;
  if (step.name === 'create') return runCreateStep(context, work);
  if (step.action === 'mark' || step.action === 'adopt' || step.action === 'release')
    return runMarkStep(context, work);
  if (step.action === 'remove') return runRemovalStep(context, work);
  const facet = work.kind.facets.find(({ name }) => name === facetNameOf(step.name));
  return facet === undefined ? internal(`${step.id} names no facet`) : runFacetStep(context, work, facet);
}
