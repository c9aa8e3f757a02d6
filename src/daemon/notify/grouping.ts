import type { Silence } from '../../model/decisions.ts';
import type { Duration, Instant } from '../../model/instant.ts';
import type { Address } from '../../model/address.ts';
import type { Condition, ConditionEvent } from './condition.ts';
import { severities, type Severity } from './severity.ts';

/** What is sent: some conditions of one sort that began, still hold, or ended. */
export interface Notification {
  readonly event: ConditionEvent | 'drift-closed' | 'recovered';
  readonly severity: Severity;
  readonly at: Instant;
  /** Whether all of it was sent before and holds on. */
  readonly again: boolean;
  readonly items: readonly Condition[];
}

/** What was sent about a condition, or must be sent. */
interface Told {
  readonly condition: Condition;
  /** When it was first seen by this memory. */
  readonly seenAt: Instant;
  /** When it was last sent; absent: not yet. */
  readonly sentAt?: Instant;
  /** When it was seen to be over, after it was sent. */
  readonly endedAt?: Instant;
}

/** What was sent, by key. It may be lost: then what still holds is sent once more. */
export type Memory = ReadonlyMap<string, Told>;

export interface GroupSettings {
  /** How long a condition waits for others. A critical one does not wait. */
  readonly groupWait: Duration;
  /** After how long what still holds is sent again. */
  readonly repeat: Duration;
}

/** What holds, and what began and ended since the last look: of that only the end is sent. */
export interface Seen {
  readonly conditions: readonly Condition[];
  readonly passing: readonly Condition[];
}

export interface Grouped {
  readonly memory: Memory;
  /** What is to be sent now, the most urgent first. */
  readonly send: readonly Notification[];
  /** When there may be more to send though nothing changes. */
  readonly next: Instant | undefined;
}

/** What has its end told, and as what. A plan that no longer waits was decided by somebody. */
const endings: Readonly<Record<ConditionEvent, 'drift-closed' | 'recovered' | undefined>> = {
  'drift-opened': 'drift-closed',
  'plan-waiting': undefined,
  blocked: 'recovered',
  degraded: 'recovered',
  'deletion-near': 'recovered',
  stale: 'recovered',
};

/**
 * Decides what is sent about the conditions that hold now. Each is sent once when it begins and once when it ends, and
 * again while it lasts; what comes and goes within the wait is not told. What is silenced is kept, and told if it
 * still holds when the silence ends.
 */
export function groupConditions(
  before: Memory,
  { conditions, passing }: Seen,
  isSilent: (condition: Condition) => boolean,
  { groupWait, repeat }: GroupSettings,
  now: Instant,
): Grouped {
  const present = merged(before, conditions, now);
  for (const condition of passing)
    if (!present.has(condition.key))
      present.set(condition.key, { condition, seenAt: now, sentAt: now, endedAt: now });
  const due = new Map<string, Instant>();
  for (const [key, told] of present) {
    const at = dueAt(told, groupWait, repeat);
    if (at !== undefined && !isSilent(told.condition)) due.set(key, at);
  }
  const ready = groupsReady(present, due, now);
  const memory = new Map<string, Told>();
  for (const [key, told] of present) {
    if (told.endedAt !== undefined && ready.has(key)) continue;
    memory.set(key, ready.has(key) ? { ...told, sentAt: now } : told);
  }
  const later = [...due].filter(([key]) => !ready.has(key)).map(([, at]) => at);
  return {
    memory,
    send: notificationsOf([...ready.values()], now),
    next: later.length === 0 ? undefined : Math.min(...later),
  };
}

