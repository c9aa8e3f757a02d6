import type { Accepted } from '../model/accepted.ts';
import type { Address } from '../model/address.ts';
import type { Ids } from '../model/ids.ts';
import type { PassResult } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import type { Stack } from '../model/resource.ts';
import type { Thing } from '../model/things.ts';
import { aboard } from './aboard.ts';
import { apply } from './apply/apply.ts';
import { createApart } from './apply/apart.ts';
import { lastWritesIn, liveOf, type ApplyContext } from './apply/context.ts';
import { waitForAws, type Round } from './apply/wait.ts';
import { acceptedAfter, isAcceptable, isRecorded } from './authority/accept.ts';
import { baselineOf, type Baseline } from './authority/baseline.ts';
import { formerMarkIn } from './authority/former.ts';
import { standsOnOf } from './authority/stands-on.ts';
import { withStackGate } from './authority/stack-change.ts';
import { heldToDeclared } from './declared.ts';
import { lookFast } from './fast-look.ts';
import { forAll, type Approvals } from './decide/approvals.ts';
import { countWrites } from './decide/counting.ts';
import { rulesNow } from './decide/rules.ts';
import { gated, stackApprovalsFor } from './gated.ts';
import { look } from './look.ts';
import type { Looked, LookRequest } from './looked.ts';
import { earlierRun, type EarlierRun } from './observe/earlier-run.ts';
import { settleBeforePlan, type Found } from './observe/settle-before-plan.ts';
import { othersOf } from './observe/subject.ts';
import { createSweeper } from './observe/sweep.ts';
import { lookingUntilStopped } from './observe/until-stopped.ts';
import { lookUntilVisible } from './observe/visible.ts';
import type { Estate, Machine, Ports, Run } from './ports.ts';
import { record, rememberHolds, rememberStrays, rememberThings } from './record/record.ts';
import { stillReleased } from './still-released.ts';
import { patient } from './waiting/patience.ts';

export interface PassRequest extends LookRequest {
  /** Absent: look and plan only; nothing is written, to AWS or to a store. */
  readonly decide?: Decide;
}

/** Asked once the plan is known: what may run. The command line asks a person, the daemon its records. */
export type Decide = (plan: Plan, earlier: EarlierRun) => Promise<Decision>;

export type Decision =
  | {
      readonly is: 'apply';
      readonly approvals: Approvals;
      /** A person says that no run was before this one. It counts only where no sign speaks against it. */
      readonly isFirstRun?: boolean;
    }
  | { readonly is: 'stop' };

/**
 * Looks, plans, and, if asked, decides and applies: the only way to change AWS. What it writes goes under the lease
 * of the run, which the caller takes and gives back. Without one each write is refused.
 */
export async function pass(
  given: PassRequest,
  machine: Machine,
  estate: Estate,
  run: Run,
): Promise<PassResult> {
  const kinds = heldToDeclared(machine.kinds);
  const { ports: plain, counts } = aboard({ ...machine, kinds }, estate, run);
  const { ports, progressed } = patient(plain);
  const fast = given.facets === 'fast' ? await lookFast(given, ports) : undefined;
  if (fast?.is === 'quiet') {
    // There is nothing to decide, and nothing was seen that is to be recorded.
    planned(fast.plan, ports);
    return { plan: fast.plan, outcomes: new Map(), calls: counts(), seen: 'none' };
  }
  const request = fast?.request ?? given;
  const whole = (plan: Plan): Plan => fast?.complete(plan) ?? plan;
  const { decide } = request;
  if (decide === undefined) {
    const looked = await look(request, ports);
    const plan = whole(looked.plan);
    planned(plan, ports);
    return { plan, outcomes: new Map(), calls: counts(), seen: looked.observed.inventory.is };
  }
  const inPass: InPass = {
    // Read once: what this apply accepts does not serve its own later rounds.
    baseline: request.baseline ?? (await baselineOf(request.stack, ports)),
    holds: await ports.journal.holds(),
    standsOn: request.standsOn ?? (await standsOnOf(request, ports)),
    swept: new Map<Address, Ids>(),
    apart: createApart(),
    acknowledged: [],
    hadIntents: (await ports.journal.openIntents()).length > 0,
    isFirstRun: false,
  };
  const told: Decide = async (plan, earlier) => {
    planned(plan, ports);
    const decision = await decide(whole(plan), earlier);
    progressed();
    // Of an orphan that a later round finds, nobody was asked.
    if (decision.is === 'apply' && decision.approvals.stack === 'shown') inPass.acknowledged = plan.orphans;
    return decision;
  };
  const first = await round(request, told, inPass, ports);
  // A key that an earlier run left behind was found just before another would have been made: once more.
  const again = first.plan.steps.some(
    ({ id, name, gate }) =>
      name === 'create' && gate.is === 'released' && first.outcomes.get(id)?.is === 'stale',
  );
  const stopped = (): boolean => ports.signal.aborted;
  const result = again && !stopped() ? merge(first, await round(request, told, inPass, ports)) : first;
  const waited = await waitForAws(result, {
    ports,
    // Nobody is asked again: what was released stays so, and only what is waited for runs.
    round: (bind, approvals) =>
      round(
        { ...request, bind },
        () => Promise.resolve(stopped() ? { is: 'stop' } : { is: 'apply', approvals }),
        inPass,
        ports,
      ),
  });
  return { plan: whole(waited.plan), outcomes: waited.outcomes, calls: counts(), seen: first.seen };
}

