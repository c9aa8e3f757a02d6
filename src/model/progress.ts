import type { Address } from './address.ts';
import type { OpName, Place } from './call.ts';
import type { Duration, Instant } from './instant.ts';
import type { Ids } from './observation.ts';
import type { Outcome } from './outcome.ts';
import type { Action, StepId } from './plan.ts';

/** The step an event is about, as far as a progress line needs it. */
export interface StepRef {
  readonly id: StepId;
  readonly address: Address;
  readonly action: Action;
  /** A facet's name, or `create`, `mark`, `remove`. */
  readonly name: string;
  /** Empty until AWS has assigned them. */
  readonly ids: Ids;
}

/** What happens while a plan is applied, as it happens. One listener gets them in order of time. */
export type ProgressEvent =
  | { readonly is: 'step-started'; readonly at: Instant; readonly step: StepRef }
  | {
      readonly is: 'call-sent';
      readonly at: Instant;
      readonly step: StepRef;
      readonly op: OpName;
      readonly place: Place;
      /** 1 for the first attempt. */
      readonly attempt: number;
    }
  /** The step goes on by itself: it waits for AWS to show a write, or for something this pass wrote to settle. */
  | {
      readonly is: 'waiting';
      readonly at: Instant;
      readonly step: StepRef;
      readonly why: string;
      /** When it gives up or asks again. */
      readonly until: Instant;
      readonly elapsed: Duration;
    }
  /** Before anything is planned: what an earlier run left open must be certain first. */
  | {
      readonly is: 'settling';
      readonly at: Instant;
      readonly address: Address;
      readonly why: string;
      readonly until: Instant;
    }
  | {
      readonly is: 'step-ended';
      readonly at: Instant;
      readonly step: StepRef;
      readonly outcome: Outcome;
    };