/** Merges what holds, and what ended and was sent. Drops what ended before it was sent: it never was. */
function merged(before: Memory, conditions: readonly Condition[], now: Instant): Map<string, Told> {
  const present = new Map<string, Told>();
  for (const condition of conditions) {
    const known = before.get(condition.key);
    // What became worse is news.
    const isNew = known === undefined || isWorse(condition, known.condition);
    present.set(condition.key, {
      condition,
      seenAt: isNew ? now : known.seenAt,
      ...(isNew || known.sentAt === undefined ? {} : { sentAt: known.sentAt }),
    });
  }
  for (const [key, told] of before) {
    if (present.has(key) || told.sentAt === undefined || endings[told.condition.event] === undefined)
      continue;
    present.set(key, { ...told, endedAt: told.endedAt ?? now });
  }
  return present;
}

function isWorse(a: Condition, b: Condition): boolean {
  return severities.indexOf(a.severity) < severities.indexOf(b.severity);
}

function dueAt(told: Told, groupWait: Duration, repeat: Duration): Instant | undefined {
  if (told.endedAt !== undefined) return told.endedAt + groupWait;
  if (told.sentAt !== undefined) return told.sentAt + repeat;
  return told.seenAt + (told.condition.severity === 'critical' ? 0 : groupWait);
}

/** Releases with the first of a group everything of it that was not told yet. */
function groupsReady(
  present: ReadonlyMap<string, Told>,
  due: ReadonlyMap<string, Instant>,
  now: Instant,
): ReadonlyMap<string, Told> {
  const open = new Set<string>();
  for (const [key, at] of due) {
    const told = present.get(key);
    if (told !== undefined && at <= now) open.add(groupOf(told));
  }
  return new Map(
    [...present].filter(
      ([key, told]) => due.has(key) && open.has(groupOf(told)) && isNews(told, due.get(key), now),
    ),
  );
}

/**
 * Returns true for what must be sent now. Lets what was sent wait for its own repetition, whatever others of its
 * group do.
 */
function isNews({ sentAt, endedAt }: Told, at: Instant | undefined, now: Instant): boolean {
  return sentAt === undefined || endedAt !== undefined || (at !== undefined && at <= now);
}

function groupOf({ condition, endedAt }: Told): string {
  const { event, severity } = condition;
  return `${endedAt === undefined ? event : (endings[event] ?? event)} ${endedAt === undefined ? severity : ''}`;
}

function notificationsOf(ready: readonly Told[], now: Instant): readonly Notification[] {
  const groups = Map.groupBy(ready, groupOf);
  return [...groups.values()]
    .flatMap((all): readonly Notification[] => {
      const [first] = all;
      if (first === undefined) return [];
      const ended = first.endedAt !== undefined;
      const { event, severity } = first.condition;
      const items = all.map(({ condition }) => condition).sort((a, b) => a.since - b.since);
      return [
        {
          event: ended ? (endings[event] ?? 'recovered') : event,
          severity: ended ? 'info' : severity,
          at: now,
          again: !ended && all.every(({ sentAt }) => sentAt !== undefined),
          items,
        },
      ];
    })
    .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

/** Tells whether a silence that holds now covers a condition. */
export function isSilencedBy(
  silences: readonly Silence[],
  labelsOf: LabelsOf,
  now: Instant,
): (condition: Pick<Condition, 'addresses'>) => boolean {
  const silenceOf = silenceOver(silences, labelsOf, now);
  return (condition) => silenceOf(condition) !== undefined;
}

type LabelsOf = (address: Address) => Readonly<Record<string, string>>;

/** Finds the silence that holds now and covers a condition. One about no resource is covered by none that names some. */
export function silenceOver(
  silences: readonly Silence[],
  labelsOf: LabelsOf,
  now: Instant,
): (condition: Pick<Condition, 'addresses'>) => Silence | undefined {
  const holding = silences.filter(({ until }) => until > now);
  return ({ addresses }) =>
    holding.find((silence) => {
      if (silence.addresses === undefined && silence.labels === undefined) return true;
      return (
        addresses.length > 0 &&
        addresses.every(
          (address) =>
            (silence.addresses?.includes(address) ?? true) &&
            Object.entries(silence.labels ?? {}).every(([name, value]) => labelsOf(address)[name] === value),
        )
      );
    });
}
