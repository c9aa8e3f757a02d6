import type { EarlierRun } from '../engine/observe/earlier-run.ts';
import type { Decision } from '../engine/pass.ts';
import type { Estate, HeldLease, Machine, Timing } from '../engine/ports.ts';
import type { LookRequest } from '../engine/looked.ts';
import type { LoadResult } from '../manifest/load.ts';
import type { SourceFile } from '../manifest/source.ts';
import type { Bill } from '../model/bill.ts';
import type { Clock, Random } from '../model/clock.ts';
import type { Decisions, DecisionStore, StopOrder, Taken } from '../model/decisions.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Estimate } from '../model/estimate.ts';
import type { Guardrails } from '../model/guardrails.ts';
import type { Instant } from '../model/instant.ts';
import type { History } from '../model/history.ts';
import type { PassResult } from '../model/outcome.ts';
import type { Plan, StepId } from '../model/plan.ts';
import type { Recall } from '../model/recall.ts';
import type { Mode, Stack } from '../model/resource.ts';
import type { GoodRevision, Source } from '../model/revision.ts';
import type { Admission, AdmissionGiven } from './decide/admission.ts';
import type { Look } from './due.ts';
import type { Leadership, Publish } from './events.ts';
import type { Recorder } from './record/recorder.ts';
import type { Cadence } from './schedule.ts';

/** What one controller works with. All of it is a port, so that several daemons can live on one virtual clock. */
export interface ControllerParts {
  /** Its name in the configuration. */
  readonly name: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly source: Source;
  readonly settings: ControllerSettings;
  /** Counts what looks at a Stack ask of AWS. */
  readonly bill?: (stack: Stack, cadence: Cadence) => Bill;
  /** Reads manifests that somebody sends, within the guardrails of this source, and lets others have their turn. */
  load(files: readonly SourceFile[], signal: AbortSignal): Promise<LoadResult>;
  /** Estimates what a plan costs in time, money and permissions. */
  estimate(plan: Plan, stack: Stack, journalBornAt: Instant): Estimate;
  /** What is shown of the past before a Stack says where its own is kept. */
  readonly noHistory: History;
  readonly publish: Publish;
  /** Remembers on this machine which revision was in force, so that a restart without the source keeps guarding. */
  readonly kept: Kept;
  /** Joins what works on a Stack with these settings. It writes nothing. */
  open(stack: Stack, seen: Seen): Promise<Tenure | { readonly refused: readonly Diagnostic[] }>;
}

/** What a tenure asks its controller, and tells it. */
export interface Seen {
  /** Called after each change of who leads. */
  leadershipChanged(): void;
  /** Called with the decisions as they are kept, whichever replica a person told. */
  decisionsRead(decisions: Decisions): void;
  /** Since when the source does not answer; undefined: it does. */
  unreachableSince(): Instant | undefined;
  /** Whether work hangs: whoever hangs must not lead. */
  isWedged(): boolean;
}

export interface ControllerSettings {
  /** What works here: a change of one of these makes the first full look only observe (authority.md §4.19). */
  readonly under: Taken['under'];
  readonly maxMode: Mode;
  readonly cadence: Cadence;
  /** How many calls the looks at one Stack may make in a day: full looks are stretched, fast ones never. */
  readonly callsPerDay?: number;
  readonly timing: Timing;
  /** How many resources one batch works on. */
  readonly batch: number;
  readonly guardrails?: Guardrails;
}

/** A revision that was in force on this machine. */
export interface KeptRevision {
  readonly id: string;
  /** Names the estate that its Stack leads to; undefined: an earlier Keywright did not keep it. */
  readonly estate?: string;
}

export interface Kept {
  read(): Promise<KeptRevision | undefined>;
  write(kept: KeptRevision): Promise<void>;
}

/** What works on a Stack for as long as its settings stay the same. */
export interface Tenure {
  readonly machine: Machine;
  readonly estate: Estate;
  /** Answers that AWS gave to the looks of this tenure. */
  readonly recall: Recall;
  readonly decisions: DecisionStore;
  readonly decider: Decider;
  readonly history: History;
  readonly recorder: Pick<Recorder, 'record'>;
  /** Who this is, in the record. */
  readonly subject: string;
  readonly leader: Leader;
  /** Whether a person must accept first what is there. */
  readonly needsBaseline: boolean;
  /** Asks each account who we are; gives why none can be asked. */
  preflight(): Promise<readonly Diagnostic[]>;
  /** Gives back the lease and lets go of connections. */
  close(): Promise<void>;
}

export interface LeaderState {
  readonly is: Leadership;
  readonly since: Instant;
  /** The holder of the lease, or its borrower. */
  readonly by?: string;
  readonly term?: number;
  /** The order under which the leader writes nothing. */
  readonly stop?: StopOrder;
  /** Why this process may not lead, each in one sentence. */
  readonly unready: readonly string[];
}

/** Whether this process may write now. `leader.ts` is one; a process that only observes has one that never leads. */
export interface Leader {
  state(): LeaderState;
  under<T>(
    work: (lease: HeldLease, ended: AbortSignal) => Promise<T>,
  ): Promise<{ readonly is: 'done'; readonly value: T } | { readonly is: 'refused' }>;
  /** Reads lease and orders now: somebody decided something. */
  check(): void;
}

/** Decides what of a plan may run, by rules and records. */
export interface Decider {
  /** Tells whether a revision may take the place of the one in force. */
  admits(revision: GoodRevision, given: Omit<AdmissionGiven, 'signatures'>): Admission;
  /** Reads what gates rest on, just before a look. */
  rules(): Promise<Pick<LookRequest, 'daemon'>>;
  decide(plan: Plan, earlier: EarlierRun): Promise<Decision>;
  /** Notes what a pass lost, gave back and reverted. */
  after(
    result: PassResult,
    of: { readonly look: Look; readonly revision: string | undefined },
  ): Promise<void>;
  /** Who approved a step of the plan that was decided last; undefined where nobody had to. */
  approvedBy(step: StepId): string | undefined;
  /** Notes which revision is in force, and who contributed to what it brings: they may not approve all of it. */
  took(revision: GoodRevision, contributors: readonly string[]): Promise<void>;
}
