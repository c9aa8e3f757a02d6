import type { Address } from '../model/address.ts';
import type { Bound } from '../model/estimate.ts';
import type { Duration, Instant } from '../model/instant.ts';
import type { Step } from '../model/plan.ts';
import { createQueue } from '../model/queue.ts';
import { waitingSteps } from '../model/waiting-steps.ts';
import { createQuotas, type Quotas } from './quota.ts';
import { workOf, type Act, type Job, type Scene } from './work.ts';
import type { EstimateInput } from './input.ts';

/** How AWS behaves in one run through the plan. */
export interface Manner {
  /** From a request to its answer. */
  readonly latency: Duration;
  /** Until a write shows in reads. */
  readonly lag: Duration;
}

export interface Scheduled {
  readonly took: Duration;
  readonly boundBy: Bound;
}

/** What a step waits for by itself. */
type Waits = Exclude<Bound['is'], 'quota'>;

/** A step under way, and what its time went into so far. */
interface Running {
  readonly step: Step;
  readonly work: Generator<Act, void, void>;
  /** The step whose end let this one start. */
  readonly since: Running | undefined;
  readonly spent: Map<Waits, Duration>;
  /** It lets others settle and has no place meanwhile. */
  aside: boolean;
}

/**
 * Runs the steps on a clock of its own, by the engine's rules and AWS's quotas, and tells how long they take
 * and what the longest chain of them waited for most.
 */
export function schedule(
  steps: readonly Step[],
  jobOf: (step: Step) => Job,
  input: EstimateInput,
  { latency, lag }: Manner,
): Scheduled {
  const start = input.plan.at;
  let now: Instant = start;
  const scene: Scene = {
    now: () => now,
    lag,
    wrote: new Map<Address, Instant>(),
    createdHere: new Set<Address>(),
  };
  const quotas = createQuotas();
  const waiting = waitingSteps(steps);
  const events = createQueue<Running>();
  let last: Running | undefined;

  function begin(since: Running | undefined): void {
    for (const step of waiting.take()) {
      const work = workOf(jobOf(step), input, scene);
      events.push(now, { step, work, since, spent: new Map(), aside: false });
    }
  }

  function resume(running: Running): void {
    if (!running.aside) {
      goOn(running);
      return;
    }
    running.aside = false;
    waiting.back(running.step, () => {
      goOn(running);
    });
    begin(running.since);
  }

  function goOn(running: Running): void {
    const next = running.work.next();
    if (next.done === true) {
      last = running;
      waiting.end(running.step, () => true);
      begin(running);
      return;
    }
    const act = next.value;
    if (act.is === 'wait') {
      spend(running, act.for, act.until - now);
      events.push(act.until, running);
      if (act.for === 'confirming') return;
      running.aside = true;
      waiting.aside(running.step);
      begin(running.since);
    } else {
      spend(running, 'confirming', latency);
      events.push(Math.max(...act.calls.map((call) => quotas.turn(call, now))) + latency, running);
    }
  }

  begin(undefined);
  for (let event = events.pop(); event !== undefined; event = events.pop()) {
    now = Math.max(now, event.key);
    resume(event.value);
  }
  return { took: now - start, boundBy: mostOf(last, quotas) };
}

function spend({ spent }: Running, on: Waits, took: Duration): void {
  spent.set(on, (spent.get(on) ?? 0) + took);
}

/** What the chain of steps that ended last waited for most, or the quota that alone needs longer. */
function mostOf(last: Running | undefined, quotas: Quotas): Bound {
  const total = new Map<Waits, Duration>();
  for (let one = last; one !== undefined; one = one.since) {
    for (const [on, took] of one.spent) total.set(on, (total.get(on) ?? 0) + took);
  }
  const [most] = [...total].sort(([, a], [, b]) => b - a);
  const scarcest = quotas.scarcest();
  if (scarcest !== undefined && scarcest.needs >= (most?.[1] ?? 0)) return scarcest.bound;
  return { is: most?.[0] ?? 'confirming' };
}
