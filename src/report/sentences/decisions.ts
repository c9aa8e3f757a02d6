import type { Address } from '../../model/address.ts';
import type { Pause } from '../../model/decisions.ts';
import { isoOf, type Instant } from '../../model/instant.ts';
import type { StepId } from '../../model/plan.ts';

/** What a person decided, as the record and the answer say it: each continues the name of the person. */

/** Lists the first few names: `Key/a, Key/b and 3 more`. */
export function someOf(names: readonly string[], most = 3): string {
  if (names.length <= most + 1) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${String(names.length - most)} more`;
}

function until(end: Instant): string {
  return `until ${isoOf(end)}`;
}

function whole(addresses: readonly Address[] | undefined): string {
  return addresses === undefined ? 'the whole Stack' : someOf(addresses);
}

export function approves(steps: readonly StepId[], plan: string, end: Instant): string {
  return `approves ${someOf(steps)} of plan ${plan} ${until(end)}`;
}

export function rejects(steps: readonly StepId[], plan: string, why: string): string {
  return `rejects ${someOf(steps)} of plan ${plan}: ${why}`;
}

export function unrejects(step: StepId): string {
  return `ends the rejection of ${step}`;
}

interface Bounded {
  readonly why: string;
  readonly until: Instant;
}

export function pauses(
  addresses: readonly Address[] | undefined,
  { why, until: end }: Bounded,
  before: Pick<Pause, 'addresses' | 'by' | 'why'> | undefined,
): string {
  const instead = before === undefined ? '' : `, instead of ${pauseText(before)}`;
  return `pauses ${whole(addresses)} ${until(end)}: ${why}${instead}`;
}

export function freezes({ why, until: end }: Bounded): string {
  return `freezes the Stack, except for protective repairs, ${until(end)}: ${why}`;
}

/** Tells what ends with a resume: a pause as the person knows it, not by its id. */
export function pauseText({ addresses, by, why }: Pick<Pause, 'addresses' | 'by' | 'why'>): string {
  return `the pause of ${whole(addresses)} by ${by.name} (${why})`;
}

export function resumes(what: readonly string[]): string {
  return `ends ${what.join(', ')}`;
}

export function releasesBrake(kinds: readonly string[], { why, until: end }: Bounded): string {
  return `releases the brake on ${kinds.join(', ')} ${until(end)}: ${why}`;
}

export function pins(commit: string, { why, until: end }: Bounded): string {
  return `holds the Stack at commit ${commit} ${until(end)}: ${why}`;
}

export function unpins(commit: string): string {
  return `no longer holds the Stack at commit ${commit}`;
}

export function asksForLook(addresses: readonly Address[] | undefined): string {
  return `asks to look at ${addresses === undefined ? 'everything' : someOf(addresses)} now`;
}

export function yields(to: string, { why, until: end }: Bounded): string {
  return `lends the lease to ${to} ${until(end)}: ${why}`;
}

export function acceptsBaseline(revision: string): string {
  return `accepts ${revision} as the baseline`;
}

export function ordersStop(why: string): string {
  return `orders all replicas to stop writing: ${why}`;
}

export function takesStopBack(): string {
  return 'takes back the order to stop';
}

export function silences(of: string, { why, until: end }: Bounded): string {
  return `silences notifications of ${of} ${until(end)}: ${why}`;
}

export function unsilences(id: string): string {
  return `ends the silence ${id}`;
}

/** Tells what a silence is about. */
export function silencedOf(
  addresses: readonly Address[] | undefined,
  labels: Readonly<Record<string, string>> | undefined,
): string {
  const named = Object.entries(labels ?? {}).map(([name, value]) => `${name}=${value}`);
  if (addresses === undefined && named.length === 0) return 'the whole Stack';
  return someOf([...(addresses ?? []), ...named]);
}

/** Tells how a person approves a step of a plan that a daemon made, or all of it. */
export function approveText(plan: string, step?: StepId): string {
  return `reconcile approve ${plan}${step === undefined ? '' : ` ${step}`}`;
}
