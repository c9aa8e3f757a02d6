import type { HeldLease } from '../ports.ts';
import { takeLease, type Candidate, type CandidateAnswer } from './candidate.ts';
import { inUse, lengthOf, renewTerm, type Term } from './term.ts';

/** A lease that is renewed until it is given back. */
export interface Kept {
  readonly lease: HeldLease;
  release(): Promise<void>;
}

export type Refused = Extract<CandidateAnswer, { readonly is: 'refused' }>;

export type LeaseResult = { readonly is: 'held'; readonly held: Kept } | Refused;

/** Does `work` under the stack's lease and gives it back, however the work ends. */
export async function underLease<T>(
  parts: Candidate,
  work: (lease: HeldLease) => Promise<T>,
): Promise<{ readonly is: 'done'; readonly value: T } | Refused> {
  const taken = await holdLease(parts);
  if (taken.is === 'refused') return taken;
  try {
    return { is: 'done', value: await work(taken.held.lease) };
  } finally {
    await taken.held.release();
  }
}

/** Takes the stack's lease for one pass and renews it in the background. */
export async function holdLease(parts: Candidate): Promise<LeaseResult> {
  const first = await takeLease(parts);
  if (first.is === 'refused') return first;
  const { clock, timing } = parts;
  const stop = new AbortController();
  let present: Term | undefined = first.term;

  async function keep(): Promise<void> {
    for (let pause = timing.leaseTtl / 3; present !== undefined;) {
      await clock.sleep(pause, stop.signal);
      if (stop.signal.aborted) return;
      const renewed = await renewTerm(parts, present);
      if (renewed !== undefined) present = renewed.is === 'held' ? renewed.term : undefined;
      // A journal that did not answer is asked again while the lease lasts; then another may hold it.
      else if (clock.monotonic() - present.since >= lengthOf(timing)) present = undefined;
      pause = renewed === undefined ? timing.leaseTtl / 12 : timing.leaseTtl / 3;
    }
  }

  const keeping = keep();
  const { lease, release } = inUse(parts, () => present);
  return {
    is: 'held',
    held: {
      lease,
      release: async () => {
        stop.abort();
        await keeping;
        const last = present;
        present = undefined;
        if (last !== undefined) await release(last);
      },
    },
  };
}
