import { pass, type Decide } from '../engine/pass.ts';
import type { HeldLease, WriteRecord } from '../engine/ports.ts';
import type { PassResult } from '../model/outcome.ts';
import type { ProgressEvent } from '../model/progress.ts';
import { planIdOf } from '../model/plan-id.ts';
import type { Desk } from './desk.ts';
import { fail } from './fail.ts';
import { foresee } from './foresee.ts';
import type { Tenure } from './parts.ts';
import { recordingWrites } from './record/writes.ts';
import { remember } from './remember.ts';
import { underWayAfter } from './under-way.ts';
import { watched } from './watch.ts';
import { whatOf, type Work } from './work-request.ts';

/**
 * Looks, and where this process leads and may write: decides, applies, and tells of it. Undefined: it could not be
 * done, and why is reported; or what it looked at is no longer in force.
 */
export async function work(
  given: Work,
  desk: Desk,
  tenure: Tenure,
  signal: AbortSignal,
): Promise<PassResult | undefined> {
  if (given.writes) desk.state.set({ underWay: { since: desk.parts.clock.now() } });
  try {
    // All of it, not only what asks AWS: decisions and history may lie on a disk that gives no answer.
    return await watched(desk, (progress) => worked(given, desk, tenure, { signal, progress }));
  } catch (error) {
    fail(error, `looking at ${whatOf(given)}`, desk);
    return undefined;
  } finally {
    if (given.writes) desk.state.set({ underWay: undefined });
  }
}

/** The signal that stops a pass, and the listener for its progress. */
interface Life {
  readonly signal: AbortSignal;
  progress(event: ProgressEvent): void;
}

async function worked(given: Work, desk: Desk, tenure: Tenure, life: Life): Promise<PassResult | undefined> {
  const { clock, settings } = desk.parts;
  const { signal } = life;
  const started = clock.now();
  const revision = desk.state.get().inForce?.id;
  const led =
    given.writes && settings.maxMode !== 'observe'
      ? await tenure.leader.under(async (lease, ended) => {
          const result = await passed(
            given,
            desk,
            tenure,
            { ...life, signal: AbortSignal.any([signal, ended]) },
            lease,
          );
          const isCut = ended.aborted;
          await tenure.decider.after(result, { look: given.look, revision }).catch((error: unknown) => {
            // What was written is reported anyway.
            if (!wrote(result)) throw error;
            fail(error, 'recording the writes', desk);
          });
          return { result, isCut };
        })
      : { is: 'refused' as const };
  // A look that the end of the lease cut short shows what was not read as unknown: it is made again, to look only.
  // Where something was written the look was over before, and nothing but its result tells of the writes.
  const hasWritten = led.is === 'done' && wrote(led.value.result);
  const isLed = led.is === 'done' && (!led.value.isCut || hasWritten);
  const result = isLed ? led.value.result : await passed(given, desk, tenure, life);
  // What a run that was asked to stop has seen is not the whole.
  if (signal.aborted && !hasWritten) return undefined;
  // Nor does a look say anything of what came into force while it went on: that is looked at anew.
  const isOver = desk.state.get().stack !== given.stack || desk.tenure() !== tenure;
  if (isOver && !isLed) return undefined;
  tell(result, given, desk, { started, led: isLed });
  await remember(result, given, desk, tenure);
  return result;
}

/** Returns true if AWS accepted a write of the pass. */
function wrote({ outcomes }: PassResult): boolean {
  return [...outcomes.values()].some(
    (end) => end.is === 'done' || (end.is === 'waiting' && end.sent !== undefined),
  );
}

/** Runs one pass of the engine, by the rules of this moment. Decides and writes if it has a lease. */
async function passed(
  { stack, scope, look, writes }: Work,
  desk: Desk,
  tenure: Tenure,
  { signal, progress }: Life,
  lease?: HeldLease,
): Promise<PassResult> {
  const { guardrails, timing } = desk.parts.settings;
  const { inForce } = desk.state.get();
  const commit = inForce?.commit?.id;
  const { decider, machine, estate } = tenure;
  const { daemon } = await decider.rules();
  const isInForce = (): boolean => desk.state.get().stack === stack;
  let planId: string | undefined;
  const decide: Decide = async (plan, earlier) => {
    planId = planIdOf(plan);
    const decision = await decider.decide(plan, earlier);
    if (decision.is === 'apply') await foresee(plan, { stack }, desk, tenure);
    return decision;
  };
  return pass(
    {
      stack,
      scope,
      ...(look === 'fast' ? { facets: 'fast' } : {}),
      ...(commit === undefined ? {} : { commit }),
      ...(guardrails === undefined ? {} : { guardrails }),
      ...(daemon === undefined ? {} : { daemon: { ...daemon, isInForce, revision: inForce?.id } }),
      ...(lease === undefined ? {} : { decide }),
    },
    machine,
    estate,
    {
      signal,
      lane: 'sweep',
      timing,
      progress: (event) => {
        const { underWay } = desk.state.get();
        if (writes && underWay !== undefined) desk.state.set({ underWay: underWayAfter(underWay, event) });
        progress(event);
      },
      ...(lease === undefined
        ? {}
        : { lease, writes: writesOf(tenure, desk, { plan: () => planId, commit }) }),
    },
  );
}

function writesOf(
  { recorder, decider, subject }: Tenure,
  { parts: { clock } }: Desk,
  { plan, commit }: { plan(): string | undefined; readonly commit: string | undefined },
): WriteRecord {
  return recordingWrites(recorder, {
    clock,
    subject,
    plan,
    ...(commit === undefined ? {} : { commit }),
    approvedBy: decider.approvedBy,
  });
}

function tell(
  result: PassResult,
  { look }: Work,
  { parts: { name, clock, publish } }: Desk,
  { started, led }: { readonly started: number; readonly led: boolean },
): void {
  const now = clock.now();
  publish({
    source: name,
    at: now,
    look,
    complete: result.seen === 'complete',
    took: now - started,
    ...(led ? { is: 'passed', result } : { is: 'looked', plan: result.plan }),
  });
}
