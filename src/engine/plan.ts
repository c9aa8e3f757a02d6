import type { Address } from '../model/address.ts';
import type { ErrorCode } from '../model/errors/index.ts';
import type { Instant } from '../model/instant.ts';
import type { LastApplied } from '../model/journal.ts';
import type { AnyKind, Subject } from '../model/kind.ts';
import type { Observation } from '../model/observation.ts';
import type { Plan, ResourcePlan, Scope, Step, StepId } from '../model/plan.ts';
import type { Attributes, Resource, Stack } from '../model/resource.ts';
import { draft, type Draft, type Drafted } from './draft.ts';
import { topological, type Edge } from './graph.ts';
import type { Observed } from './observe.ts';
import { isAbout, subjectOf } from './subject.ts';
import { verdictOf } from './verdict.ts';

export interface PlanInput {
  readonly stack: Stack;
  readonly kinds: ReadonlyMap<string, AnyKind>;
  readonly scope: Scope;
  /** Addresses that may be written. */
  readonly writable: ReadonlySet<Address>;
  readonly observed: Observed;
  readonly attributes: Attributes;
  readonly lastApplied: ReadonlyMap<Address, LastApplied>;
  readonly edges: readonly Edge[];
  readonly now: Instant;
  readonly commit?: string;
}

interface Planned {
  readonly resource: Resource;
  readonly kind: AnyKind;
  readonly at: Subject<unknown>;
  readonly observation: Observation;
  readonly drafted: Drafted;
}

/** What to do, as one value: from what was seen, purely. Gates are not set yet: every step is released. */
export function makePlan(input: PlanInput): Plan {
  const first = apart(
    [...input.stack.resources.values()].flatMap((resource) => planOne(resource, input, false)),
  );
  const changing = new Set(
    first.filter(({ drafted }) => drafted.drafts.length > 0).map(({ resource }) => resource.address),
  );
  const dependantChanges = (address: Address): boolean =>
    input.edges.some(({ from, to }) => to === address && changing.has(from));
  const planned = first.flatMap((one) => {
    const { address } = one.resource;
    const split = dependantChanges(address);
    const coming = comingBefore(address, first, input.edges);
    const stays = one.drafted.blocked !== undefined || (!split && coming.size === 0);
    return stays ? [one] : planOne(one.resource, input, split, coming);
  });
  const steps = stepsOf(planned, input.edges);
  return {
    version: 1,
    stack: input.stack.settings.name,
    uid: input.stack.settings.uid,
    ...(input.commit === undefined ? {} : { commit: input.commit }),
    at: input.now,
    scope: input.scope,
    resources: planned.map((one) => resourcePlanOf(one, steps, input)),
    steps: steps.map((step) => holdBack(step, steps, planned, input)),
    orphans: input.observed.orphans,
    diagnostics: input.stack.diagnostics,
  };
}

/** One key has one address: what two manifests claim, say by adopting it both, is neither's. */
function apart(planned: readonly Planned[]): readonly Planned[] {
  const byArn = Map.groupBy(
    planned.filter(({ kind, at }) => kind.identity.by === 'mark' && at.ids['arn'] !== undefined),
    ({ at }) => at.ids['arn'] ?? '',
  );
  return planned.map((one) => {
    const rivals = byArn.get(one.at.ids['arn'] ?? '') ?? [];
    if (rivals.length < 2 || !rivals.includes(one)) return one;
    const names = rivals.map(({ resource }) => resource.address).join(' and ');
    const why = `${names} both stand for ${one.at.ids['arn'] ?? ''}`;
    const blocked = {
      code: 'engine.ambiguous',
      why,
      release: 'keep one of them, or take metadata.adopt out of the other',
    } as const;
    return { ...one, drafted: { ...one.drafted, drafts: [], blocked } };
  });
}

