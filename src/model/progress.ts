import type { Address } from './address.ts';
import type { OpName, Place } from './call.ts';
import type { Duration, Instant } from './instant.ts';
import type { Ids } from './ids.ts';
import type { Outcome } from './outcome.ts';
import type { Action, StepId } from './plan.ts';
import type { Reasoned } from './reasons.ts';

/** What holds up calls on their way to AWS, whichever step they belong to. */
export type TrafficEvent =
  /** `waiting` calls wait in line for a quota that lets `rate` a second through; none: the line is gone. */
  | {
      readonly is: 'queued';
      readonly at: Instant;
      readonly quota: string;
      readonly place: Place;
      readonly waiting: number;
      readonly rate: number;
    }
  /** AWS throttled a call, or failed for a moment: it is sent again at `until`. */
  | {
      readonly is: 'retrying';
      readonly at: Instant;
      readonly op: OpName;
      readonly place: Place;
      /** AWS's name of the error. */
      readonly error: string;
      readonly throttled: boolean;
      readonly until: Instant;
    };

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

/** What happens while AWS is looked at and a plan is applied, as it happens, in order of time. */
export type ProgressEvent =
  /** AWS is looked at; `of` grows while references lead to more. */
  | { readonly is: 'looking'; readonly at: Instant; readonly seen: number; readonly of: number }
  /** The plan stands; nothing runs until somebody decides. */
  | { readonly is: 'planned'; readonly at: Instant; readonly steps: number }
  | { readonly is: 'applying'; readonly at: Instant; readonly steps: number }
  | { readonly is: 'applied'; readonly at: Instant }
  | TrafficEvent
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
  | ({
      readonly is: 'waiting';
      readonly at: Instant;
      readonly step: StepRef;
      /** When it gives up or asks again. */
      readonly until: Instant;
      readonly elapsed: Duration;
    } & Reasoned)
  /** Before anything is planned: what an earlier run left open must be certain first. */
  | ({
      readonly is: 'settling';
      readonly at: Instant;
      readonly address: Address;
      readonly until: Instant;
    } & Reasoned)
  | {
      readonly is: 'step-ended';
      readonly at: Instant;
      readonly step: StepRef;
      readonly outcome: Outcome;
    };
