import type { AwsFailure } from './call.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Duration, Instant } from './instant.ts';
import type { Moved, Plan, StepId, Stop } from './plan.ts';
import type { Reasoned } from './reasons.ts';

/** How one step ended. */
export type Outcome =
  | { readonly is: 'done'; readonly calls: number; readonly took: Duration }
  /** Written, or tried, and AWS does not show it yet. */
  | ({
      readonly is: 'waiting';
      readonly until: Instant;
      /** It is certain that it cannot be done before: a wait that must not be shortened. */
      readonly notBefore?: Instant;
      /** AWS accepted the write: it is looked for, never sent again. */
      readonly sent?: { readonly calls: number; readonly at: Instant };
    } & Reasoned)
  | ({ readonly is: 'skipped'; readonly cause: StepId } & Reasoned)
  /** The live value moved between the plan and the write; of a saved plan, what did. */
  | ({ readonly is: 'stale'; readonly moved?: readonly Moved[] } & Reasoned)
  | { readonly is: 'blocked'; readonly gate: Stop }
  | { readonly is: 'failed'; readonly failure: AwsFailure | Diagnostic }
  | ({ readonly is: 'not-started' } & Reasoned);

/** What `pass` gives back. */
export interface PassResult {
  readonly plan: Plan;
  /** Empty for a pass that only planned. */
  readonly outcomes: ReadonlyMap<StepId, Outcome>;
  readonly calls: { readonly reads: number; readonly writes: number };
  /** What the listings say of things that no manifest declares: nothing, some of them, or all. */
  readonly seen: 'none' | 'partial' | 'complete';
}