/** Facets of what an address depends on that this plan writes first. */
function comingBefore(
  address: Address,
  planned: readonly Planned[],
  edges: readonly Edge[],
): ReadonlySet<string> {
  const needed = new Set(edges.flatMap(({ from, to }) => (from === address ? [to] : [])));
  const drafts = planned.flatMap(({ resource, drafted }) =>
    needed.has(resource.address) ? drafted.drafts : [],
  );
  return new Set(drafts.flatMap(({ name, half }) => (half === 'expand' ? [name] : [])));
}

function planOne(
  resource: Resource,
  input: PlanInput,
  split: boolean,
  coming: ReadonlySet<string> = new Set(),
): readonly Planned[] {
  const { address } = resource;
  const kind = input.kinds.get(resource.kind);
  const observation = input.observed.observations.get(address);
  if (kind === undefined || observation === undefined) return [];
  const ids = observation.is === 'present' ? observation.ids : {};
  const last = input.lastApplied.get(address);
  const at = subjectOf(resource, input.stack.settings, input.attributes, ids);
  const drafted = draft({
    kind,
    at,
    observation,
    last: last !== undefined && isAbout(last, ids) ? last : undefined,
    now: input.now,
    split,
    coming,
  });
  return [{ resource, kind, at, observation, drafted: withContainer(drafted, observation, address, input) }];
}

/** Nothing can be put into a bucket that does not exist, unless this very plan makes it. */
function withContainer(
  drafted: Drafted,
  observation: Observation,
  address: Address,
  input: PlanInput,
): Drafted {
  if (observation.is !== 'absent' || observation.missing === undefined) return drafted;
  const made = input.edges.some(
    ({ from, to }) =>
      from === address &&
      input.observed.observations.get(to)?.is === 'absent' &&
      input.stack.resources.get(to)?.metadata.state === 'present',
  );
  if (made) return drafted;
  const release = 'create it, or declare it in the same set of manifests';
  return {
    ...drafted,
    drafts: [],
    blocked: { code: 'engine.missing-container', why: observation.missing, release },
  };
}

function stepsOf(planned: readonly Planned[], edges: readonly Edge[]): readonly Step[] {
  const own = planned.flatMap((one) => one.drafted.drafts.map((of) => stepOf(one, of)));
  const byAddress = Map.groupBy(own, ({ address }) => address);
  const all = (address: Address): readonly Step[] => byAddress.get(address) ?? [];
  // What an opening step waits for opens with it: a narrowed policy before its key is enabled again.
  const early = new Set(own.flatMap((step) => (step.half === 'expand' ? step.after : [])));
  const opens = (step: Step): boolean => step.half === 'expand' || early.has(step.id);
  const withEdges = own.map((step): Step => {
    const waits = edges.flatMap(({ from, to }): readonly Step[] => {
      // What gives access comes before what rests on it, and before what rests on it lets go.
      if (from === step.address) return all(to).filter(opens);
      if (to === step.address && !opens(step)) return all(from);
      return [];
    });
    return { ...step, after: [...new Set([...step.after, ...waits.map(({ id }) => id)])] };
  });
  return topological(withEdges);
}

function stepOf({ resource, kind, at, drafted }: Planned, of: Draft): Step {
  const { afterFacets, ...rest } = of;
  const claim = drafted.drafts.find(({ name }) => ['create', 'adopt', 'mark'].includes(name));
  const beforeClaim = claim === undefined || claim === of || claim.afterFacets.includes(of.name);
  const after = beforeClaim ? afterFacets : [...afterFacets, claim.name];
  const written = new Set(drafted.drafts.map(({ name }) => name));
  return {
    ...rest,
    id: stepId(resource.address, of.name),
    address: resource.address,
    kind: kind.kind,
    place: resource.place,
    after: [...new Set(after)]
      .filter((name) => written.has(name))
      .map((name) => stepId(resource.address, name)),
    locks: kind.locks(at),
    gate: { is: 'released' },
  };
}

