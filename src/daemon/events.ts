import type { Answered } from '../model/answered.ts';
import type { Address } from '../model/address.ts';
import type { Lane, OpName, Place, Role } from '../model/call.ts';
import type { StopOrder } from '../model/decisions.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Episode, StatusRecord, Unchained } from '../model/history.ts';
import type { Duration, Instant } from '../model/instant.ts';
import type { PassResult } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import type { ProgressEvent } from '../model/progress.ts';
import type { Commit } from '../model/revision.ts';
import type { Look } from './due.ts';
import type { Rhythm } from './schedule.ts';

/** What a daemon tells as it happens. Log, metrics, record, history and notifications are its subscribers. */
export type DaemonEvent = { readonly source: string; readonly at: Instant } & (
  | { readonly is: 'started' | 'stopped' }
  | {
      readonly is: 'revision';
      readonly id?: string;
      readonly commit?: Commit;
      readonly outcome: 'in-force' | 'waits' | 'refused' | 'unreachable';
      readonly diagnostics: readonly Diagnostic[];
      /** Resources that had a manifest before it. */
      readonly dropped?: readonly Address[];
    }
  /** A look without a write. `complete` only of everything whose listings succeeded. */
  | {
      readonly is: 'looked';
      readonly look: Look;
      readonly plan: Plan;
      readonly complete: boolean;
      readonly took: Duration;
    }
  | {
      readonly is: 'passed';
      readonly look: Look;
      readonly result: PassResult;
      readonly complete: boolean;
      readonly took: Duration;
    }
  | { readonly is: 'failed'; readonly during: string; readonly diagnostic: Diagnostic }
  | { readonly is: 'status'; readonly changed: readonly StatusRecord[]; readonly gone: readonly string[] }
  | { readonly is: 'episode'; readonly episode: Episode; readonly change: 'opened' | 'changed' | 'closed' }
  | { readonly is: 'record'; readonly event: Unchained }
  | {
      readonly is: 'lease';
      readonly state: Leadership;
      readonly term?: number;
      readonly by?: string;
      /** The order under which the leader writes nothing. */
      readonly stop?: StopOrder;
    }
  | {
      readonly is: 'health';
      readonly ready: boolean;
      readonly live: boolean;
      readonly why: readonly string[];
    }
  /** Whether the head of the record reached its sink outside of this machine. */
  | { readonly is: 'sink'; readonly ok: boolean; readonly why?: string }
  /** A request at the listener of webhooks; `source` is empty where it named none. */
  | { readonly is: 'webhook'; readonly outcome: 'asked' | 'repeated' | 'refused' }
  /** A request of the API or of the page was answered. */
  | { readonly is: 'answered'; readonly answered: Answered }
  | { readonly is: 'rhythm'; readonly rhythm: Rhythm }
  | { readonly is: 'progress'; readonly event: ProgressEvent }
  | { readonly is: 'request'; readonly request: CallMade }
);

/** A request that was sent to AWS, and how it ended. */
export interface CallMade {
  readonly op: OpName;
  readonly place: Place;
  readonly access: 'read' | 'write';
  readonly role: Role;
  readonly lane: Lane;
  readonly at: Instant;
  readonly took: Duration;
  readonly waited: Duration;
  readonly attempt: number;
  readonly outcome: string;
}

export type Leadership = 'candidate' | 'leader' | 'lost' | 'standby' | 'yielded';

export type Publish = (event: DaemonEvent) => void;