function planned({ steps }: Plan, { clock, progress }: Ports): void {
  progress({ is: 'planned', at: clock.now(), steps: steps.length });
}

/** What all rounds of a pass share. */
interface InPass {
  readonly baseline: Baseline;
  readonly holds: NonNullable<LookRequest['holds']>;
  readonly standsOn: NonNullable<LookRequest['standsOn']>;
  readonly swept: Map<Address, Ids>;
  readonly apart: ApplyContext['apart'];
  acknowledged: readonly Thing[];
  /** When the pass began, a create of an earlier run had no known end. */
  readonly hadIntents: boolean;
  isFirstRun: boolean;
}

async function round(request: PassRequest, decide: Decide, inPass: InPass, ports: Ports): Promise<Round> {
  const { stack } = request;
  const { baseline, holds, standsOn, swept } = inPass;
  const looking = { ...ports, aws: lookingUntilStopped(ports.aws, ports.signal) };
  const lookHere = (found: Found): Promise<Looked> =>
    lookUntilVisible(() => look({ ...request, baseline, holds, standsOn, swept: found.swept }, looking), {
      stack,
      ports: looking,
      found: found.addresses,
    });
  const first = await lookHere({ addresses: new Set(swept.keys()), swept });
  const sweeper = createSweeper(ports.aws, ports.clock, stack.settings);
  const found = await settleBeforePlan(stack, first.observed.observations, looking, sweeper);
  const looked = found.addresses.size > 0 ? await lookHere(withSwept(found, swept)) : first;
  const signs = { swept: new Map([...swept, ...found.swept]), hadIntents: inPass.hadIntents };
  const earlier = await earlierRun(looked, signs, ports, sweeper);
  const decision = await decide(looked.plan, earlier);
  if (decision.is === 'stop')
    return {
      plan: looked.plan,
      outcomes: new Map(),
      approvals: forAll(new Set()),
      seen: looked.observed.inventory.is,
    };
  const { approvals } = decision;
  // A person may have decided while it was looked and asked: what counts is what stands now.
  const fresh = { ...looked, rules: await rulesNow(request.daemon, ports) };
  // Who looked at a batch cannot tell that there is nothing else.
  const isWhole = looked.observed.inventory.is !== 'none';
  if (decision.isFirstRun === true && isWhole && earlier.signs.length === 0) inPass.isFirstRun = true;
  const plan = gated(fresh, approvals);
  const { guarded, observed } = looked;
  const { observations } = observed;
  const live = liveOf(guarded.observations, guarded.stack, ports.kinds);
  const { declared, guardrails } = looked;
  // A batch is not the estate: it accepts nothing.
  const accepted =
    observed.inventory.is === 'none'
      ? undefined
      : acceptedAfter(baseline, declared, plan, stackApprovalsFor(looked, approvals), leftIn(looked));
  // Whoever lost the lease writes nothing: another run works by what the journal says.
  const mayRecord = (): Promise<boolean> => ports.lease?.mayRecord() ?? Promise.resolve(false);
  if (await mayRecord()) await recordBefore(stack, { ...looked, plan, live }, accepted, ports);
  await approvals.begin?.(plan);
  await countWrites(plan, ports);
  const outcomes = await apply({
    plan,
    approvals,
    stillReleased: stillReleased(fresh, approvals, ports),
    stack: guarded.stack,
    kinds: ports.kinds,
    ports,
    sweeper,
    lastApplied: looked.lastApplied,
    hangsOn: looked.hangsOn,
    isFirstRun: inPass.isFirstRun && signs.swept.size === 0,
    holds: looked.holds,
    ...(guardrails === undefined ? {} : { guardrails }),
    others: othersOf(looked.stack, looked.attributes, { kinds: ports.kinds, observations }),
    live,
    written: new Map(),
    wrote: new Map(),
    spreads: new Map(),
    fresh: new Set(),
    unheld: new Map(),
    wroteBefore: lastWritesIn(looked.lastApplied, ports.kinds),
    noted: new Map(),
    swept,
    // A typed yes comes at a moment of its own: two people do not answer in the same second.
    apart: approvals.stack === 'shown' ? () => Promise.resolve(undefined) : inPass.apart,
  });
  if (!(await mayRecord()))
    return { plan: withStackGate(plan, new Set()), outcomes, approvals, seen: observed.inventory.is };
  await record({
    ...ports,
    ...looked,
    stack: looked.stack,
    plan,
    outcomes,
    live,
    now: ports.clock.now(),
    observations,
    acknowledged: inPass.acknowledged,
  });
  if (accepted !== undefined && isAcceptable(baseline, plan, outcomes) && !isRecorded(accepted, baseline))
    await ports.journal.accept(accepted);
  return {
    plan: formerMarkIn(plan, outcomes) === undefined ? plan : withStackGate(plan, new Set(), outcomes),
    outcomes,
    approvals,
    seen: observed.inventory.is,
  };
}

