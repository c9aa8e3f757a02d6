import type { Address } from './address.ts';
import type { Instant } from './instant.ts';
import type { Ids } from './ids.ts';
import type { Plan, StepId } from './plan.ts';
import type { Stack } from './resource.ts';

/** Something that a step rests on, as it was when the plan was made. */
export interface Footing {
  readonly address: Address;
  readonly exists: boolean;
  /** Empty while AWS has not assigned them. */
  readonly ids: Ids;
  readonly state?: string;
}

/** Where a plan was made: one of an embedded AWS says nothing about the real one. */
export type Against = 'aws' | 'endpoint' | 'sandbox';

/** A plan that is kept, to be applied later as it was shown, and only so. */
export interface SavedPlan {
  readonly madeAt: Instant;
  readonly expiresAt: Instant;
  readonly madeBy: {
    readonly version: string;
    /** Digest of what the kinds manage: another one plans something else. */
    readonly kinds: string;
  };
  readonly against: Against;
  /** What was declared, so that no manifests are needed. */
  readonly stack: Stack;
  readonly plan: Plan;
  readonly restsOn: ReadonlyMap<StepId, readonly Footing[]>;
}
