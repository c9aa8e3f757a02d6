import type { Address } from '../../model/address.ts';
import { showPlace, type AwsFailure } from '../../model/call.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Holds } from '../../model/hold.ts';
import type { Instant } from '../../model/instant.ts';
import type { LastApplied } from '../../model/journal.ts';
import type { AnyKind, Others } from '../../model/kind.ts';
import type { Observation } from '../../model/observation.ts';
import { modeOf } from '../../model/mode.ts';
import { undoesDrift, waitsForNobody } from '../../model/motive.ts';
import type { Orphan, Plan, ResourcePlan, Scope, Step, StepId } from '../../model/plan.ts';
import type { StandsOn } from '../../model/stands-on.ts';
import type { Attributes, Resource, Stack } from '../../model/resource.ts';
import { stepIdOf } from '../../model/step-id.ts';
import { blockOf } from '../../model/reasons.ts';
import { standingOn, unreadKey } from '../authority/stands-on.ts';
import { draft, nothing, type Draft, type Drafted } from './draft.ts';
import type { Edges } from './edges.ts';
import { isMisreading, notUnderstood } from '../observe/evidence.ts';
import { isHeld } from '../decide/gates/hold.ts';
import { topological } from './graph.ts';
import { holdBack, type Planned } from './hold-back.ts';
import { appeared, endedHold } from '../observe/holds.ts';
import type { Observed } from '../observe/observed.ts';
import { memoryOf, othersOf, subjectOf } from '../observe/subject.ts';
import type { Watched } from '../left/watch.ts';
import type { Thing } from '../../model/things.ts';
import { byCodeUnit } from '../../model/tree.ts';
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
  readonly edges: Edges;
  readonly hangsOn: ReadonlyMap<Address, readonly Address[]>;
  /** Since when each hold is known. */
  readonly holds: Holds;
  readonly standsOn: StandsOn;
  /** What lost its manifest and is still compared with what was applied last. */
  readonly watched?: readonly Watched[];
  readonly now: Instant;
  readonly commit?: string;
}

interface Planning extends PlanInput {
  readonly others: Others;
}

function seenIn({ kinds, observed }: PlanInput): {
  readonly kinds: PlanInput['kinds'];
  readonly observations: Observed['observations'];
} {
  return { kinds, observations: observed.observations };
}

/** What to do, as one value: from what was seen, purely. Gates are not set yet: every step is released. */
export function makePlan(given: PlanInput): Plan {
  const input: Planning = { ...given, others: othersOf(given.stack, given.attributes, seenIn(given)) };
  const first = withoutStanding(
    apart([...input.stack.resources.values()].flatMap((resource) => planOne(resource, input, false))),
    input,
  );
  const changing = new Set(
    first.filter(({ drafted }) => drafted.drafts.length > 0).map(({ resource }) => resource.address),
  );
  const dependantChanges = (address: Address): boolean =>
    input.edges.to(address).some(({ from }) => changing.has(from));
  const drafts = new Map(first.map(({ resource, drafted }) => [resource.address, drafted.drafts] as const));
  const planned = first.flatMap((one) => {
    const { address } = one.resource;
    const split = dependantChanges(address);
    const coming = comingBefore(address, drafts, input.edges);
    const stays = one.drafted.blocked !== undefined || (!split && coming.size === 0);
    return stays ? [one] : planOne(one.resource, input, split, coming);
  });
  const watched = input.watched ?? [];
  const left = withoutStanding(
    watched.flatMap(({ planned: one }) => one ?? []),
    input,
  ).filter(({ drafted }) => drafted.drafts.length > 0);
  const all = [...planned, ...left].sort((a, b) => byCodeUnit(a.resource.address, b.resource.address));
  const steps = stepsOf(all, input.edges);
  const mine = Map.groupBy(steps, ({ address }) => address);
  const held = holdBack({ steps, planned: all, edges: input.edges, writable: input.writable });
  return {
    version: 1,
    stack: input.stack.settings.name,
    uid: input.stack.settings.uid,
    ...(input.commit === undefined ? {} : { commit: input.commit }),
    at: input.now,
    scope: input.scope,
    resources: all.map((one) => resourcePlanOf(one, mine.get(one.resource.address) ?? [], input)),
    steps: held,
    orphans: input.observed.orphans.map((orphan) => withOpened(orphan, watched)),
    diagnostics: [
      ...appeared({ ...input, observations: input.observed.observations }, input.holds),
      ...input.stack.diagnostics,
      ...unremembered(held, input.lastApplied),
      ...input.observed.unread.map(unreadIndex),
      ...input.standsOn.unread.map(unreadKey),
    ],
  };
}