function stepId(address: Address, name: string): StepId {
  return `${address}#${name}`;
}

/** Outside the scope nothing is written; what rests on a blocked or unknown resource waits, and says so. */
function holdBack(step: Step, steps: readonly Step[], planned: readonly Planned[], input: PlanInput): Step {
  const outside = (one: Step): boolean => !input.writable.has(one.address);
  const blocked = (code: ErrorCode, why: string, release: string): Step => ({
    ...step,
    gate: { is: 'blocked', code, why, release },
  });
  const widen = 'widen the scope, or apply that first';
  if (outside(step)) return blocked('engine.outside-scope', 'outside the scope of this run', widen);
  const cause = steps.find((one) => step.after.includes(one.id) && outside(one));
  if (cause !== undefined) {
    return blocked(
      'engine.outside-scope',
      `waits for ${cause.address}, which has a pending change outside this scope`,
      widen,
    );
  }
  const needed = new Set(input.edges.flatMap(({ from, to }) => (from === step.address ? [to] : [])));
  const stuck = planned.find(
    ({ resource, drafted, observation }) => needed.has(resource.address) && !isUsable(drafted, observation),
  );
  const user = step.action === 'remove' ? userOf(step, steps, input) : undefined;
  if (user !== undefined)
    return blocked(
      'engine.in-use',
      `${user} uses it and keeps using it`,
      `move ${user} to another key first`,
    );
  const narrows = step.repair === 'protective' && step.risks.length === 0;
  if (step.half === 'contract' && !narrows) {
    const resting = new Set(input.edges.flatMap(({ from, to }) => (to === step.address ? [from] : [])));
    const doubtful = planned.find(
      ({ resource, drafted, observation }) =>
        resting.has(resource.address) && !isUsable(drafted, observation),
    );
    if (doubtful !== undefined) {
      const { address } = doubtful.resource;
      return blocked(
        'engine.waits-for-blocked',
        `${address} may still use it: ${reasonOf(doubtful)}`,
        `see ${address}`,
      );
    }
  }
  if (step.half === 'contract' || stuck === undefined) return step;
  const why = reasonOf(stuck);
  return blocked(
    'engine.waits-for-blocked',
    `waits for ${stuck.resource.address}: ${why}`,
    `see ${stuck.resource.address}`,
  );
}

/** A declared resource that uses what a tombstone takes away, and that nothing in this plan moves. */
function userOf(step: Step, steps: readonly Step[], input: PlanInput): Address | undefined {
  const users = input.edges
    .filter(({ to, live }) => live === true && to === step.address)
    .map(({ from }) => from);
  return users.find((user) => !steps.some(({ address }) => address === user));
}

function reasonOf({ drafted }: Planned): string {
  return drafted.blocked?.why ?? 'what AWS holds for it is not known';
}

function isUsable(drafted: Drafted, observation: Observation): boolean {
  return drafted.blocked === undefined && observation.is !== 'unknown' && observation.is !== 'ambiguous';
}

function resourcePlanOf(one: Planned, steps: readonly Step[], input: PlanInput): ResourcePlan {
  const { resource, kind, at, observation, drafted } = one;
  const mine = steps.filter(({ address }) => address === resource.address);
  const mode = resource.metadata.mode ?? input.stack.settings.mode;
  return {
    address: resource.address,
    kind: kind.kind,
    place: resource.place,
    ids: at.ids,
    exists: observation.is === 'present' && !observation.blank,
    ...(observation.is === 'present' ? { state: observation.state } : {}),
    ...verdictOf(kind, at, observation, drafted, mode),
    changes: mine.flatMap(({ changes }) => changes),
    steps: mine.map(({ id }) => id),
    deferred: drafted.deferred,
    ignored: drafted.ignored,
    unreadable: drafted.unreadable,
    ...(drafted.blocked === undefined ? {} : { blocked: drafted.blocked }),
    notes: drafted.notes,
    observedAt: input.now,
  };
}
