import type { Accepted } from '../model/accepted.ts';
import type { Address } from '../model/address.ts';
import type { Duration } from '../model/instant.ts';
import type { Lease } from '../model/journal.ts';
import type { Ids } from '../model/observation.ts';
import type { PassResult } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import type { Stack } from '../model/resource.ts';
import type { Thing } from '../model/things.ts';
import { apply } from './apply/apply.ts';
import { createApart } from './apply/apart.ts';
import { lastWritesIn, liveOf, type ApplyContext } from './apply/context.ts';
import { acceptedAfter, isAcceptable, isRecorded } from './authority/accept.ts';
import { stackApprovals } from './authority/accepts.ts';
import { standsOnOf } from './authority/stands-on.ts';
import { withStackGate } from './authority/stack-change.ts';
import { heldToDeclared } from './declared.ts';
import { holdLease, type Held } from './lease/lease.ts';
import { gated, look, measureFor, type Looked, type LookRequest } from './look.ts';
import { patient } from './waiting/patience.ts';
import type { Decide, Ports, Timing } from './ports.ts';
import { record, rememberHolds, rememberStrays, rememberThings } from './record/record.ts';
import { settleBeforePlan, type Found } from './observe/settle-before-plan.ts';
import { othersOf } from './observe/subject.ts';
import { createSweeper } from './observe/sweep.ts';
import { lookingUntilStopped } from './observe/until-stopped.ts';
import { lookUntilVisible } from './observe/visible.ts';
import { waitForAws, type Round } from './apply/wait.ts';

export interface PassRequest extends LookRequest {
  /** Absent: look and plan only; nothing is written, to AWS or to a store. */
  readonly decide?: Decide;
  /**
   * How long it waits for AWS after the last step that got done; 0: not at all. Absent: each wait of a step has its
   * own bound, and what does not show by then is not looked for again.
   */
  readonly waitFor?: Duration;
}

export type PassAnswer =
  | ({ readonly is: 'planned' | 'applied' } & PassResult)
  /** Another run holds the stack's lease. */
  | { readonly is: 'refused'; readonly by: Lease };

/** The only way to change AWS: look, plan, and, if asked, decide and apply under the stack's lease. */
export async function pass(request: PassRequest, given: Ports, timing: Timing): Promise<PassAnswer> {
  const { decide, waitFor } = request;
  const { ports, progressed } = patient({ ...given, kinds: heldToDeclared(given.kinds) }, waitFor);
  if (decide === undefined) {
    const { plan } = await look(request, ports);
    planned(plan, ports);
    return { is: 'planned', plan, outcomes: new Map(), calls: ports.counts() };
  }
  const lease = await holdLease(ports, timing);
  if (lease.is === 'refused') return lease;
  ports.leash.tie(() => lease.held.mayStart());
  try {
    // Read once: what this apply accepts does not serve its own later rounds.
    const baseline = await measureFor(request, ports);
    const holds = await ports.journal.holds();
    const standsOn = await standsOnOf(request, ports);
    const swept = new Map<Address, Ids>();
    const apart = createApart();
    let acknowledged: readonly Thing[] = [];
    const run = (asked: PassRequest, released: Decide): Promise<Round> => {
      const here = { ...asked, baseline, holds, standsOn, swept, apart, acknowledged: () => acknowledged };
      return round(here, released, lease.held, ports, timing);
    };
    const told: Decide = async (plan) => {
      planned(plan, ports);
      const decision = await decide(plan);
      progressed();
      // Of an orphan that a later round finds, nobody was asked.
      if (decision.is === 'apply' && decision.approved === 'shown') acknowledged = plan.orphans;
      return decision;
    };
    const first = await run(request, told);
    // A key that an earlier run left behind was found just before another would have been made: once more.
    const again = first.plan.steps.some(
      ({ id, name, gate }) =>
        name === 'create' && gate.is === 'released' && first.outcomes.get(id)?.is === 'stale',
    );
    const result = again && !ports.stopping() ? merge(first, await run(request, told)) : first;
    const waited = await waitForAws(result, {
      ports,
      deadline: ports.deadline ?? (() => Number.NEGATIVE_INFINITY),
      mayStart: () => lease.held.mayStart(),
      // Nobody is asked again: what was released stays so, and only what is waited for runs.
      round: (bind, approved) =>
        run({ ...request, bind }, () =>
          Promise.resolve(ports.stopping() ? { is: 'stop' } : { is: 'apply', approved }),
        ),
    });
    return { is: 'applied', plan: waited.plan, outcomes: waited.outcomes, calls: ports.counts() };
  } finally {
    ports.leash.untie();
    const unanswered = ports.leash.unansweredAt();
    await lease.held.release(unanswered === undefined ? 0 : unanswered + timing.requestDeadline);
  }
}

function planned({ steps }: Plan, { clock, progress }: Ports): void {
  progress({ is: 'planned', at: clock.now(), steps: steps.length });
}

