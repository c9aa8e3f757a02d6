import { applySentences } from '../../report/sentences/apply.ts';
import { kindOf, type Address } from '../../model/address.ts';
import { derived } from '../../model/derived.ts';
import type { Guardrails } from '../../model/guardrails.ts';
import type { Holds } from '../../model/hold.ts';
import type { Instant } from '../../model/instant.ts';
import type { AppliedFacet, LastApplied } from '../../model/journal.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import type { Others } from '../../model/others.ts';
import type { Subject } from '../../model/subject.ts';
import type { Observation } from '../../model/observation.ts';
import type { Ids } from '../../model/ids.ts';
import { mustSpread } from '../../model/pace.ts';
import type { Plan, Step, StepId, Stop } from '../../model/plan.ts';
import type { StepRef } from '../../model/progress.ts';
import type { Resource, Stack } from '../../model/resource.ts';
import type { Approvals } from '../decide/approvals.ts';
import type { Ports } from '../ports.ts';
import type { Aside } from '../waiting/rest.ts';
import type { Sweeper, TooEarly } from '../observe/sweep.ts';
import { attributesMade, subjectOf } from '../observe/subject.ts';
import type { HangsOn } from '../plan/hanging.ts';

/** What is known of one address while a plan is applied; replaced, never changed. */
export interface Live {
  readonly ids: Ids;
  readonly createdHere: boolean;
  /** When AWS made it; undefined where AWS does not say. */
  readonly bornAt: Instant | undefined;
  /** When each facet was read; nothing after our own write, so that the next step reads again. */
  readonly asOf: Readonly<Record<string, Instant>>;
  readonly reads: Readonly<Record<string, unknown>>;
}

export interface ApplyContext {
  readonly plan: Plan;
  readonly stack: Stack;
  readonly kinds: ReadonlyMap<string, AnyKind>;
  readonly ports: Ports;
  /** Absent: nothing is used up. */
  readonly approvals?: Approvals;
  /** Asks what stops a step by now: before it starts, and before each request. Absent: what the plan released stays so. */
  stillReleased?(step: Step): Promise<Stop | undefined>;
  readonly lastApplied: ReadonlyMap<Address, LastApplied>;
  readonly sweeper: Sweeper;
  readonly live: Map<Address, Live>;
  /** A person said that no run was before this one, and nothing speaks against it: no journal is too young. */
  readonly isFirstRun: boolean;
  /** What an address hangs on: a hold there holds the address too. */
  readonly hangsOn: HangsOn;
  /** Since when each hold is known. */
  readonly holds: Holds;
  /** Bounds from outside of the repository. */
  readonly guardrails?: Guardrails;
  /** Everything that the manifests declare, as the plan saw it. */
  readonly others: Others;
  /** Digest that this pass wrote, by step: the contract half of a facet expects what its expand half left. */
  readonly written: Map<StepId, string>;
  /** When this pass last wrote an address: a reason to wait for propagation. */
  readonly wrote: Map<Address, Instant>;
  /** When this pass last wrote something of an address that every reader in AWS must see before others rest on it. */
  readonly spreads: Map<Address, Instant>;
  /** What AWS made when this apply asked for it. What an earlier run may have made is not among it. */
  readonly fresh: Set<Address>;
  /** When this pass looked for a hold on an address last, and found none. */
  readonly unheld: Map<Address, Instant>;
  /** When an earlier run or round last wrote such a thing, for each address that memory had before this apply. */
  readonly wroteBefore: ReadonlyMap<Address, Instant>;
  /** What this pass noted in memory, by address and facet. */
  readonly noted: Map<string, AppliedFacet>;
  /** What was found by its mark just before another would have been made. */
  readonly swept: Map<Address, Ids>;
  /**
   * Rests once in this pass, where other runs are not excluded, before the first create. Gives a rest that this run
   * may not wait for.
   */
  apart(context: ApplyContext, work: Work): Promise<TooEarly | undefined>;
}

/** The ids of all steps of a plan. */
export const stepIdsOf = derived(
  ({ steps }: Plan): ReadonlySet<StepId> => new Set(steps.map(({ id }) => id)),
);

/** A step with all it needs. */
export interface Work {
  readonly step: Step;
  readonly resource: Resource;
  readonly kind: AnyKind;
  readonly aside: Aside;
}

/**
 * Copies when each resource was last written: memory goes on while the apply writes. It does not say which half was
 * written, so each counts as giving.
 */
export function lastWritesIn(
  lastApplied: ReadonlyMap<Address, LastApplied>,
  kinds: ReadonlyMap<string, AnyKind>,
): ReadonlyMap<Address, Instant> {
  return new Map(
    [...lastApplied].map(([address, { facets }]) => {
      const kind = kinds.get(kindOf(address));
      const spreading = Object.entries(facets).filter(([name]) => mustSpread({ name, half: 'expand' }, kind));
      return [address, Math.max(...spreading.map(([, { at }]) => at))] as const;
    }),
  );
}

/** Notes a write that AWS accepted. */
export function noteWrite({ wrote, spreads }: ApplyContext, { step, kind }: Work, at: Instant): void {
  wrote.set(step.address, at);
  if (mustSpread(step, kind)) spreads.set(step.address, at);
}

export function liveOf(
  observations: ReadonlyMap<Address, Observation>,
  stack: Stack,
  kinds: ReadonlyMap<string, AnyKind>,
): Map<Address, Live> {
  return new Map(
    [...observations].flatMap(([address, observation]) => {
      if (observation.is !== 'present') return [];
      const kind = kinds.get(stack.resources.get(address)?.kind ?? '');
      const { ids, reads } = observation;
      const asOf = Object.fromEntries(
        Object.entries(observation.facets).flatMap(([name, seen]) =>
          seen.is === 'value' ? [[name, seen.asOf] as const] : [],
        ),
      );
      return [[address, { ids, createdHere: false, bornAt: kind?.bornAt(reads), asOf, reads }] as const];
    }),
  );
}

export function workOf(context: ApplyContext, step: Step, aside: Aside): Work | undefined {
  const resource = context.stack.resources.get(step.address);
  const kind = context.kinds.get(step.kind);
  return resource === undefined || kind === undefined ? undefined : { step, resource, kind, aside };
}

/** Returns the resource as it stands now, with everything filled in that this pass has made so far. */
export function subjectNow(context: ApplyContext, resource: Resource): Subject<unknown> {
  const attributes = attributesMade(context.stack, context.kinds, context.live);
  return subjectOf(
    resource,
    context.stack.settings,
    attributes,
    context.live.get(resource.address)?.ids ?? {},
  );
}

export function refOf(context: ApplyContext, step: Step): StepRef {
  const ids = context.live.get(step.address)?.ids ?? {};
  return { id: step.id, address: step.address, action: step.action, name: step.name, ids };
}

/** How a step ends that did not begin because the run was asked to stop. */
export const stopped = { is: 'not-started', reason: 'stopped', why: applySentences.stopped() } as const;
/** Returns true while the run holds its lease for long enough to start a request. */
export function mayStart({ lease }: Pick<Ports, 'lease'>): boolean {
  return lease?.mayStart() ?? false;
}