/** Tells of what lost its manifest whether something is left of it, as far as the listings say. */
function leftIn({ plan, observed }: Looked): (address: Address) => boolean {
  const found = new Set([...plan.orphans, ...plan.resources].map(({ address }) => address));
  return (address) => observed.inventory.is !== 'complete' || found.has(address);
}

/** Notes before the first write what a crash must not make it forget. */
async function recordBefore(
  declared: Stack,
  looked: Looked & { readonly live: ApplyContext['live'] },
  accepted: Accepted | undefined,
  ports: Ports,
): Promise<void> {
  const { stack, plan, baseline, observed } = looked;
  const now = ports.clock.now();
  // A first Stack is accepted before anything of it exists: after a crash, its marks alone would look like lost state.
  if (accepted !== undefined && baseline.recorded === undefined && isAcceptable(baseline, plan, new Map()))
    await ports.journal.accept(baseline.accepted ?? accepted);
  const { observations } = observed;
  await rememberStrays(declared, { stack, observations, memory: ports.memory, now });
  await rememberThings({ ...looked, ...ports, observations, now });
  await rememberHolds({ stack, kinds: ports.kinds, scope: plan.scope, observations }, ports, now);
}

/** Adds what an earlier round of this pass found. */
function withSwept({ addresses, swept }: Found, before: ReadonlyMap<Address, Ids>): Found {
  return { addresses: new Set([...before.keys(), ...addresses]), swept: new Map([...before, ...swept]) };
}

/** Merges two rounds into one: what the first did stays done, the rest is the second's. */
function merge(first: Round, second: Round): Round {
  const done = first.plan.steps.filter(({ id }) => first.outcomes.get(id)?.is === 'done');
  const ended = [...first.outcomes].filter(([, { is }]) => is === 'done');
  const redone = new Set(second.plan.steps.map(({ id }) => id));
  return {
    plan: { ...second.plan, steps: [...done.filter(({ id }) => !redone.has(id)), ...second.plan.steps] },
    outcomes: new Map([...ended, ...second.outcomes]),
    approvals: second.approvals,
    seen: second.seen,
  };
}
