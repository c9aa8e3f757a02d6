import { showPlace } from '../../model/call.ts';
import { derived } from '../../model/derived.ts';
import { modeOf } from '../../model/mode.ts';
import type { ResourcePlan, Step } from '../../model/plan.ts';
import { stepIdOf } from '../../model/step-id.ts';
import { isMap } from '../../model/tree.ts';
import { planSentences } from '../../report/sentences/plan.ts';
import { orphansIn, type Inventory } from '../observe/observed.ts';
import { endedHold, holdFact } from '../observe/holds.ts';
import type { Drafted } from './draft.ts';
import type { Planned } from './hold-back.ts';
import type { PlanInput } from './input.ts';
import { verdictOf } from './verdict.ts';

/** Gives one address of the plan: what was seen, and what follows. */
export function resourcePlanOf(one: Planned, mine: readonly Step[], input: PlanInput): ResourcePlan {
  const { resource, kind, at, observation, drafted } = one;
  const mode = modeOf(input.stack.settings, resource.metadata);
  const shown = new Map(drafted.drafts.map((of) => [stepIdOf(resource.address, of.name), of.shown] as const));
  return {
    address: resource.address,
    kind: kind.kind,
    place: resource.place,
    ids: at.ids,
    ...sourceOf(one, mine),
    ...(isMap(at.spec) && mine.some(({ action }) => action === 'create') ? { spec: at.spec } : {}),
    exists: observation.is === 'present' && !observation.blank,
    ...(observation.is === 'present' ? { state: observation.state } : {}),
    ...adoptionOf(one, mine),
    ...deletionOf(one),
    ...(observation.is === 'present' && observation.byTags !== undefined
      ? { foundByTags: { policy: observation.byTags.policy, grants: observation.byTags.grants } }
      : {}),
    ...verdictOf(kind, at, observation, drafted, mode),
    changes: mine.flatMap(({ id, changes }) => shown.get(id) ?? changes),
    steps: mine.map(({ id }) => id),
    ...(drafted.unchanged === undefined || drafted.unchanged.length === 0
      ? {}
      : { unchanged: drafted.unchanged }),
    deferred: drafted.deferred,
    ignored: drafted.ignored,
    unreadable: drafted.unreadable,
    ...(observation.is === 'unknown' ? { failure: observation.failure } : {}),
    ...(drafted.blocked === undefined ? {} : { blocked: drafted.blocked }),
    notes: [...leftNotes(one, input), ...drafted.notes, ...endedHold(resource.address, observation, kind)],
    ...accessOf(drafted),
    ...holdOf(one),
    observedAt: input.now,
  };
}

/** Says what becomes of the thing that the manifest named before: it is not moved, and "will be created" hides that. */
function leftNotes({ resource, kind }: Planned, { observed }: PlanInput): readonly string[] {
  return (orphansByAddress(observed.inventory).get(resource.address) ?? []).map(({ ids, place }) =>
    planSentences.leftBehind({
      ids,
      what: kind.leftBehind,
      at: showPlace(place) === showPlace(resource.place) ? undefined : place,
    }),
  );
}

const orphansByAddress = derived((inventory: Inventory) =>
  Map.groupBy(orphansIn(inventory), ({ address }) => address),
);

/** Says where to look in Git; what nobody declares any more stands nowhere. */
function sourceOf({ resource, drafted }: Planned, mine: readonly Step[]): Pick<ResourcePlan, 'source'> {
  const { span, metadata } = resource;
  if (metadata.undeclared === true || (mine.length === 0 && drafted.blocked === undefined)) return {};
  return { source: { file: span.file, line: span.line } };
}

function accessOf({
  access: { foreign, opened } = { foreign: [], opened: [] },
}: Drafted): Pick<ResourcePlan, 'foreign' | 'opened'> {
  return { ...(foreign.length === 0 ? {} : { foreign }), ...(opened.length === 0 ? {} : { opened }) };
}

function holdOf({ kind, observation }: Planned): Pick<ResourcePlan, 'hold'> {
  const hold = holdFact(observation, kind);
  return hold === undefined ? {} : { hold };
}

/** Tells of an adoption that no step of its own shows: what cannot carry a mark is ours once it is written. */
function adoptionOf({ kind, observation }: Planned, mine: readonly Step[]): Pick<ResourcePlan, 'adopts'> {
  const isAdopted = observation.is === 'present' && observation.owner.is === 'adopted';
  return isAdopted && kind.identity.marking === undefined && mine.length > 0 ? { adopts: true } : {};
}

function deletionOf({ kind, observation }: Planned): Pick<ResourcePlan, 'deletesAt'> {
  const deletesAt = observation.is === 'present' ? kind.deletesAt(observation.reads) : undefined;
  return deletesAt === undefined ? {} : { deletesAt };
}
