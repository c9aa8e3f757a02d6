import type { Part, PartStatus, StatusRecord } from '../../model/history.ts';
import type { Instant } from '../../model/instant.ts';
import { closesOpened } from '../../model/motive.ts';
import type { ResourcePlan, Step, Sync } from '../../model/plan.ts';
import { healths, syncs, worstOf } from '../../model/worst.ts';
import { recordSentences } from '../../report/sentences/record.ts';
import { facetOf, isDrift, isRead, partOf, partsOf, stepsOf, type Sight } from './sight.ts';

/** Folds one look at a resource into what is known of it. A part that the look did not read stays as it was. */
export function foldStatus(
  before: StatusRecord | undefined,
  resource: ResourcePlan,
  sight: Sight,
): StatusRecord {
  const { address, kind, place, ids, state, observedAt } = resource;
  // An answer that arrives late says nothing of a part that was read after it.
  const parts = partsOf(kind, sight);
  const read = parts.filter(
    (part) => isRead(part, resource) && (before?.parts[part]?.at ?? observedAt) <= observedAt,
  );
  if (before !== undefined && read.length === 0) return before;
  const seen: StatusRecord['parts'] = {
    ...before?.parts,
    ...Object.fromEntries(read.map((part) => [part, partStatus(part, resource, sight)] as const)),
  };
  const readAt = (part: Part, last: Instant | undefined): Instant | undefined =>
    read.includes(part) && seen[part]?.sync !== 'Unknown' ? observedAt : last;
  const [fullAt, fastAt] = [readAt('rest', before?.fullAt), readAt('fast', before?.fastAt)];
  const isNewest = before === undefined || parts[0] === read[0];
  // A repair that got done has cancelled it.
  const deletesAt = settledBy(stepsOf(address, sight), sight) === undefined ? resource.deletesAt : undefined;
  const shown = isNewest
    ? { ids, state, deletesAt, foreign: resource.foreign, opened: openedIn(before, resource) }
    : before;
  const hold = holdIn(before, resource, read);
  const found = verdict(parts, seen);
  const unwellSince = unwellIn(before, found, observedAt);
  return {
    address,
    kind,
    place,
    ids: shown.ids,
    labels: sight.stack.resources.get(address)?.metadata.labels ?? before?.labels ?? {},
    ...found,
    ...(unwellSince === undefined ? {} : { unwellSince }),
    ...(shown.state === undefined ? {} : { state: shown.state }),
    ...(shown.deletesAt === undefined ? {} : { deletesAt: shown.deletesAt }),
    ...(shown.foreign === undefined ? {} : { foreign: shown.foreign }),
    ...(shown.opened === undefined ? {} : { opened: shown.opened }),
    ...(hold === undefined ? {} : { hold }),
    ...(fullAt === undefined ? {} : { fullAt }),
    ...(fastAt === undefined ? {} : { fastAt }),
    parts: seen,
  };
}

/** Keeps the age of access that somebody opened, also while AWS does not show it. */
function openedIn(
  before: StatusRecord | undefined,
  { opened, failure, observedAt }: ResourcePlan,
): StatusRecord['opened'] {
  if (opened === 'unread' || failure !== undefined) return before?.opened;
  return opened === undefined ? undefined : { since: before?.opened?.since ?? observedAt, says: opened };
}

/** Keeps the beginning of what is wrong while it stays the same. */
function unwellIn(before: StatusRecord | undefined, now: Verdict, at: Instant): Instant | undefined {
  if (!isUnwell(now)) return undefined;
  const isSame =
    before !== undefined &&
    isUnwell(before) &&
    before.health === now.health &&
    before.reason === now.reason &&
    (before.sync === 'Unknown') === (now.sync === 'Unknown');
  return isSame ? (before.unwellSince ?? at) : at;
}

function isUnwell({ sync, health, reason }: Verdict): boolean {
  return health === 'Blocked' || health === 'Degraded' || (sync === 'Unknown' && reason === 'unreadable');
}

/** Keeps a hold until it is over: only a look that read the tags tells that. */
function holdIn(
  before: StatusRecord | undefined,
  { hold, failure, unreadable, observedAt }: ResourcePlan,
  read: readonly Part[],
): StatusRecord['hold'] {
  if (hold !== undefined) return { ...hold, since: before?.hold?.since ?? observedAt };
  const isTagRead = failure === undefined && unreadable.every(({ facet }) => facet !== 'tags');
  return read.includes('rest') && isTagRead ? undefined : before?.hold;
}

/** Returns true if a person would see the difference; when it was read is none. */
export function isSameVerdict(a: StatusRecord, b: StatusRecord): boolean {
  return (
    a.sync === b.sync &&
    a.health === b.health &&
    a.state === b.state &&
    a.deletesAt === b.deletesAt &&
    (a.foreign ?? []).join() === (b.foreign ?? []).join() &&
    (a.opened?.says ?? []).join() === (b.opened?.says ?? []).join() &&
    a.hold?.reason === b.hold?.reason &&
    a.reason === b.reason &&
    a.waiting.join() === b.waiting.join()
  );
}

