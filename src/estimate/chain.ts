import type { Address } from '../model/address.ts';
import type { Call } from '../model/call.ts';
import type { Bound } from '../model/estimate.ts';
import type { Duration, Instant } from '../model/instant.ts';
import { certainFrom, locksOf, mustSpread, rereads, restsOn, spreadFor, takesLast } from '../model/pace.ts';
import type { Step } from '../model/plan.ts';
import { waitingSteps } from '../model/waiting-steps.ts';
import type { EstimateInput } from './input.ts';
import type { Holders } from './holders.ts';
import { createQuotas, type Quotas } from './quota.ts';
import type { Work } from './work.ts';

/** How AWS behaves. */
export interface Manner {
  /** From a request to its answer. */
  readonly latency: Duration;
  /** Until a write shows in reads. */
  readonly lag: Duration;
}

export interface Taken {
  readonly took: Duration;
  readonly boundBy: Bound;
}

/** What a step waits for by itself. */
const waits = ['settling', 'young-journal', 'confirming'] as const satisfies readonly Bound['is'][];
type Waits = (typeof waits)[number];

/** Waits and calls, each after the one before, up to an instant. */
interface Chain {
  readonly at: Instant;
  readonly spent: Readonly<Record<Waits, Duration>>;
}

/** What the plan found: what exists, and what hangs on what. */
export interface Standing {
  readonly there: ReadonlySet<Address>;
  readonly holdersOf: Holders;
}

/**
 * Gives the longest chain of waits and calls along the graph of the steps. No call comes before its quotas can have
 * served those before it in the plan.
 */
export function longestChain(
  works: ReadonlyMap<Step, Work>,
  { there, holdersOf }: Standing,
  { plan, stack, kinds, timing, journalBornAt }: EstimateInput,
  { latency, lag }: Manner,
): Taken {
  const quotas = createQuotas();
  const start: Chain = { at: plan.at, spent: { settling: 0, 'young-journal': 0, confirming: 0 } };
  const made = new Set<Address>();
  const wrote = new Set<Address>();
  const spreads = new Map<Address, Instant>();
  /** By step and by lock. */
  const ends = new Map<string, Chain>();
  let gave = start;
  let last = start;

  function ask(chain: Chain, calls: readonly Call[]): Chain {
    if (calls.length === 0) return chain;
    const turn = Math.max(...calls.map((call) => quotas.turn(call, chain.at)));
    return waitUntil({ ...chain, at: turn }, turn + latency, 'confirming');
  }

  /**
   * Simulates the wait until AWS shows the work. The reads before it shows are not counted, but what passes between
   * them is.
   */
  function show(chain: Chain, { after, equalReads }: Work): Chain {
    let asked = chain.at;
    for (let pause = rereads.first; asked < chain.at + lag; pause = Math.min(pause * 2, rereads.longest))
      asked += latency + pause;
    let shown = ask(waitUntil(chain, asked, 'confirming'), after);
    for (let equal = 1; equal < equalReads; equal += 1)
      shown = ask(waitUntil(shown, shown.at + rereads.first, 'confirming'), after);
    return shown;
  }

  /** Simulates the run of a step. While it waits, others have its locks. */
  function run(step: Step, work: Work, begun: Chain): Chain {
    const untouched = there.has(step.address) && !wrote.has(step.address);
    const held = untouched ? ask(begun, work.hold) : begun;
    const spread = waitUntil(held, spreadAt(step), 'settling');
    const certainAt = certainFrom({ journalBornAt, settle: timing.createSettle, now: plan.at });
    const certain = work.sweep.length > 0 ? waitUntil(spread, certainAt, 'young-journal') : spread;
    const locked = latest([certain, ...locksOf(step).flatMap((lock) => ends.get(lock) ?? [])]);
    const isFresh = untouched && locked.at - plan.at <= work.freshFor;
    const looked = isFresh ? locked : ask(locked, work.before);
    const sent = step.calls.reduce((chain, call) => ask(chain, [call]), looked);
    if (step.name === 'create') made.add(step.address);
    if (step.action !== 'remove') wrote.add(step.address);
    if (step.action !== 'remove' && mustSpread(step, kinds.get(step.kind)))
      spreads.set(step.address, sent.at);
    return show(sent, work);
  }

  function spreadAt(step: Step): Instant {
    const hosts = [...holdersOf(step.address)];
    const isPartOfNew = hosts.length > 0 && hosts.every((host) => made.has(host));
    const references = stack.resources.get(step.address)?.references ?? [];
    const others = [...restsOn(step, kinds.get(step.kind), references, isPartOfNew)];
    return Math.max(-Infinity, ...others.map((one) => spreads.get(one) ?? -Infinity)) + spreadFor;
  }

  function reach(step: Step, work: Work): void {
    const befores = step.after.flatMap((before) => ends.get(before) ?? []);
    const end = run(step, work, latest([start, ...befores, ...(takesLast(step) ? [gave] : [])]));
    for (const one of [step.id, ...locksOf(step)]) ends.set(one, end);
    if (step.half === 'expand') gave = latest([gave, end]);
    last = latest([last, end]);
  }

  const waiting = waitingSteps([...works.keys()]);
  for (let ready = waiting.take(); ready.length > 0; ready = waiting.take()) {
    for (const step of ready) {
      const work = works.get(step);
      if (work !== undefined) reach(step, work);
      waiting.end(step, () => true);
    }
  }
  return { took: Math.ceil(last.at - start.at), boundBy: boundOf(last, quotas.scarcest()) };
}

function waitUntil(chain: Chain, until: Instant, on: Waits): Chain {
  if (until <= chain.at) return chain;
  return { at: until, spent: { ...chain.spent, [on]: chain.spent[on] + until - chain.at } };
}

function latest(chains: readonly [Chain, ...Chain[]]): Chain {
  return chains.reduce((last, chain) => (chain.at > last.at ? chain : last));
}

/** Finds what the longest chain waited for most, or the quota that alone needs longer. */
function boundOf({ spent }: Chain, scarcest: ReturnType<Quotas['scarcest']>): Bound {
  const most = waits.toSorted((a, b) => spent[b] - spent[a])[0] ?? 'confirming';
  return scarcest !== undefined && scarcest.needs >= spent[most] ? scarcest.bound : { is: most };
}
