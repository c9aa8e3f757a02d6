import type { Address } from '../../model/address.ts';
import type { Instant } from '../../model/instant.ts';
import type { ConditionSort, Severity } from './severity.ts';

/** What of the list of events a condition is reported as when it begins. */
export type ConditionEvent =
  'drift-opened' | 'plan-waiting' | 'blocked' | 'degraded' | 'deletion-near' | 'stale';

/** Something that holds now and that a person should know. Two with one key are the same. */
export interface Condition {
  readonly key: string;
  readonly sort: ConditionSort;
  readonly event: ConditionEvent;
  readonly severity: Severity;
  readonly since: Instant;
  readonly title: string;
  readonly text: string;
  readonly addresses: readonly Address[];
}
