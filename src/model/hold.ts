import type { Address } from './address.ts';
import type { Guardrails } from './guardrails.ts';
import { day, hour, isoOf, untilText, type Duration, type Instant } from './instant.ts';
import type { Ids } from './ids.ts';
import type { Step } from './plan.ts';

/** How long a hold lasts that names no end (authority.md §2.11). */
const lasts: Duration = 24 * hour;

/** A tag `keywright:hold` on a live thing. */
export interface Hold {
  readonly value: string;
  /** When an apply first noted this value. Undefined: none has, so the hold is new. */
  readonly since?: Instant;
  /** The end that it names, or 24 h after it was noted. Undefined: it names none and is not noted yet. */
  readonly ends?: Instant;
}

/**
 * What an apply noted of a thing: the value of its hold, or that its tags could not be read. Tags have no age, so this
 * note is the only way to know since when a hold is there.
 */
export type NotedHold =
  | {
      readonly is: 'held';
      readonly address: Address;
      readonly ids: Ids;
      readonly since: Instant;
      readonly value: string;
    }
  | { readonly is: 'unread'; readonly address: Address; readonly since: Instant };

export type Holds = readonly NotedHold[];

const named =
  /(?:^|\s)until\s+(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2})?)(Z|[+-]\d{2}:\d{2})?)?(?=\s|$)/giu;

/**
 * Finds the end that the value of a tag `keywright:hold` names. It is `until 2026-12-01` (to the end of that day,
 * UTC) or `until 2026-12-01T10:00Z`. Returns undefined if it names none, or one that is no date. The latest counts.
 * A date without the word may be that of the incident, so it is no end.
 */
export function endOfHold(value: string): Instant | undefined {
  const ends = [...value.matchAll(named)].map(([, date = '', time, zone = 'Z']) =>
    time === undefined ? Date.parse(`${date}T00:00Z`) + day : Date.parse(`${date}T${time}${zone}`),
  );
  return ends.length === 0 || ends.some(Number.isNaN) ? undefined : Math.max(...ends);
}

/** Builds a hold from the value of its tag and from when that value was first noted. */
export function holdOf(value: string, since: Instant | undefined): Hold {
  const ends = endOfHold(value) ?? (since === undefined ? undefined : since + lasts);
  return {
    value,
    ...(since === undefined ? {} : { since }),
    ...(ends === undefined ? {} : { ends }),
  };
}

/** Returns true once a hold has reached its end. Without one it stands: nobody knows its age yet. */
export function isOver({ ends }: Hold, now: Instant): boolean {
  return ends !== undefined && ends <= now;
}

/** Shows a hold with its end, which its value may not name. */
export function showHold({ value, since, ends }: Hold): string {
  const seen = since === undefined ? [] : [`first seen ${isoOf(since)}`];
  const end =
    ends === undefined ? 'lasts 24 h from the first apply that finds it' : `ends ${untilText(ends)}`;
  return `${value} (${[...seen, end].join(', ')})`;
}

/** Returns true for the removal of hostile access and the start of a trail, unless the guardrails hold everything. */
export function passesHold(
  { overHold }: Pick<Step, 'overHold'>,
  guardrails: Pick<Guardrails, 'hold'> | undefined,
): boolean {
  return overHold !== undefined && guardrails?.hold !== 'everything';
}
