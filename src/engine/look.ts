import type { Address } from '../model/address.ts';
import type { Holds } from '../model/hold.ts';
import { second, type Instant } from '../model/instant.ts';
import type { LastApplied } from '../model/journal.ts';
import type { Guardrails } from '../model/guardrails.ts';
import type { Observation } from '../model/observation.ts';
import type { Ids } from '../model/ids.ts';
import type { AnyKind } from '../model/kind.ts';
import type { Plan, Scope } from '../model/plan.ts';
import type { ApprovalClass } from '../model/approval.ts';
import type { StandsOn } from '../model/stands-on.ts';
import type { Attributes, Prune, Stack } from '../model/resource.ts';
import { stackApprovals } from './authority/accepts.ts';
import { baselineOf, type Baseline } from './authority/baseline.ts';
import type { Holdings } from './authority/findings.ts';
import { beforeCreate } from './observe/former-marks.ts';
import { formerMarkIn } from './authority/former.ts';
import { acceptedNow, judgedStack } from './authority/judged.ts';
import { onlyLoosened } from './authority/only-loosened.ts';
import { withoutQuieted } from './authority/quieted.ts';
import { standsOnOf } from './authority/stands-on.ts';
import { stackChangeOf, withStackGate } from './authority/stack-change.ts';
import { gate } from './decide/gate.ts';
import { edgesOf, type Edges } from './plan/edges.ts';
import { hangingOn } from './plan/hanging.ts';
import { declaredEdges, liveEdges } from './plan/graph.ts';
import { guardedWith, lookAtLeft, watchLeft, type Guarded } from './left/left.ts';
import { observe } from './observe/observe.ts';
import type { ObserveInput } from './observe/observed.ts';
import type { Observed } from './observe/observed.ts';
import { makePlan } from './plan/plan.ts';
import type { Ports } from './ports.ts';
import { restUntil } from './waiting/rest.ts';
import { withStrays } from './observe/strays.ts';
import { attributesSeen, memoriesOf, othersOf } from './observe/subject.ts';
import { vanishedIn, withoutExcuse } from './observe/vanished.ts';

export interface LookRequest {
  readonly stack: Stack;
  readonly scope: Scope;
  readonly commit?: string;
  /** Bounds from outside of the repository, which no approval releases. */
  readonly guardrails?: Guardrails;
  /** What the Stack is judged by; absent: what the journal holds. All rounds of one apply are judged by the same. */
  readonly baseline?: Baseline;
  /** Since when each hold is known; absent: as the journal says. All rounds of one apply are judged by the same. */
  readonly holds?: Holds;
  /** What Keywright stands on; absent: AWS is asked. Read once a pass. */
  readonly standsOn?: StandsOn;
  /** What a sweep of this pass found by its mark. */
  readonly swept?: ReadonlyMap<Address, Ids>;
  /** Holds what is planned to what may run: that of a saved plan, or what an apply waits for. */
  bind?(plan: Plan): Plan;
}

/** What was seen, and the plan that follows from it. */
export interface Looked {
  /** The declared stack, and what an earlier one left that must be taken away. */
  readonly stack: Stack;
  readonly observed: Observed;
  readonly baseline: Baseline;
  /** The Stack as it is written; `stack` is how it counts until it is accepted. */
  readonly declared: Stack;
  /** What only the Stack allows that is not accepted yet. */
  readonly onlyLoosened: ReadonlyMap<Address, string>;
  /** What memory holds of the thing that each address stands for now. */
  readonly lastApplied: ReadonlyMap<Address, LastApplied>;
  readonly attributes: Attributes;
  readonly hangsOn: ReadonlyMap<Address, readonly Address[]>;
  /** Both with what lost its manifest and is still guarded: `stack` and `observed` know only what is declared. */
  readonly guarded: Guarded;
  readonly holds: Holds;
  readonly standsOn: StandsOn;
  readonly guardrails?: Guardrails;
  readonly plan: Plan;
}

/** A second read may show that a difference was only an old answer (design §6). */
const beforeSecondRead = 3 * second;

/**
 * KMS may show an alias and hide it again for some seconds (a guess: its eventual consistency has no stated bound), so
 * what vanished after it was shown is read again later than other drift.
 */
const beforeVanished = 15 * second;

