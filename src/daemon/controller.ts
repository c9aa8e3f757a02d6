import type { Decisions, StopOrder, Taken } from '../model/decisions.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Episode, History, StatusRecord, Unchained } from '../model/history.ts';
import type { Guardrails } from '../model/guardrails.ts';
import type { Instant } from '../model/instant.ts';
import type { Address } from '../model/address.ts';
import type { Estimate } from '../model/estimate.ts';
import type { Plan } from '../model/plan.ts';
import type { Recalled } from '../model/recall.ts';
import type { SourceFile } from '../manifest/source.ts';
import type { AwsFailure, Call } from '../model/call.ts';
import type { ReasonCode } from '../model/reasons.ts';
import type { Mode, Stack } from '../model/resource.ts';
import type { Commit } from '../model/revision.ts';
import type { TreeMap } from '../model/tree.ts';
import type { Dropped } from './dropped.ts';
import type { Leadership } from './events.ts';
import type { Backlog } from './queue.ts';
import type { Rhythm } from './schedule.ts';
import type { UnderWay } from './under-way.ts';

/** A revision by its name. */
export interface RevisionRef {
  readonly id: string;
  readonly commit?: Commit;
}

/** What the source declares now and is not in force. */
export interface Wanted extends Partial<RevisionRef> {
  readonly is: 'waits' | 'refused' | 'unreachable';
  readonly since: Instant;
  readonly why: string;
  readonly diagnostics: readonly Diagnostic[];
  /** Why it waits for a person. */
  readonly reason?: ReasonCode;
  /** It would leave what is looked after, whatever else it waits for. */
  readonly moves?: boolean;
  /** Who wrote or signed the commits that it brings, or rolled back to it. */
  readonly contributors?: readonly string[];
}

/** The tokens file of the API while it cannot be used as it is. */
export interface TokensTrouble {
  readonly since: Instant;
  /** How many mistakes it has. The log names each. */
  readonly mistakes: number;
  /** The first of them. */
  readonly code: Diagnostic['code'];
  /** How many tokens count meanwhile. */
  readonly counting: number;
}

/** What one controller knows at a moment. A value: it does not change under a reader. */
export interface ControllerState {
  /** Its name in the configuration. */
  readonly source: string;
  /** The Stack in force; undefined before the first good revision. */
  readonly stack?: Stack;
  readonly inForce?: RevisionRef & { readonly since: Instant };
  /** What lost its manifest while this process ran, and has none yet. */
  readonly dropped?: readonly Dropped[];
  /** What the source declares now, where that is not in force: why. */
  readonly wanted?: Wanted | undefined;
  /** The revision to which a person pinned the Stack, where that is not in force: why. */
  readonly pinned?: Wanted | undefined;
  readonly maxMode: Mode;
  readonly leadership: {
    readonly is: Leadership;
    readonly since: Instant;
    readonly by?: string;
    readonly term?: number;
  };
  /** What the last look or pass over everything planned, and what looks at parts found since, with the gates of then. */
  readonly plan?: Plan;
  /** How often the Stack in force is looked at, and what that asks of AWS. */
  readonly rhythm: Rhythm;
  /** True where a person must accept what is there before anything is written; false before a Stack is open. */
  readonly needsBaseline: boolean;
  /** When this controller was made. */
  readonly startedAt: Instant;
  /** When everything was last read whole: every listing gave its answer. */
  readonly fullAt?: Instant;
  /** The pass that may write and is not over. */
  readonly underWay?: UnderWay | undefined;
  readonly status: ReadonlyMap<Address, StatusRecord>;
  /** Drift that is not over. */
  readonly open: readonly Episode[];
  readonly decisions: Decisions;
  readonly stop?: StopOrder | undefined;
  /** What works here, for `Taken.under` and for approvals, which bind the guardrails. */
  readonly under: Taken['under'];
  readonly guardrails?: Guardrails | undefined;
  /** What is wrong with the tokens file of this process. A caller who reads a part of the Stack does not see it. */
  readonly tokens?: TokensTrouble | undefined;
  /** Why it is not ready, each in one sentence; empty: it is. */
  readonly unready: readonly string[];
  /** It is wedged and must be started again. */
  readonly wedged: boolean;
}

/** What is recorded of a decision before it is carried out: who decided, and what in one line (authority.md §3.15). */
export type DecisionNote = Pick<Unchained, 'subject' | 'text'> &
  Partial<Pick<Unchained, 'address' | 'step' | 'commit' | 'plan' | 'detail'>>;

/** Manifests that are planned and never applied. */
export interface Speculation {
  readonly files: readonly SourceFile[];
  readonly commit?: string;
  /** Whether a read may be sent that no look of the daemon sent; a failure tells why not. */
  mayAsk(call: Call): AwsFailure | undefined;
}

export interface Speculated {
  readonly plan: Plan;
  /** The Stack that the sent manifests make. */
  readonly stack: Stack;
  readonly estimate: Estimate;
  readonly recalled: Recalled;
}

/** One source and its Stack, under the care of a daemon: what control, metrics and the page see of it. */
export interface Controller {
  readonly name: string;
  readonly history: History;
  state(): ControllerState;
  /** What waits to be looked at, at an instant. */
  backlog(now: Instant): Backlog;
  /** Has the source read soon, at most once in 10 seconds. */
  poll(): void;
  /** Makes addresses due now, or everything, and polls the source. */
  request(what: readonly Address[] | 'all'): void;
  /** Records a decision, changes the decisions where they are kept, and makes due what it may release. */
  decide(change: (before: Decisions) => Decisions, note: DecisionNote): Promise<Decisions>;
  /** Records the order to stop and gives it to all replicas; with undefined takes it back. */
  orderStop(order: StopOrder | undefined, note: DecisionNote): Promise<void>;
  /** Looks and plans by an earlier revision, or by documents that were applied before; writes nothing. */
  preview(
    what:
      | { readonly is: 'revision'; readonly id: string }
      | { readonly is: 'restore'; readonly address: Address; readonly number: number },
    signal: AbortSignal,
  ): Promise<Plan | { readonly refused: readonly Diagnostic[] }>;
  /** Plans manifests that somebody sent against what this daemon saw last; writes nothing. */
  speculate(
    what: Speculation,
    signal: AbortSignal,
  ): Promise<Speculated | { readonly refused: readonly Diagnostic[] }>;
  /** Shows what the looks saw of one resource, in the shape of its manifest; undefined where they saw nothing of it. */
  observed(address: Address): Promise<TreeMap | undefined>;
}