/** What all rounds of a pass share. */
interface InPass {
  readonly swept: Map<Address, Ids>;
  readonly apart: ApplyContext['apart'];
  acknowledged(): readonly Thing[];
}

async function round(
  request: PassRequest & InPass,
  decide: Decide,
  held: Held,
  ports: Ports,
  timing: Timing,
): Promise<Round> {
  const { stack } = request;
  const looking = { ...ports, aws: lookingUntilStopped(ports.aws, ports.stopping) };
  const lookHere = ({ addresses, swept }: Found): Promise<Looked> =>
    lookUntilVisible(() => look({ ...request, swept }, looking), {
      stack,
      ports: looking,
      timing,
      found: addresses,
    });
  const { swept } = request;
  const first = await lookHere({ addresses: new Set(swept.keys()), swept });
  const sweeper = createSweeper(ports.aws, ports.clock, stack.settings);
  const found = await settleBeforePlan(stack, first.observed.observations, looking, timing, sweeper);
  const looked = found.addresses.size > 0 ? await lookHere(withSwept(found, swept)) : first;
  const decision = await decide(looked.plan);
  if (decision.is === 'stop') return { plan: looked.plan, outcomes: new Map(), approved: new Set() };
  const { approved } = decision;
  const plan = gated(looked, approved);
  const { guarded, observed } = looked;
  const { observations } = observed;
  const live = liveOf(guarded.observations, guarded.stack, ports.kinds);
  const { baseline, declared, guardrails } = looked;
  const approvals = stackApprovals(approved, guardrails, plan.stackChange?.loosened ?? []);
  const accepted = acceptedAfter(baseline, declared, plan, approvals, leftIn(looked));
  // Whoever lost the lease writes nothing: another run works by what the journal says.
  if (await held.mayRecord()) await recordBefore(request.stack, { ...looked, plan, live, accepted }, ports);
  const outcomes = await apply({
    plan,
    stack: guarded.stack,
    kinds: ports.kinds,
    ports,
    timing,
    sweeper,
    lastApplied: looked.lastApplied,
    hangsOn: looked.hangsOn,
    holds: looked.holds,
    ...(guardrails === undefined ? {} : { guardrails }),
    others: othersOf(looked.stack, looked.attributes, { kinds: ports.kinds, observations }),
    live,
    written: new Map(),
    wrote: new Map(),
    unheld: new Set(),
    wroteBefore: lastWritesIn(looked.lastApplied),
    noted: new Map(),
    swept,
    apart: request.apart,
    mayStart: () => held.mayStart(),
  });
  if (!(await held.mayRecord())) return { plan: withStackGate(plan, new Set()), outcomes, approved };
  await record({
    ...ports,
    ...looked,
    stack: looked.stack,
    plan,
    outcomes,
    live,
    now: ports.clock.now(),
    observations: looked.observed.observations,
    acknowledged: request.acknowledged(),
  });
  if (isAcceptable(baseline, plan, outcomes) && !isRecorded(accepted, baseline))
    await ports.journal.accept(accepted);
  return { plan, outcomes, approved };
}

/** Tells of what lost its manifest whether something is left of it, as far as the listings say. */
function leftIn({ plan, observed }: Looked): (address: Address) => boolean {
  const found = new Set([...plan.orphans, ...plan.resources].map(({ address }) => address));
  return (address) => observed.unread.length > 0 || found.has(address);
}

/** Notes before the first write what a crash must not make it forget. */
async function recordBefore(
  declared: Stack,
  looked: Looked & { readonly live: ApplyContext['live']; readonly accepted: Accepted },
  ports: Ports,
): Promise<void> {
  const { stack, plan, baseline, observed, accepted } = looked;
  const now = ports.clock.now();
  // A first Stack is accepted before anything of it exists: after a crash, its marks alone would look like lost state.
  if (baseline.recorded === undefined && isAcceptable(baseline, plan, new Map()))
    await ports.journal.accept(baseline.accepted ?? accepted);
  const { observations } = observed;
  await rememberStrays(declared, { stack, observations, memory: ports.memory, now });
  await rememberThings({ ...looked, ...ports, observations, now });
  await rememberHolds({ stack, kinds: ports.kinds, scope: plan.scope, observations }, ports, now);
}

/** Also what an earlier round of this pass found. */
function withSwept({ addresses, swept }: Found, before: ReadonlyMap<Address, Ids>): Found {
  return { addresses: new Set([...before.keys(), ...addresses]), swept: new Map([...before, ...swept]) };
}

/** Two rounds as one: what the first did stays done, the rest is the second's. */
function merge(first: Round, second: Round): Round {
  const done = first.plan.steps.filter(({ id }) => first.outcomes.get(id)?.is === 'done');
  const ended = [...first.outcomes].filter(([, { is }]) => is === 'done');
  const redone = new Set(second.plan.steps.map(({ id }) => id));
  return {
    plan: { ...second.plan, steps: [...done.filter(({ id }) => !redone.has(id)), ...second.plan.steps] },
    outcomes: new Map([...ended, ...second.outcomes]),
    approved: second.approved,
  };
}