type Verdict = Pick<StatusRecord, 'sync' | 'health' | 'reason' | 'why' | 'waiting'>;

/** Takes the worst of both parts. What was never read is in sync for nobody, though drift that was seen counts. */
function verdict(parts: readonly Part[], { fast, rest }: StatusRecord['parts']): Verdict {
  const read = [fast, rest].filter((one) => one !== undefined);
  const waiting = [...new Set(read.flatMap((one) => one.waiting))];
  const sync = worstOf(
    syncs,
    read.map((one) => one.sync),
  );
  // The state moved since the full look: what that look said of health is over.
  const ofNow = read.filter((one) => one === fast || fast === undefined || one.state === fast.state);
  const health = worstOf(
    healths,
    ofNow.map((one) => one.health),
  );
  if (read.length < parts.length && (sync === 'InSync' || sync === 'Settling'))
    return { sync: 'Unknown', health, reason: 'not-read', why: recordSentences.notRead(), waiting };
  const because =
    read.find((one) => one.sync === 'Unknown' && sync === 'Unknown') ??
    ofNow.find((one) => one.health === health);
  return { sync, health, ...reasonOf(because), waiting };
}

function reasonOf(part: PartStatus | undefined): Pick<PartStatus, 'reason' | 'why'> {
  return {
    ...(part?.reason === undefined ? {} : { reason: part.reason }),
    ...(part?.why === undefined ? {} : { why: part.why }),
  };
}

function partStatus(part: Part, resource: ResourcePlan, sight: Sight): PartStatus {
  const { kind, state, observedAt } = resource;
  const all = stepsOf(resource.address, sight);
  const steps = all.filter((step) => partOf(kind, facetOf(step), sight) === part);
  const sync = settledBy(steps, sight) ?? syncOf(part, resource, { steps, sight });
  return {
    at: observedAt,
    sync,
    ...healthOf(part, resource, sight),
    ...(state === undefined ? {} : { state }),
    waiting: steps.filter((step) => waits(step, sight)).map(({ id }) => id),
  };
}

/** Returns the state of a part after its steps: confirmed, or accepted by AWS and not shown yet. */
function settledBy(steps: readonly Step[], { outcomes }: Sight): 'InSync' | 'Settling' | undefined {
  const ends = steps.map(({ id }) => outcomes.get(id));
  if (ends.length === 0) return undefined;
  if (ends.every((end) => end?.is === 'done')) return 'InSync';
  const isSent = ends.every((end) => end?.is === 'done' || (end?.is === 'waiting' && end.sent !== undefined));
  return isSent ? 'Settling' : undefined;
}

function syncOf(
  part: Part,
  resource: ResourcePlan,
  { steps, sight }: { readonly steps: readonly Step[]; readonly sight: Sight },
): Sync {
  const { kind, sync, unreadable, blocked } = resource;
  if (sync === 'Unknown') {
    if (unreadable.length === 0) return 'Unknown';
    if (unreadable.some(({ facet }) => partOf(kind, facet, sight) === part)) return 'Unknown';
  }
  if (steps.length === 0) {
    if (blocked !== undefined) return sync === 'Unknown' ? 'PendingChange' : sync;
    // The steps of the other part explain the verdict. A fast look has none for what it leaves to full looks.
    const isOfOther = sync === 'Unknown' || stepsOf(resource.address, sight).length > 0;
    return isOfOther ? 'InSync' : sync;
  }
  const hasDrift = steps.some(({ changes }) => changes.some(isDrift));
  // Drift of what is not there is no drift but something to make; a blank thing is there (plan/verdict.ts).
  return hasDrift && sync !== 'PendingChange' ? 'Drifted' : 'PendingChange';
}

/**
 * Derives the health of one part. Opened access is the matter of the part that closes it. The other part is read too
 * rarely to say that it is closed.
 */
function healthOf(
  part: Part,
  resource: ResourcePlan,
  sight: Sight,
): Pick<PartStatus, 'health' | 'reason' | 'why'> {
  const all = stepsOf(resource.address, sight);
  if (resource.reason !== 'access-opened') return healthAfter(resource, settledBy(all, sight));
  const closing = all.filter(
    (step) => closesOpened(step) && partOf(resource.kind, facetOf(step), sight) === part,
  );
  const settled = settledBy(closing, sight);
  return closing.length === 0 || settled === 'InSync'
    ? { health: 'Healthy' }
    : healthAfter(resource, settled);
}

/** Reports an unhealthy resource as progressing after a write, until the next look. */
function healthAfter(
  { health, reason, why }: ResourcePlan,
  settled: 'InSync' | 'Settling' | undefined,
): Pick<PartStatus, 'health' | 'reason' | 'why'> {
  if (settled !== undefined && health !== 'Healthy' && health !== 'Blocked') return { health: 'Progressing' };
  return {
    health,
    ...(reason === undefined ? {} : { reason }),
    ...(why === undefined ? {} : { why }),
  };
}

function waits({ id, gate }: Step, { outcomes }: Sight): boolean {
  const outcome = outcomes.get(id);
  return outcome === undefined ? gate.is !== 'released' : outcome.is === 'blocked';
}
