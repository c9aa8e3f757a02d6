import type { PassResult } from '../../model/outcome.ts';
import type { Instant } from '../../model/instant.ts';
import type { Plan, Step } from '../../model/plan.ts';
import type { StepRef } from '../../model/progress.ts';
import type { Approvals } from '../decide/approvals.ts';
import type { Ports } from '../ports.ts';
import { mayStart } from './context.ts';
import { isStopped, restUntil } from '../waiting/rest.ts';
import { awaitedOf, bindToAwaited, endedAfter, type Ended } from '../saved/await.ts';

/** One time through: what was planned, how it ended and what was approved. */
export interface Round extends Ended, Pick<PassResult, 'seen'> {
  readonly approvals: Approvals;
}

export interface WaitInput {
  readonly ports: Pick<Ports, 'clock' | 'progress' | 'signal' | 'deadline' | 'lease' | 'timing' | 'noWait'>;
  /** Looks, plans and applies what the bound plan releases. */
  round(bind: (plan: Plan) => Plan, approvals: Approvals): Promise<Round>;
}

/**
 * Waits for AWS while steps wait for it and time remains. It looks again, sees what shows by now, and applies what
 * was skipped for it, as it was released. Nothing that AWS accepted is written again because it does not show.
 */
export async function waitForAws(first: Round, input: WaitInput): Promise<Ended> {
  const { clock, deadline, timing } = input.ports;
  const { first: pauseFirst, longest } = timing.roundPause;
  const startedAt = clock.now();
  let ended: Ended = first;
  for (let pause = pauseFirst; ; pause = Math.min(pause * 2, longest)) {
    const until = deadline?.() ?? Number.NEGATIVE_INFINITY;
    if (input.ports.noWait === true && isAllAccepted(ended)) return ended;
    if (!canShow(ended, until) || clock.now() >= until || isStopped(input.ports) || !mayStart(input.ports))
      return ended;
    tell(ended, startedAt, until, input.ports);
    await restUntil(clock.now() + pause, input.ports);
    if (isStopped(input.ports)) return ended;
    let fresh: Plan | undefined;
    const before = ended;
    const round = await input.round((plan) => {
      fresh = plan;
      return bindToAwaited(plan, before);
    }, first.approvals);
    // What was looked at while the run was asked to stop is not the whole.
    if (isStopped(input.ports) && round.outcomes.size === 0) return ended;
    ended = endedAfter(ended, fresh ?? round.plan, round.outcomes, clock.now());
    tellShown(before, ended, input.ports);
  }
}

/** Tells whether AWS accepted every write, so that nothing is left to send. */
function isAllAccepted(ended: Ended): boolean {
  return awaitedOf(ended).every(({ id }) => {
    const outcome = ended.outcomes.get(id);
    return outcome?.is === 'waiting' && outcome.sent !== undefined;
  });
}

/**
 * Tests whether one of the awaited steps may get done by then: those that only wait for time to pass say how long.
 */
function canShow(ended: Ended, by: Instant): boolean {
  return awaitedOf(ended).some((step) => {
    const outcome = ended.outcomes.get(step.id);
    return outcome?.is === 'waiting' && (outcome.notBefore ?? 0) <= by;
  });
}

function tell(
  ended: Ended,
  startedAt: Instant,
  until: Instant,
  { clock, progress }: WaitInput['ports'],
): void {
  for (const step of awaitedOf(ended)) {
    const outcome = ended.outcomes.get(step.id);
    if (outcome?.is !== 'waiting') continue;
    const at = clock.now();
    progress({
      is: 'waiting',
      at,
      step: refOf(step, ended),
      reason: outcome.reason,
      why: outcome.why,
      until,
      elapsed: at - startedAt,
    });
  }
}

/** Ends the progress of a value that was only awaited, since nothing else reports it. */
function tellShown(before: Ended, after: Ended, { clock, progress }: WaitInput['ports']): void {
  for (const step of awaitedOf(before)) {
    const was = before.outcomes.get(step.id);
    const outcome = after.outcomes.get(step.id);
    if (was?.is !== 'waiting' || was.sent === undefined || outcome?.is !== 'done') continue;
    progress({ is: 'step-ended', at: clock.now(), step: refOf(step, after), outcome });
  }
}

function refOf(step: Step, { plan }: Ended): StepRef {
  const ids = plan.resources.find(({ address }) => address === step.address)?.ids ?? {};
  return { id: step.id, address: step.address, action: step.action, name: step.name, ids };
}
