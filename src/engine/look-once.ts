import type { Address } from '../model/address.ts';
import type { Instant } from '../model/instant.ts';
import type { Observation } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import type { Prune, Stack } from '../model/resource.ts';
import type { StandsOn } from '../model/stands-on.ts';
import type { Baseline } from './authority/baseline.ts';
import type { Holdings } from './authority/findings.ts';
import { onlyLoosened } from './authority/only-loosened.ts';
import { stackChangeOf } from './authority/stack-change.ts';
import { forAll } from './decide/approvals.ts';
import type { Rules } from './decide/rules.ts';
import { gated } from './gated.ts';
import { guardedWith, lookAtLeft, watchLeft } from './left/left.ts';
import type { Looked, LookRequest } from './looked.ts';
import { beforeCreate } from './observe/former-marks.ts';
import { observe } from './observe/observe.ts';
import { orphansIn, type Observed, type ObserveInput } from './observe/observed.ts';
import { withStrays } from './observe/strays.ts';
import { attributesSeen, memoriesOf, othersOf } from './observe/subject.ts';
import { withoutExcuse } from './observe/vanished.ts';
import { edgesOf } from './plan/edges.ts';
import { declaredEdges, liveEdges } from './plan/graph.ts';
import { hangingOn } from './plan/hanging.ts';
import { makePlan } from './plan/plan.ts';
import type { Ports } from './ports.ts';
import { reachOf } from './scope.ts';

export interface Again extends NonNullable<ObserveInput['again']> {
  /** What AWS showed once and did not in the first look: if it does not in this one, it is gone. */
  readonly vanished: ReadonlySet<Address>;
}

export interface Judged extends LookRequest {
  readonly baseline: Baseline;
  readonly standsOn: StandsOn;
  readonly rules: Rules;
  readonly declared: Stack;
}

/** Looks at what a scope reaches and plans from that. */
export async function lookOnce(
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
    ...(request.scope.is === 'batch' ? { byRecord: 'where-unlisted' as const } : {}),
    aws: ports.aws,
    start,
  };
  const { scope } = request;
  const lookAt = (of: Stack): Promise<Observed> => {
    const edges = declaredEdges(of, kinds);
    const looks = new Set([...reachOf(scope, of, edges).looks, ...edges.below(besides)]);
    const { clock, progress } = ports;
    const tell = (seen: number, total: number): void => {
      progress({ is: 'looking', at: clock.now(), seen, of: total });
    };
    tell(0, looks.size);
    return observe({ ...asking, ...options, stack: of, scope: looks, tell }, scope);
  };
  const seen = await lookAt(request.stack);
  const found = attributesSeen(request.stack.resources, kinds, seen.observations);
  const stack =
    scope.is === 'batch'
      ? request.stack
      : await withStrays(request.stack, ports, remembered, found, {
          notBefore: start,
          pruneOf,
          letGo: things.letGo,
        });
  // What was asked before is not asked again.
  const observed = stack === request.stack ? seen : await lookAt(stack);
  const declared = declaredEdges(stack, kinds);
  const { writes } = reachOf(scope, stack, declared);
  const attributes = attributesSeen(stack.resources, kinds, observed.observations);
  const memories = memoriesOf(stack, kinds, observed.observations, remembered);
  const lastApplied = again === undefined ? memories : withoutExcuse(memories, again.vanished);
  const observations = observed.observations;
  const stackChange = stackChangeOf(
    request.baseline,
    { declared: request.declared, stack },
    heldIn(observations),
    observed.inventory,
  );
  const { accepted } = request.baseline;
  const left = await lookAtLeft(
    orphansIn(observed.inventory),
    { ...asking, ...options, stack },
    { accepted, attributes },
  );
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
    scope,
    // A run of a part leaves the rest alone.
    writable: scope.is === 'all' ? new Set([...writes, ...left.resources.keys()]) : writes,
    watched,
    observed,
    attributes,
    lastApplied,
    edges: edgesOf([...declared.all, ...liveEdges(observed.observations, stack, kinds, declared.all)]),
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
  const users = usersBesides(plan, writes, { stack, kinds, observations });
  if (users.size > 0) return lookOnce(request, ports, start, again, new Set([...besides, ...users]));
  const bound = request.bind?.(plan) ?? plan;
  const { guardrails, rules } = request;
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
    rules,
    plan: bound,
  };
  return { ...looked, plan: gated(looked, forAll(new Set())) };
}

/**
 * Finds, before a part of the estate is taken away by itself (`--target`, a batch), everything that may use it. All
 * of it is looked at: a manifest may say another key already while AWS still shows this one. What gives and takes in
 * one write counts, too: a user that moves away splits it.
 */
function usersBesides(
  { steps }: Plan,
  writes: ReadonlySet<Address>,
  {
    stack,
    kinds,
    observations,
  }: Pick<LookRequest, 'stack'> & Pick<Ports, 'kinds'> & Pick<Observed, 'observations'>,
): ReadonlySet<Address> {
  const takes = steps.some(
    ({ address, half, changes }) =>
      writes.has(address) &&
      [half, ...changes.map((change) => change.half)].some((one) => one === 'contract' || one === 'both'),
  );
  if (!takes) return new Set();
  const users = [...stack.resources.values()].filter(({ kind }) => kinds.get(kind)?.uses !== undefined);
  return new Set(users.map(({ address }) => address).filter((address) => !observations.has(address)));
}

/**
 * Returns the accepted `prune` of a resource that loses its manifest: the commit that deletes the manifest cannot set
 * it.
 */
export function pruneIn({ accepted }: Baseline): (address: Address) => Prune {
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
