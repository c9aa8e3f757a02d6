import type { Address } from '../../model/address.ts';
import type { Instant } from '../../model/instant.ts';
import type { Memory, Journal, LastApplied } from '../../model/journal.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import type { Observation } from '../../model/observation.ts';
import type { Ids } from '../../model/ids.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Plan, StepId } from '../../model/plan.ts';
import type { Attributes, Stack } from '../../model/resource.ts';
import type { Thing } from '../../model/things.ts';
import type { Timing } from '../ports.ts';
import type { Observed } from '../observe/observed.ts';

export interface RecordInput {
  readonly stack: Stack;
  readonly kinds: ReadonlyMap<string, AnyKind>;
  readonly plan: Plan;
  readonly outcomes: ReadonlyMap<StepId, Outcome>;
  readonly observations: ReadonlyMap<Address, Observation>;
  readonly attributes: Attributes;
  readonly lastApplied: ReadonlyMap<Address, LastApplied>;
  readonly now: Instant;
  /** What is known to exist by now, what this run made included. */
  readonly live: ReadonlyMap<Address, { readonly ids: Ids }>;
  readonly observed: Pick<Observed, 'inventory'>;
  /** The orphans that a plan listed when a person answered yes to it; a later round may find others. */
  readonly acknowledged: readonly Thing[];
  readonly memory: Memory;
  readonly journal: Journal;
  readonly timing: Pick<Timing, 'young'>;
}
