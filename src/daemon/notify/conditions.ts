import type { Address } from '../../model/address.ts';
import type { Episode, PartStatus, StatusRecord } from '../../model/history.ts';
import { day, type Instant } from '../../model/instant.ts';
import { digestOf } from '../../model/digest.ts';
import { endings } from '../../model/endings.ts';
import { planIdOf } from '../../model/plan-id.ts';
import { showPath } from '../../model/path.ts';
import type { Gate, Plan } from '../../model/plan.ts';
import { notifySentences as words } from '../../report/sentences/notify.ts';
import type { ControllerState } from '../controller.ts';
import { unguarded, type Dropped } from '../dropped.ts';
import { gaveAccess } from '../opened.ts';
import { recordsAt } from '../records-at.ts';
import type { Condition, ConditionEvent } from './condition.ts';
import { baseline, ofProcess, ofSource, ofTokens } from './stack-conditions.ts';
import { graveReasons, severityOf, weakenedIn, type ConditionSort } from './severity.ts';

/** Before that a deletion is still far away. */
const near = 7 * day;

/**
 * Gives everything that holds at an instant: a function of the state, so that a restart, a failover and a lost event
 * change nothing of it.
 */
export function conditionsOf(state: ControllerState, now: Instant): readonly Condition[] {
  const records = recordsAt(state, now);
  const held = new Set(records.filter(({ hold }) => hold !== undefined).map(({ address }) => address));
  const weakened = weakenedIn(state.plan);
  return [
    ...driftIn(state.open, { held, weakened }),
    ...staleIn(state, now),
    ...records.flatMap((record) => ofRecord(record, weakened, { now, startedAt: state.startedAt })),
    ...waiting(state.plan),
    ...stuck(state.plan, weakened),
    ...baseline(state),
    ...ofSource(state),
    ...ofTokens(state),
    ...unguarded(state.dropped, state.plan).map(orphaned),
    ...state.decisions.brakes.map((brake) =>
      ofProcess('brake', `brake:${brake.kind}`, brake.at, words.brake(brake)),
    ),
    ...(state.stop === undefined ? [] : [ofProcess('stop', 'stop', state.stop.at, words.stop(state.stop))]),
  ];
}

/** Looks at everything that are further apart than so many intervals leave what is known old. */
const most = 2;

/** Gives what nobody has read for too long. Each process tells it of itself: one that does not look cannot lead either. */
export function staleIn(state: ControllerState, now: Instant): readonly Condition[] {
  const { source, fullAt, startedAt, rhythm } = state;
  const since = fullAt ?? startedAt;
  const unread: readonly Condition[] =
    now - since <= most * rhythm.cadence.full
      ? []
      : [
          {
            key: 'unread',
            sort: 'unread',
            event: 'stale',
            severity: severityOf({ sort: 'unread' }),
            since,
            ...words.unread({ source, since, unready: state.unready }),
            addresses: [],
          },
        ];
  const old = recordsAt(state, now).filter(({ reason }) => reason === 'stale');
  return [
    ...unread,
    ...old.map(({ address, why = '', fastAt, fullAt: readAt }): Condition => ({
      key: `stale:${address}`,
      sort: 'stale',
      event: 'stale',
      severity: severityOf({ sort: 'stale' }),
      since: Math.min(fastAt ?? now, readAt ?? now),
      title: words.stale(address),
      text: why,
      addresses: [address],
    })),
  ];
}

/** Resources with a hold, and those whose protection was weakened outside Git. */
interface Around {
  readonly held: ReadonlySet<Address>;
  readonly weakened: ReadonlySet<Address>;
}

/** Gives drift as conditions. What Git changed is no drift. */
export function driftIn(
  episodes: readonly Episode[],
  around: Around = { held: new Set(), weakened: new Set() },
): readonly Condition[] {
  return episodes.filter(({ label }) => label !== 'changed-in-git').map((episode) => drift(episode, around));
}

function drift(
  { address, facet, changes, openedAt, label, closed: _, ...episode }: Episode,
  { held, weakened }: Around,
): Condition {
  const opened = gaveAccess({ label, changes });
  const sort = opened ? 'opened' : 'drifted';
  const over = opened && held.has(address);
  const paths = changes.map(({ path }) => showPath(path));
  return {
    key: `drift:${episode.id}`,
    sort,
    event: 'drift-opened',
    severity: severityOf({ sort, isWeakened: weakened.has(address) }),
    since: openedAt,
    title: over
      ? words.heldOpenAccess(address)
      : opened
        ? words.accessOpened(address)
        : words.drifted(address),
    text: words.driftOf({ facet, paths, label, held: over }),
    addresses: [address],
  };
}