function withOpened(orphan: Thing, watched: readonly Watched[]): Orphan {
  const opened = watched.flatMap((one) => (one.orphan === orphan ? one.opened : []));
  return opened.length === 0 ? orphan : { ...orphan, opened };
}

/** Without memory nobody can tell a change in Git from drift: that is said once, and not of each step. */
function unremembered(
  steps: readonly Step[],
  lastApplied: ReadonlyMap<Address, LastApplied>,
): readonly Diagnostic[] {
  const differs = steps.some(
    ({ repair, changes }) => repair !== undefined && changes.some(({ label }) => label === 'differs'),
  );
  if (lastApplied.size > 0 || !differs) return [];
  return [
    {
      severity: 'info',
      code: 'engine.no-memory',
      message:
        'no record of earlier applies was found, so a difference may come from Git or from AWS; each counts as a change made outside Git (repair)',
    },
  ];
}

/** Orphans are found by the index alone: where it cannot be asked, the plan does not claim that there are none. */
function unreadIndex({ op, at, name, message }: AwsFailure): Diagnostic {
  return {
    severity: 'warning',
    code: 'engine.unread-index',
    message: `orphans in ${showPlace(at)} are not known: ${op} answered ${name}: ${message}`,
  };
}

/** Blocks what targets the things that Keywright stands on, whatever it would do to them. */
function withoutStanding(planned: readonly Planned[], input: PlanInput): readonly Planned[] {
  const scene = { ...input, observations: input.observed.observations };
  return planned.map((one) => {
    const why = standingOn(one.kind, one.at, scene);
    if (why === undefined) return one;
    const release = 'take its manifest out: Keywright manages nothing that it stands on';
    return { ...one, drafted: { ...nothing, blocked: blockOf('engine.stands-on', why, release) } };
  });
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
    const release = 'keep one of them, or take metadata.adopt out of the other';
    const blocked = blockOf('engine.ambiguous', why, release);
    return { ...one, drafted: { ...one.drafted, drafts: [], blocked } };
  });
}

/** Facets of what an address depends on that this plan writes first. */
function comingBefore(
  address: Address,
  drafts: ReadonlyMap<Address, readonly Draft[]>,
  edges: Edges,
): ReadonlySet<string> {
  const before = edges.from(address).flatMap(({ to }) => drafts.get(to) ?? []);
  return new Set(before.flatMap(({ name, half }) => (half === 'expand' ? [name] : [])));
}

function planOne(
  resource: Resource,
  input: Planning,
  split: boolean,
  coming: ReadonlySet<string> = new Set(),
): readonly Planned[] {
  const { address } = resource;
  const kind = input.kinds.get(resource.kind);
  const observation = input.observed.observations.get(address);
  if (kind === undefined || observation === undefined) return [];
  const ids = observation.is === 'present' ? observation.ids : {};
  const at = subjectOf(resource, input.stack.settings, input.attributes, ids);
  try {
    const drafted = draft({
      kind,
      at,
      observation,
      last: memoryOf(kind, at, observation, input.lastApplied),
      now: input.now,
      split,
      held: isHeld(address, { observations: input.observed.observations, hangsOn: input.hangsOn }),
      coming,
      others: input.others,
      ...(resource.letGoWaits === undefined ? {} : { letGoWaits: true }),
    });
    return [
      { resource, kind, at, observation, drafted: withContainer(drafted, observation, address, input) },
    ];
  } catch (error) {
    const [op] = kind.reads[kind.existence]?.asks ?? [];
    if (observation.is !== 'present' || op === undefined || !isMisreading(error)) throw error;
    // What AWS holds has a form over which the kind stumbles: it is unknown, the others are planned.
    const failure = notUnderstood({ op, at: resource.place }, error);
    return [{ resource, kind, at, observation: { is: 'unknown', failure }, drafted: nothing }];
  }
}

/** Nothing can be put into a bucket that does not exist, unless this very plan makes it. */
function withContainer(
  drafted: Drafted,
  observation: Observation,
  address: Address,
  input: PlanInput,
): Drafted {
  if (observation.is !== 'absent' || observation.missing === undefined) return drafted;
  const made = input.edges
    .from(address)
    .some(
      ({ to }) =>
        input.observed.observations.get(to)?.is === 'absent' &&
        input.stack.resources.get(to)?.metadata.state === 'present',
    );
  if (made) return drafted;
  const release = 'create it, or declare it in the same set of manifests';
  return {
    ...drafted,
    drafts: [],
    blocked: blockOf('engine.missing-container', observation.missing, release),
  };
}

