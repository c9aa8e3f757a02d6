import { hour, type Duration } from '../../model/instant.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import type { PassResult } from '../../model/outcome.ts';
import type { StepId } from '../../model/plan.ts';
import type { ProgressEvent } from '../../model/progress.ts';
import type { Resource, Settings } from '../../model/resource.ts';
import { virtualClock, type VirtualClock } from '../../runtime/virtual-clock.ts';
import { createVolatileStore } from '../../store/memory/volatile.ts';
import type { Store } from '../../store/store.ts';
import { forAll } from '../decide/approvals.ts';
import { underLease } from '../lease/lease.ts';
import { pass, type Decision } from '../pass.ts';
import { defaultTiming, type Ports, type Timing } from '../ports.ts';
import { atOnce } from './candidate.test-helper.ts';
import { fakeAws, type FakeAws } from './aws.test-helper.ts';
import { kinds } from './kinds.test-helper.ts';
import { noon, stackOf } from './stack.test-helper.ts';

export interface PassBench {
  readonly clock: VirtualClock;
  readonly aws: FakeAws;
  readonly store: Store;
  readonly progress: ProgressEvent[];
  /** Settings of this bench's passes; may be changed between them. */
  readonly on: {
    ports: Partial<Ports>;
    timing: Partial<Timing>;
    kinds: ReadonlyMap<string, AnyKind>;
    settings: Partial<Settings>;
    decision: Decision;
    /** How long a pass may wait; undefined: each wait has its own bound. */
    waitFor: Duration | undefined;
    /** Between the plan and its first call. */
    meanwhile: () => void | Promise<void>;
  };
  /** Looks only. */
  plan(resources: readonly Resource[]): Promise<PassResult>;
  /** Looks, decides and applies; a refused lease is an error here. */
  apply(resources: readonly Resource[]): Promise<PassResult>;
  ports(): Ports;
}

/** Sets up everything a pass needs on a virtual clock: a small AWS, and an hour-old journal. */
export function passBench(): PassBench {
  const clock = virtualClock(noon);
  const aws = fakeAws(clock);
  const store = createVolatileStore({ now: () => noon - hour });
  const progress: ProgressEvent[] = [];
  let ids = 0;
  const bench: PassBench = {
    clock,
    aws,
    store,
    progress,
    on: {
      ports: {},
      timing: {},
      kinds,
      settings: {},
      decision: { is: 'apply', approvals: forAll('shown') },
      waitFor: undefined,
      meanwhile: () => undefined,
    },
    ports: () => ({
      aws,
      clock,
      ...store,
      kinds: bench.on.kinds,
      firstStack: 'as-written',
      newId: () => `intent-${(ids += 1)}`,
      excludes: { is: 'everybody' },
      keyOfBucket: () => Promise.resolve({ is: 'none' }),
      progress: (event) => void progress.push(event),
      signal: new AbortController().signal,
      lane: 'asked',
      timing: { ...defaultTiming, ...bench.on.timing },
      ...(bench.on.waitFor === undefined ? {} : { waitFor: bench.on.waitFor }),
      ...bench.on.ports,
    }),
    plan: (resources) => run(resources, undefined),
    apply: (resources) =>
      run(resources, async () => {
        await bench.on.meanwhile();
        return bench.on.decision;
      }),
  };

  async function run(
    resources: readonly Resource[],
    decide: (() => Promise<Decision>) | undefined,
  ): Promise<PassResult> {
    const request = {
      stack: stackOf(resources, bench.on.settings),
      scope: { is: 'all' },
    } as const;
    const ports = bench.ports();
    if (decide === undefined) return pass(request, ports, ports, ports);
    const answer = await underLease(atOnce({ ...ports, holder: 'ann@a:1' }), (lease) =>
      pass({ ...request, decide }, ports, ports, { ...ports, lease }),
    );
    if (answer.is === 'refused') throw new Error(`the lease is held by ${answer.by.holder}`);
    return answer.value;
  }
  return bench;
}

/** Returns the outcome of each step, in one word. */
export function endings({ outcomes }: PassResult): Readonly<Record<StepId, string>> {
  return Object.fromEntries([...outcomes].map(([id, { is }]) => [id, is]));
}
