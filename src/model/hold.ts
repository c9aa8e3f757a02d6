import type { Guardrails } from './guardrails.ts';
import { day, type Instant } from './instant.ts';
import type { Step } from './plan.ts';

const named =
  /(?:^|\s)until\s+(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2})?)(Z|[+-]\d{2}:\d{2})?)?(?=\s|$)/giu;

/**
 * The end that the value of a tag `keywright:hold` names: `until 2026-12-01` (to the end of that day, UTC) or
 * `until 2026-12-01T10:00Z`. Undefined: it names none, or one that is no date. The latest counts. A date without the
 * word may be that of the incident, so it is no end.
 */
export function endOfHold(value: string): Instant | undefined {
  const ends = [...value.matchAll(named)].map(([, date = '', time, zone = 'Z']) =>
    time === undefined ? Date.parse(`${date}T00:00Z`) + day : Date.parse(`${date}T${time}${zone}`),
  );
  return ends.length === 0 || ends.some(Number.isNaN) ? undefined : Math.max(...ends);
}

/** True once the end that a hold names has passed. Tags have no age, so a hold without an end stays until it is taken off. */
export function isOver(value: string, now: Instant): boolean {
  const end = endOfHold(value);
  return end !== undefined && end <= now;
}

/** True for the removal of hostile access and the start of a trail, unless the guardrails hold everything. */
export function passesHold(
  { overHold }: Pick<Step, 'overHold'>,
  guardrails: Pick<Guardrails, 'hold'> | undefined,
): boolean {
  return overHold !== undefined && guardrails?.hold !== 'everything';
}
