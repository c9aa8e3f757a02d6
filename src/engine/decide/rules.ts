import type { Clock } from '../../model/clock.ts';
import { noDecisions, type Decisions, type DecisionStore, type StopOrder } from '../../model/decisions.ts';
import type { Duration, Instant } from '../../model/instant.ts';
import type { Mode, Window } from '../../model/resource.ts';

/** What the operator of a daemon set, and what the daemon knows at the moment of a look. */
export interface DaemonRules {
  /** Nothing looser counts, whatever the Stack says (authority.md §1.1). */
  readonly maxMode: Mode;
  isOpen(window: Window): boolean;
  /** Version, settings or guardrails are new, and not everything was looked at by them yet (§4.19). */
  readonly isNew: boolean;
  /** How long ago the source showed what it declares (§4.22). */
  readonly sourceAge: Duration;
  /** The revision of the source that this pass works by: of a directory there is no commit. */
  readonly revision?: string | undefined;
  /** Whether what this pass works by is still what the source declares. Absent: nothing can take its place. */
  isInForce?(): boolean;
  /** Between two fast looks. */
  readonly fastInterval: Duration;
  /** An AWS that this process made has no state that a person must accept first. */
  readonly needsBaseline: boolean;
}

/** The rules at one moment: what persons decided, as the journal has it, and in a daemon also its own. */
export interface Rules {
  readonly now: Instant;
  readonly decisions: Decisions;
  readonly stop?: StopOrder;
  /** Absent: a person at the command line decides. */
  readonly daemon?: DaemonRules;
}

/** Loads the rules of this moment. What cannot be read is no permission: it throws. */
export async function rulesNow(
  daemon: DaemonRules | undefined,
  { journal, clock }: { readonly journal: DecisionStore; readonly clock: Pick<Clock, 'now'> },
): Promise<Rules> {
  const [decisions, stop] = await Promise.all([journal.decisions(), journal.stopOrder()]);
  return {
    now: clock.now(),
    decisions: decisions ?? noDecisions,
    ...(stop === undefined ? {} : { stop }),
    ...(daemon === undefined ? {} : { daemon }),
  };
}