function stepsOf(planned: readonly Planned[], edges: Edges): readonly Step[] {
  const drafted = planned.flatMap((one) => one.drafted.drafts.map((of) => stepOf(one, of)));
  const own = [...drafted.filter(waitsForNobody), ...drafted.filter((step) => !waitsForNobody(step))];
  const byAddress = Map.groupBy(own, ({ address }) => address);
  const all = (address: Address): readonly Step[] => byAddress.get(address) ?? [];
  // What an opening step waits for opens with it: a narrowed policy before its key is enabled again.
  const early = new Set(own.flatMap((step) => (step.half === 'expand' ? step.after : [])));
  const opens = (step: Step): boolean => step.half === 'expand' || early.has(step.id);
  // Whoever edits who may use a key must not keep a bucket from it; under a disabled key nobody could write.
  const access = new Set(planned.flatMap(accessOf));
  const revives = new Set(
    own.flatMap(({ id, repair }) => (repair === undefined || access.has(id) ? [] : [id])),
  );
  const withEdges = own.map((step): Step => {
    if (waitsForNobody(step)) return step;
    // What gives access comes before what rests on it, and before what rests on it lets go.
    const before = edges.from(step.address).flatMap(({ to, live }) => {
      if (!undoesDrift(step)) return all(to).filter(opens);
      return live === true ? [] : all(to).filter((one) => opens(one) && revives.has(one.id));
    });
    const users = opens(step) ? [] : edges.to(step.address).flatMap(({ from }) => all(from));
    const waits = [...before, ...users].map(({ id }) => id);
    return { ...step, after: [...new Set([...step.after, ...waits])] };
  });
  return topological(withEdges);
}

/** The steps that say who may use something: a policy, a grant. */
function accessOf({ kind, resource }: Planned): readonly StepId[] {
  return kind.facets.flatMap(({ name, narrowed }) =>
    narrowed === undefined && kind.givesAccess !== true ? [] : [stepIdOf(resource.address, name)],
  );
}

function stepOf({ resource, kind, at, drafted }: Planned, of: Draft): Step {
  const { afterFacets, ...rest } = of;
  const claim = drafted.drafts.find(({ name }) => ['create', 'adopt', 'mark'].includes(name));
  // A mark that was lost does not put in doubt whose it is (engine/observe/observe.ts). Whoever can take it off, and hold
  // or deny that it comes back, must not stop the removal of what drift gave.
  const isSure = claim?.action === 'mark' && (waitsForNobody(of) || undoesDrift(of));
  const beforeClaim = claim === undefined || claim === of || isSure || claim.afterFacets.includes(of.name);
  const after = beforeClaim ? afterFacets : [...afterFacets, claim.name];
  const written = new Set(drafted.drafts.map(({ name }) => name));
  return {
    ...rest,
    id: stepIdOf(resource.address, of.name),
    address: resource.address,
    kind: kind.kind,
    place: resource.place,
    after: [...new Set(after)]
      .filter((name) => written.has(name))
      .map((name) => stepIdOf(resource.address, name)),
    locks: kind.locks(at),
    gate: { is: 'released' },
  };
}

function resourcePlanOf(one: Planned, mine: readonly Step[], input: PlanInput): ResourcePlan {
  const { resource, kind, at, observation, drafted } = one;
  const mode = modeOf(input.stack.settings, resource.metadata);
  return {
    address: resource.address,
    kind: kind.kind,
    place: resource.place,
    ids: at.ids,
    exists: observation.is === 'present' && !observation.blank,
    ...(observation.is === 'present' ? { state: observation.state } : {}),
    ...(observation.is === 'present' && observation.byTags !== undefined
      ? { foundByTags: { policy: observation.byTags.policy, grants: observation.byTags.grants } }
      : {}),
    ...verdictOf(kind, at, observation, drafted, mode),
    changes: mine.flatMap(({ changes }) => changes),
    steps: mine.map(({ id }) => id),
    ...(drafted.unchanged === undefined || drafted.unchanged.length === 0
      ? {}
      : { unchanged: drafted.unchanged }),
    deferred: drafted.deferred,
    ignored: drafted.ignored,
    unreadable: drafted.unreadable,
    ...(observation.is === 'unknown' ? { failure: observation.failure } : {}),
    ...(drafted.blocked === undefined ? {} : { blocked: drafted.blocked }),
    notes: [...drafted.notes, ...endedHold(resource.address, observation, kind)],
    ...(drafted.foreign === undefined || drafted.foreign.length === 0 ? {} : { foreign: drafted.foreign }),
    observedAt: input.now,
  };
}
