import type { Address } from '../../model/address.ts';
import type { Plan } from '../../model/plan.ts';
import type { ReasonCode } from '../../model/reasons.ts';

export type Severity = 'critical' | 'warning' | 'info';

/** What holds. Several of one event differ in what a person does about them. */
export type ConditionSort =
  | 'opened'
  | 'drifted'
  | 'granted'
  | 'deletion'
  | 'held'
  | 'unreadable'
  | 'stale'
  | 'unread'
  | 'blocked'
  | 'degraded'
  | 'orphaned'
  | 'waits'
  | 'baseline'
  | 'revision'
  | 'brake'
  | 'stop'
  | 'target'
  | 'tokens';

/** What is known of a condition that decides how urgent it is. */
export interface Urgency {
  readonly sort: ConditionSort;
  /** Why a resource is degraded. */
  readonly reason?: ReasonCode | undefined;
  /** True for access that somebody gave, and not AWS for itself. */
  readonly isOpened?: boolean;
  /** True where the drift weakens protection: a repair would undo what a plan calls a risk. */
  readonly isWeakened?: boolean;
}

/** Reasons for which data cannot be read, is open to the public, or is not recorded. */
export const graveReasons: ReadonlySet<ReasonCode> = new Set([
  'disabled',
  'unusable',
  'no-key-material',
  'pending-deletion',
  'not-recording',
  'not-delivering',
  'public',
]);

/** Decides how urgent a condition is. The page and the notifications both take it from here. */
export function severityOf({ sort, reason, isOpened, isWeakened }: Urgency): Severity {
  switch (sort) {
    case 'opened':
    case 'deletion':
    case 'held':
    case 'brake':
    case 'stop':
      return 'critical';
    case 'granted':
      return isOpened === true ? 'critical' : 'warning';
    case 'degraded':
      return isWeakened === true || (reason !== undefined && graveReasons.has(reason))
        ? 'critical'
        : 'warning';
    case 'drifted':
    case 'blocked':
      return isWeakened === true ? 'critical' : 'warning';
    case 'unreadable':
    case 'stale':
    case 'unread':
    case 'orphaned':
    case 'waits':
    case 'baseline':
    case 'revision':
    case 'target':
    case 'tokens':
      return 'warning';
  }
}

/** Returns the most urgent of some severities. */
export function worst(of: readonly Severity[]): Severity {
  return severities.find((one) => of.includes(one)) ?? 'info';
}

/** The most urgent first. */
export const severities: readonly Severity[] = ['critical', 'warning', 'info'];

/** Finds the resources whose protection was weakened outside Git. */
export function weakenedIn(plan: Plan | undefined): ReadonlySet<Address> {
  return new Set(plan?.steps.flatMap(({ address, undoes = [] }) => (undoes.length > 0 ? [address] : [])));
}
