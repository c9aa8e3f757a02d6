import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Ports } from '../ports.ts';
import { waitingSteps } from '../../model/waiting-steps.ts';
import type { Step, StepId } from '../../model/plan.ts';
import { applySentences } from '../../report/sentences/apply.ts';
import { runCreateStep } from './create-step.ts';
import { internal, type Ended } from './ended.ts';
import { runFacetStep } from './facet-step.ts';
import { lackIn } from '../observe/evidence.ts';
import { heldNow } from './hold.ts';
import { mayStart, refOf, stopped, workOf, type ApplyContext } from './context.ts';
import type { Aside } from '../waiting/rest.ts';
import { letSpread } from './spread-first.ts';
import { runMarkStep } from './mark-step.ts';
import { runRemovalStep } from './removal-step.ts';
import { facetNameOf, partIdOf } from '../../model/step-id.ts';

/**
 * Runs a gated plan: a step starts when those it waits for are done and its locks are free. One that does
 * not succeed stops its dependants, not the rest. Outcomes are keyed by step, not by arrival. Whatever it throws,
 * it throws after the last running step has ended: the lease is given back then.
 */
export async function apply(context: ApplyContext): Promise<ReadonlyMap<StepId, Outcome>> {
  const running = new Map<StepId, Promise<void>>();
  const broken = new AbortController();
  const thrown = Promise.withResolvers<undefined>();
  const breakable = {
    ...context,
    ports: endingWith(broken.signal, context.ports),
  };
  try {
    return await runAll(breakable, running, thrown.promise);
  } finally {
    broken.abort();
    thrown.resolve(undefined);
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
  thrown: Promise<undefined>,
): Promise<ReadonlyMap<StepId, Outcome>> {
  const { clock, progress } = context.ports;
  const { steps } = context.plan;
  const outcomes = new Map<StepId, Outcome>();
  const waiting = waitingSteps(steps);
  let moved = Promise.withResolvers<undefined>();

  function tell(step: Step, outcome: Outcome): void {
    outcomes.set(step.id, outcome);
    progress({ is: 'step-ended', at: clock.now(), step: refOf(context, step), outcome });
  }

  /** Ends a step, and with one that failed what comes after it. */
  function end(step: Step, outcome: Outcome): void {
    tell(step, outcome);
    for (const follower of waiting.end(step, (one) => lets(one, step.id, outcome)))
      if (!outcomes.has(follower.id)) end(follower, heldBack(follower) ?? skippedFor(step.id, outcomes));
  }

  function endAll(outcomeOf: (step: Step) => Outcome): void {
    for (const step of waiting.left()) {
      tell(step, outcomeOf(step));
      waiting.end(step, () => true);
    }
  }

  /** Gives place and locks of a step to others while `pass` runs. */
  async function aside<T>(step: Step, pass: () => Promise<T>): Promise<T> {
    waiting.aside(step);
    moved.resolve(undefined);
    const passed = await pass();
    const placed = Promise.withResolvers<undefined>();
    waiting.back(step, () => {
      placed.resolve(undefined);
    });
    moved.resolve(undefined);
    // Once this apply throws, nobody gives places any more, and the step sends nothing: it only has to end.
    await Promise.race([placed.promise, thrown]);
    return passed;
  }

  function start(step: Step): void {
    const ended = runStep(context, step, (pass) => aside(step, pass))
      .then((outcome) => {
        running.delete(step.id);
        end(step, outcome);
        moved.resolve(undefined);
      })
      .catch((error: unknown) => {
        moved.reject(error);
      });
    running.set(step.id, ended);
  }

  progress({ is: 'applying', at: clock.now(), steps: steps.length });
  for (const step of steps) {
    const held = heldBack(step);
    if (held !== undefined && !outcomes.has(step.id)) end(step, held);
  }
  for (;;) {
    const halt = haltIn(context);
    if (halt !== undefined) endAll(() => halt);
    waiting.take().forEach(start);
    if (running.size > 0) {
      await moved.promise;
      moved = Promise.withResolvers<undefined>();
      continue;
    }
    // Only a plan that is wrong in itself, say one with a step that no plan has, leaves steps that can never start.
    if (waiting.left().length === 0) break;
    endAll((step) => internal(`${step.id} waits for what this plan does not do`));
  }
  progress({ is: 'applied', at: clock.now() });
  return new Map(
    steps.flatMap(({ id }) => {
      const outcome = outcomes.get(id);
      return outcome === undefined ? [] : [[id, outcome] as const];
    }),
  );
}

/** Returns why no more steps start. */
function haltIn({ ports }: ApplyContext): Outcome | undefined {
  if (ports.signal.aborted) return stopped;
  return mayStart(ports)
    ? undefined
    : { is: 'not-started', reason: 'another-writer', why: applySentences.leaseGone() };
}

/**
 * Returns true if a step may start after this end of one that it waits for. What AWS refuses to narrow, the repair
 * behind it may still put back as a whole. That repair writes none of what only drift gave.
 */
function lets(step: Step, id: StepId, outcome: Outcome): boolean {
  return outcome.is === 'done' || (outcome.is === 'failed' && id === partIdOf(step, 'narrow'));
}

function heldBack({ gate }: Step): Outcome | undefined {
  if (gate.is === 'released') return undefined;
  if (gate.is === 'approval' || gate.code !== 'engine.stale') return { is: 'blocked', gate };
  const { reason, why } = gate;
  return { is: 'stale', reason, why, ...(gate.moved === undefined ? {} : { moved: gate.moved }) };
}

/** Finds the step that is really to blame, behind those that were skipped for it. */
function skippedFor(id: StepId, outcomes: ReadonlyMap<StepId, Outcome>): Outcome {
  const before = outcomes.get(id);
  const cause = before?.is === 'skipped' ? before.cause : id;
  return { is: 'skipped', cause, reason: 'waits-for-another', why: applySentences.after({ cause }) };
}

async function runStep(context: ApplyContext, step: Step, aside: Aside): Promise<Outcome> {
  const { clock, progress } = context.ports;
  const startedAt = clock.now();
  progress({ is: 'step-started', at: startedAt, step: refOf(context, step) });
  const ended = unsentOnStop(await runWork(context, step, aside).catch(broken), context);
  return ended.is === 'done' ? { ...ended, took: clock.now() - startedAt } : ended;
}

/**
 * Turns a failure into a stop where a call waited for its turn when somebody asked to stop. It is no failure: it was
 * not sent.
 */
function unsentOnStop(ended: Ended, { ports }: ApplyContext): Ended {
  if (ended.is !== 'failed' || ended.failure.code !== 'aws.not-sent' || !ports.signal.aborted) return ended;
  if ('effectUnknown' in ended.failure && ended.failure.effectUnknown) return ended;
  const why = applySentences.notSent('op' in ended.failure ? ended.failure : {});
  return { ...stopped, why };
}

/** Ends one step where a store fails, say with a full disk, and not the report on all others. */
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

async function runWork(context: ApplyContext, step: Step, aside: Aside): Promise<Ended> {
  const work = workOf(context, step, aside);
  if (work === undefined) return internal(`${step.id} has an unknown kind`);
  const early = await letSpread(context, work);
  if (context.ports.signal.aborted) return stopped;
  if (early !== undefined) return early;
  // After the rest, which may take a minute: a hold may be set meanwhile.
  const held = await heldNow(context, work);
  if (held !== undefined) return held;
  const gone = (await context.stillReleased?.(step)) ?? (await context.approvals?.use?.(step));
  if (gone !== undefined) return { is: 'blocked', gate: gone };
  if (step.name === 'create') return runCreateStep(context, work);
  if (step.action === 'mark' || step.action === 'adopt' || step.action === 'release')
    return runMarkStep(context, work);
  if (step.action === 'remove') return runRemovalStep(context, work);
  const facet = work.kind.facets.find(({ name }) => name === facetNameOf(step.name));
  return facet === undefined ? internal(`${step.id} names no facet`) : runFacetStep(context, work, facet);
}
