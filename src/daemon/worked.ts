import type { Address } from '../model/address.ts';
import type { AwsFailure } from '../model/call.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { minute, second, type Duration, type Instant } from '../model/instant.ts';
import type { Outcome, PassResult } from '../model/outcome.ts';
import type { ResourcePlan } from '../model/plan.ts';
import { mergeDue, type Due } from './due.ts';
import type { Worked } from './queue.ts';

/** When a limit lets calls through again is the limiter's: a throttled look only waits in line again. */
const afterThrottle: Duration = minute;
/** What moved between the plan and the write, or was repaired in part, is looked at again at once. */
const afterMove: Duration = 5 * second;
const afterWait: Duration = 30 * second;
const afterSettling: Duration = minute;

/** What of a pass tells when an address is due again. */
export interface Ending {
  readonly result: Pick<PassResult, 'plan' | 'outcomes'>;
  readonly now: Instant;
  /** The next look if nothing else calls for one; undefined: with the next look at everything. */
  next(address: Address): Due | undefined;
}

/**
 * Tells how the work on each address of a plan ended. What waits for a person comes back with its usual look, and at
 * once when the person decides; what waits for AWS comes back when AWS may show it.
 */
export function workedIn(ending: Ending): ReadonlyMap<Address, Worked> {
  const { plan, outcomes } = ending.result;
  const steps = Map.groupBy(plan.steps, ({ address }) => address);
  return new Map(
    plan.resources.map((resource) => {
      const ends = (steps.get(resource.address) ?? []).map(({ id }) => outcomes.get(id));
      return [resource.address, workedOn(resource, ends, ending)];
    }),
  );
}

/** Decides by how the steps of a resource ended; one without an outcome was not tried. */
function workedOn(
  resource: ResourcePlan,
  steps: readonly (Outcome | undefined)[],
  { now, next }: Ending,
): Worked {
  const ends = steps.filter((end) => end !== undefined);
  const failure = ends.map(failureOf).find(Boolean) ?? resource.failure ?? resource.unreadable[0]?.failure;
  const usual = next(resource.address);
  if (failure !== undefined) return afterFailure(failure, usual, now);
  const again = ends.flatMap((end) => againAt(end, now));
  again.push(...confirmedAt(steps, now));
  if (resource.sync === 'Settling') again.push(now + afterSettling);
  if (again.length === 0) return asUsual(usual);
  const retry: Due = { at: Math.min(...again), lane: 'repair', look: 'full', why: new Set(['retry']) };
  return { is: 'again', due: usual === undefined || retry.at < usual.at ? retry : mergeDue(retry, usual) };
}

/**
 * Gives when to confirm what got done: what was read before the writes says too much of what is wrong. While other steps
 * still wait, people decide on it, so that it is looked at sooner.
 */
function confirmedAt(steps: readonly (Outcome | undefined)[], now: Instant): readonly Instant[] {
  const done = steps.filter((end) => end?.is === 'done').length;
  if (done === 0) return [];
  return [now + (done < steps.length ? afterMove : afterWait)];
}

function againAt(end: Outcome, now: Instant): readonly Instant[] {
  switch (end.is) {
    case 'waiting':
      return [Math.max(end.notBefore ?? 0, now + afterWait)];
    case 'stale':
      return [now + afterMove];
    case 'not-started':
    case 'skipped':
      return [now + afterWait];
    case 'done':
    case 'blocked':
    case 'failed':
      return [];
  }
}

function failureOf(end: Outcome): AwsFailure | Diagnostic | undefined {
  return end.is === 'failed' ? end.failure : undefined;
}

/** Keeps the usual looks, also of what only a person can mend: they still see what others do to it. */
function asUsual(usual: Due | undefined): Worked {
  return usual === undefined ? { is: 'gone' } : { is: 'again', due: usual };
}

function afterFailure(failure: AwsFailure | Diagnostic, usual: Due | undefined, now: Instant): Worked {
  if (!('class' in failure)) return asUsual(usual);
  switch (failure.class) {
    case 'throttled':
      return {
        is: 'again',
        due: {
          at: Math.min(usual?.at ?? Infinity, now + afterThrottle),
          lane: 'sweep',
          look: 'full',
          why: new Set(['retry']),
        },
      };
    case 'transient':
    case 'propagating':
    case 'conflict':
      return { is: 'backoff', ...(usual === undefined ? {} : { before: usual }) };
    case 'forbidden':
    case 'invalid':
    case 'terminal':
      return asUsual(usual);
  }
}
