import type { SandboxAnswer, SandboxError, SandboxRequest, SandboxService } from './request.ts';

/**
 * What goes wrong with one call. `before`: the connection breaks before sending, nothing happens.
 * `after`: the effect happens, the answer is lost. `throttle`, `internal`: AWS refuses, nothing happens.
 * `never`: nothing happens and no answer comes; `never-after`: the effect happens and no answer comes.
 * A function decides itself: `run` makes the call as if nothing were wrong.
 */
export type Fault =
  | 'before'
  | 'after'
  | 'throttle'
  | 'internal'
  | 'never'
  | 'never-after'
  | ((request: SandboxRequest, run: () => SandboxAnswer) => SandboxAnswer | Promise<SandboxAnswer>);

/** Members left out match everything. */
export interface Match {
  readonly service?: SandboxService;
  readonly operation?: string;
  readonly account?: string;
  readonly region?: string;
  readonly where?: (request: SandboxRequest) => boolean;
}

export interface FaultPlan {
  /** The next call that matches gets the fault, once; several wait in the order given. */
  next(match: Match, fault: Fault): void;
  /** Every call that matches, until `clear`. */
  every(match: Match, fault: Fault): void;
  /** The n-th call to `handle` since the sandbox was made, counted from 1. */
  at(n: number, fault: Fault): void;
  clear(): void;
}

export interface Faults extends FaultPlan {
  /** The fault of this call, taken off the plan if it was for one call. */
  take(request: SandboxRequest, n: number): Fault | undefined;
}

export function createFaults(): Faults {
  let once: { readonly match: Match; readonly fault: Fault }[] = [];
  let always: { readonly match: Match; readonly fault: Fault }[] = [];
  const numbered = new Map<number, Fault>();
  return {
    next: (match, fault) => void once.push({ match, fault }),
    every: (match, fault) => void always.push({ match, fault }),
    at: (n, fault) => void numbered.set(n, fault),
    clear() {
      once = [];
      always = [];
      numbered.clear();
    },
    take(request, n) {
      const exact = numbered.get(n);
      if (exact !== undefined) return exact;
      const planned = once.find((entry) => matches(entry.match, request));
      if (planned !== undefined) {
        once = once.filter((entry) => entry !== planned);
        return planned.fault;
      }
      return always.find((entry) => matches(entry.match, request))?.fault;
    },
  };
}

function matches(match: Match, request: SandboxRequest): boolean {
  return (
    (match.service ?? request.service) === request.service &&
    (match.operation ?? request.operation) === request.operation &&
    (match.account ?? request.account) === request.account &&
    (match.region ?? request.region) === request.region &&
    (match.where?.(request) ?? true)
  );
}

/** Returns the answer of a call under a fault. */
export function faulted(
  fault: Fault,
  request: SandboxRequest,
  run: () => SandboxAnswer,
): SandboxAnswer | Promise<SandboxAnswer> {
  if (typeof fault === 'function') return fault(request, run);
  if (fault === 'before') return broken('ECONNREFUSED', 'connect ECONNREFUSED: nothing was sent');
  if (fault === 'throttle') return throttled(request.service);
  if (fault === 'internal') return internal(request.service);
  if (fault === 'never') return never();
  run();
  if (fault === 'never-after') return never();
  return broken('TimeoutError', 'the answer did not come in time');
}

function never(): Promise<SandboxAnswer> {
  return new Promise(() => {
    // A crashed caller: it never hears of the call again.
  });
}

function broken(name: string, message: string): SandboxError {
  return { is: 'error', name, message, status: 0 };
}

/**
 * Builds the throttling error, for which each service has its own name (AWS SDK for JavaScript, throttling error
 * codes).
 */
export function throttled(service: SandboxService): SandboxError {
  const message = 'Rate exceeded';
  if (service === 's3')
    return { is: 'error', name: 'SlowDown', message: 'Please reduce your request rate.', status: 503 };
  if (service === 'iam' || service === 'sts')
    return { is: 'error', name: 'Throttling', message, status: 400 };
  if (service === 'tagging') return { is: 'error', name: 'ThrottledException', message, status: 400 };
  return { is: 'error', name: 'ThrottlingException', message, status: 400 };
}

function internal(service: SandboxService): SandboxError {
  const names: Partial<Record<SandboxService, string>> = {
    kms: 'KMSInternalException',
    s3: 'InternalError',
    tagging: 'InternalServiceException',
    iam: 'ServiceFailureException',
  };
  const name = names[service] ?? 'InternalFailure';
  return { is: 'error', name, message: 'An internal error occurred.', status: 500 };
}