/** Looks and plans; what seems to have drifted is read once more some seconds later before it counts. */
export async function look(given: LookRequest, ports: Ports): Promise<Looked> {
  const baseline = given.baseline ?? (await baselineOf(given.stack, ports));
  const standsOn = given.standsOn ?? (await standsOnOf(given, ports));
  const request = {
    ...given,
    baseline,
    standsOn,
    declared: given.stack,
    stack: judgedStack(baseline, given.stack),
  };
  const start = ports.clock.now();
  const first = await lookOnce(request, ports, start);
  const drifted = first.plan.resources.filter(({ sync }) => sync === 'Drifted').map(({ address }) => address);
  const vanished = vanishedIn(first);
  if (drifted.length + vanished.length === 0) return first;
  const pause = vanished.length === 0 ? beforeSecondRead : beforeVanished;
  // A part of looking, which no --timeout shortens: one read alone would call an old answer drift.
  await restUntil(ports.clock.now() + pause, { clock: ports.clock, signal: ports.signal });
  if (ports.signal.aborted) return first;
  return lookOnce(request, ports, start, {
    addresses: new Set([...drifted, ...vanished]),
    since: ports.clock.now(),
    vanished: new Set(vanished),
  });
}

interface Again extends NonNullable<ObserveInput['again']> {
  /** What AWS showed once and did not in the first look: if it does not in this one, it is gone. */
  readonly vanished: ReadonlySet<Address>;
}

interface Judged extends LookRequest {
  readonly baseline: Baseline;
  readonly standsOn: StandsOn;
  readonly declared: Stack;
}

async function lookOnce(
  request: Judged,
  ports: Ports,
  start: Instant,
  again?: Again,
  besides: ReadonlySet<Address> = new Set(),
): Promise<Looked> {
  const { kinds } = ports;
  const [known, things, remembered, holds] = await Promise.all([
    ports.journal.known(),
    ports.journal.things(),
    ports.memory.lastApplied(),
    request.holds ?? ports.journal.holds(),
  ]);
  const pruneOf = pruneIn(request.baseline);
  const options = again === undefined ? {} : { again };
  const asking = {
    kinds,
    known,
    things,
    lastApplied: remembered,
    holds,
    pruneOf,
    ...(request.swept === undefined ? {} : { swept: request.swept }),
    aws: ports.aws,
    start,
  };
  const lookAt = (of: Stack): Promise<Observed> => {
    const edges = edgesOf(declaredEdges(of, kinds));
    const scope = edges.below([...scopeOf(of, request.scope, edges), ...besides]);
    const { clock, progress } = ports;
    const tell = (seen: number, total: number): void => {
      progress({ is: 'looking', at: clock.now(), seen, of: total });
    };
    tell(0, scope.size);
    return observe({ ...asking, ...options, stack: of, scope, tell });
  };
  const seen = await lookAt(request.stack);
  const found = attributesSeen(request.stack.resources, kinds, seen.observations);
  const stack = await withStrays(request.stack, ports, remembered, found, {
    notBefore: start,
    pruneOf,
    letGo: things.letGo,
  });
  // What was asked before is not asked again.
  const observed = stack === request.stack ? seen : await lookAt(stack);
  const declared = declaredEdges(stack, kinds);
  const writable = scopeOf(stack, request.scope, edgesOf(declared));
  const attributes = attributesSeen(stack.resources, kinds, observed.observations);
  const memories = memoriesOf(stack, kinds, observed.observations, remembered);
  const lastApplied = again === undefined ? memories : withoutExcuse(memories, again.vanished);
  const observations = observed.observations;
  const stackChange = stackChangeOf(
    request.baseline,
    { declared: request.declared, stack },
    heldIn(observations),
  );
  const { accepted } = request.baseline;
  const left = await lookAtLeft(observed.orphans, { ...asking, ...options, stack }, { accepted, attributes });
  const guarded = guardedWith(left, stack, observations);
  const hangsOn = hangingOn(guarded.stack, kinds, guarded.observations, attributes);
  const now = ports.clock.now();
  const watched = watchLeft(left, {
    stack,
    kinds,
    attributes,
    lastApplied: remembered,
    others: othersOf(stack, attributes, { kinds, observations }),
    guarded,
    hangsOn,
    now,
    accepted,
  });
  const planned = makePlan({
    stack,
    kinds,
    scope: request.scope,
    // A run of a part leaves the rest alone.
    writable: request.scope.is === 'all' ? new Set([...writable, ...left.resources.keys()]) : writable,
    watched,
    observed,
    attributes,
    lastApplied,
    edges: edgesOf([...declared, ...liveEdges(observed.observations, stack, kinds, declared)]),
    hangsOn,
    holds,
    standsOn: request.standsOn,
    now,
    ...(request.commit === undefined ? {} : { commit: request.commit }),
  });
  const judged = stackChange === undefined ? planned : { ...planned, stackChange };
  const plan =
    ports.firstStack === 'as-written'
      ? judged
      : await beforeCreate({
          plan: judged,
          own: stack.settings,
          kinds,
          aws: ports.aws,
          options: { notBefore: request.baseline.at },
        });
  const users = usersBesides(plan, writable, stack, kinds);
  if (users.size > 0) return lookOnce(request, ports, start, again, new Set([...besides, ...users]));
  const bound = request.bind?.(plan) ?? plan;
  const { guardrails } = request;
  const looked = {
    stack,
    observed,
    lastApplied: new Map([
      ...lastApplied,
      ...memoriesOf(guarded.stack, kinds, left.observations, remembered),
    ]),
    attributes,
    hangsOn,
    guarded,
    holds,
    standsOn: request.standsOn,
    baseline: request.baseline,
    declared: request.declared,
    onlyLoosened: onlyLoosened(stack, kinds, attributes),
    ...(guardrails === undefined ? {} : { guardrails }),
    plan: bound,
  };
  return { ...looked, plan: gated(looked, new Set()) };
}