/** Lists everything that is wrong with a resource, each by itself: one hides no other. */
function ofRecord(
  record: StatusRecord,
  weakened: ReadonlySet<Address>,
  { now, startedAt }: { readonly now: Instant; readonly startedAt: Instant },
): readonly Condition[] {
  const { address, sync, health, reason, why = '', deletesAt, foreign = [], fullAt, fastAt } = record;
  const { opened, hold } = record;
  // What was never read is unwell since this process has it.
  const since = record.unwellSince ?? fastAt ?? fullAt ?? startedAt;
  const isWeakened = weakened.has(address);
  const isOpened = opened !== undefined;
  const of = (
    sort: ConditionSort,
    event: ConditionEvent,
    title: string,
    { reason: of, why: text = why }: Pick<PartStatus, 'reason' | 'why'> = {},
  ): Condition => ({
    key: `${event}:${address}`,
    sort,
    event,
    severity: severityOf({ sort, reason: of, isOpened, isWeakened }),
    since,
    title,
    text,
    addresses: [address],
  });
  const found: Condition[] = [];
  if (deletesAt !== undefined && deletesAt - now <= near)
    found.push({
      ...of('deletion', 'deletion-near', words.deletion(address, deletesAt)),
      text: words.deletionHint(),
    });
  // Nothing puts it back, so it is no episode: somebody must look at it.
  if (foreign.length > 0)
    found.push({
      ...of('granted', 'drift-opened', words.accessByHand(address)),
      text: foreign.join('; '),
      ...(opened === undefined ? {} : { since: opened.since }),
    });
  // Whoever can tag can set it, or hide it: it is reported whatever else is wrong (authority.md §2.11).
  if (hold !== undefined) {
    found.push({
      ...of('held', 'blocked', hold.reason === 'held' ? words.held(address) : words.holdUnread(address)),
      key: `hold:${hold.reason}:${address}`,
      since: hold.since,
      text: hold.why,
    });
  }
  if (sync === 'Unknown' && reason === 'unreadable')
    found.push({
      ...of('unreadable', 'stale', words.unreadable(address)),
      key: `unreadable:${address}`,
    });
  const [unwell] = unwellParts(record);
  if (health === 'Blocked')
    found.push(of('blocked', 'blocked', words.blocked(address), { why: '', ...unwell }));
  if (health === 'Degraded' && unwell !== undefined)
    found.push(of('degraded', 'degraded', words.degraded(address), { why: '', ...unwell }));
  return found;
}

/**
 * Finds why a resource is not well, the gravest reason first. The reason of the record may be that of its sync. What was
 * opened is drift, and reported as that.
 */
function unwellParts(record: StatusRecord): readonly Pick<PartStatus, 'reason' | 'why'>[] {
  const { fast, rest } = record.parts;
  const parts = [fast, rest].filter((part) => part?.health === record.health);
  const isGrave = (part: Pick<PartStatus, 'reason'> | undefined): boolean =>
    part?.reason !== undefined && graveReasons.has(part.reason);
  return (parts.length > 0 ? parts : [record])
    .filter((part) => part !== undefined && part.reason !== 'access-opened')
    .flatMap((part) => part ?? [])
    .toSorted((a, b) => Number(isGrave(b)) - Number(isGrave(a)));
}

/** Makes one condition of what waits for approval in a plan. Its name changes with that, so more is reported again. */
function waiting(plan: Plan | undefined): readonly Condition[] {
  if (plan === undefined) return [];
  const steps = plan.steps.filter(({ gate }) => isForApproval(gate));
  const stack =
    plan.stackChange === undefined ? [] : [plan.stackChange].filter(({ gate }) => isForApproval(gate));
  if (steps.length === 0 && stack.length === 0) return [];
  const id = planIdOf(plan);
  const gates = [...steps, ...stack].map(({ gate }) => gate);
  const wait = steps.map(({ id: step, desired, observed }) => [step, desired, observed]);
  const loosened = stack.flatMap((one) => [...one.loosened.map(({ path }) => path), ...one.dropped]);
  return [
    {
      sort: 'waits',
      key: `waiting:${digestOf([plan.commit ?? '', wait, loosened])}`,
      event: 'plan-waiting',
      severity: severityOf({ sort: 'waits' }),
      since: plan.at,
      title: words.planWaits(id, steps.length),
      text: words.planWaitsFor({ id, classes: [...new Set(gates.flatMap(askedBy))] }),
      addresses: [...new Set(steps.map(({ address }) => address))],
    },
  ];
}

/** Tells who dropped it, and when, since below `shrink` no person was asked. */
function orphaned({ address, since, revision }: Dropped): Condition {
  return {
    key: `orphaned:${address}`,
    sort: 'orphaned',
    event: 'degraded',
    severity: severityOf({ sort: 'orphaned' }),
    since,
    title: words.orphaned(address),
    text: words.orphanedBy(revision),
    addresses: [address],
  };
}

/** Returns true where nothing but a person lets it go on: neither a window nor the end of a pin. */
export function isForApproval(gate: Gate): boolean {
  return gate.is === 'approval' || (gate.is === 'blocked' && endings[gate.reason] === 'approval');
}

function askedBy(gate: Gate): readonly string[] {
  if (gate.is === 'released') return [];
  return gate.is === 'approval' ? gate.classes : [gate.reason];
}

/** Lists steps that a person must make possible, by a manifest, the guardrails or in AWS. */
function stuck(plan: Plan | undefined, weakened: ReadonlySet<Address>): readonly Condition[] {
  const blocked = new Set(plan?.resources.flatMap((one) => (one.health === 'Blocked' ? [one.address] : [])));
  const steps = plan?.steps.filter(({ address, gate }) => !blocked.has(address) && isStuck(gate)) ?? [];
  return [...Map.groupBy(steps, ({ address }) => address)].map(([address, own]) => ({
    key: `blocked:${address}`,
    sort: 'blocked',
    event: 'blocked',
    severity: severityOf({ sort: 'blocked', isWeakened: weakened.has(address) }),
    since: plan?.at ?? 0,
    title: words.blocked(address),
    text: [...new Set(own.flatMap(({ gate }) => (gate.is === 'released' ? [] : [gate.why])))].join('; '),
    addresses: [address],
  }));
}

function isStuck(gate: Gate): boolean {
  return gate.is === 'blocked' && endings[gate.reason] === 'change';
}