/**
 * Before a part of the estate is taken away by itself (`--target`), everything that may use it is looked at: a
 * manifest may say another key already while AWS still shows this one.
 */
function usersBesides(
  plan: Plan,
  writable: ReadonlySet<Address>,
  stack: Stack,
  kinds: ReadonlyMap<string, AnyKind>,
): ReadonlySet<Address> {
  const takes = plan.steps.some(({ address, half }) => half === 'contract' && writable.has(address));
  const users = [...stack.resources.values()].filter(
    ({ kind }) => takes && kinds.get(kind)?.uses !== undefined,
  );
  const seen = new Set(plan.resources.map(({ address }) => address));
  const unseen = users.map(({ address }) => address).filter((address) => !seen.has(address));
  return new Set(unseen);
}

/** The plan with each step released or held, by what was approved. */
export function gated(looked: Looked, approved: ReadonlySet<ApprovalClass> | 'shown'): Plan {
  const { plan, guarded, hangsOn, onlyLoosened: only, standsOn, guardrails } = looked;
  const stackApproved =
    formerMarkIn(plan) === undefined
      ? stackApprovals(approved, guardrails, plan.stackChange?.loosened ?? [])
      : new Set<ApprovalClass>();
  const stack = acceptedNow({ ...looked, stack: guarded.stack }, stackApproved, approved);
  const { observations } = guarded;
  const input = {
    plan: withStackGate(withoutQuieted(plan, stackApproved), stackApproved),
    stack,
    observations,
    hangsOn,
    onlyLoosened: only,
    standsOn,
    stackApproved,
    approved,
    ...(guardrails === undefined ? {} : { guardrails }),
  };
  return gate(input);
}

/** What was accepted for what loses its manifest: a commit that deletes the manifest cannot say it. */
function pruneIn({ accepted }: Baseline): (address: Address) => Prune {
  return (address) => accepted?.resources.get(address)?.prune ?? 'approve';
}

function heldIn(observations: ReadonlyMap<Address, Observation>): Holdings {
  const exists = (address: Address): boolean => observations.get(address)?.is === 'present';
  return {
    exists,
    ours(address) {
      const seen = observations.get(address);
      return seen?.is === 'present' && (seen.owner.is === 'ours' || seen.owner.is === 'unmarked');
    },
  };
}

/** What may be written: everything, or the targets with what they depend on, less the excluded. */
function scopeOf(stack: Stack, scope: Scope, edges: Edges): ReadonlySet<Address> {
  if (scope.is === 'all') return new Set(stack.resources.keys());
  const targets = scope.targets.length === 0 ? stack.resources.keys() : edges.below(scope.targets);
  return new Set([...targets].filter((address) => !scope.exclude.includes(address)));
}
