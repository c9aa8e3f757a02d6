import type { Address } from './address.ts';
import type { ApprovalClass } from './approval.ts';
import type { Duration, Instant } from './instant.ts';
import type { StepId } from './plan.ts';

/** Who decided: from a credential, never from an argument (authority.md §3.14). */
export interface Person {
  /** `uid:1000`, `token:ci`, `oidc:…`. */
  readonly id: string;
  /** The name to show. */
  readonly name: string;
}

/** Who decides where no person had to. */
export const keywright: Person = { id: 'keywright', name: 'keywright' };

/** What every decision states. */
interface Decided {
  readonly id: string;
  readonly by: Person;
  readonly at: Instant;
}

/** An end, and a reason. */
interface Bounded {
  readonly why: string;
  readonly until: Instant;
}

/** Exactly what was approved: a step that differs in one of these needs a new approval (authority.md §3.13). */
export interface Approved {
  readonly uid: string;
  readonly account: string;
  /** AWS's own id of the thing; empty where it does not exist yet. */
  readonly awsId: string;
  readonly address: Address;
  readonly step: StepId;
  readonly classes: readonly ApprovalClass[];
  /** Digests. */
  readonly calls: string;
  readonly desired: string;
  readonly observed: string;
  readonly guardrails: string;
  readonly commit: string;
  readonly plan: string;
}

export interface Approval extends Decided {
  readonly until: Instant;
  readonly of: Approved;
  /** Set before the step is sent: it releases nothing again. */
  readonly usedAt?: Instant;
}

export interface Rejection extends Decided {
  readonly of: Pick<Approved, 'address' | 'step' | 'desired' | 'observed'>;
  readonly why: string;
}

export interface Pause extends Decided, Bounded {
  /** Absent: the whole Stack. */
  readonly addresses?: readonly Address[];
}

/** The Stack is held at an earlier commit (rollback). */
export interface Pin extends Decided, Bounded {
  readonly commit: string;
}

/** `apply: off, heal: protective`, whatever the Stack says. */
export interface Freeze extends Decided, Bounded {}

/** The lease is lent to a command line; what it changes is not reverted before the end (authority.md §4.18). */
export interface Yielded extends Decided, Bounded {
  readonly to: string;
}

/**
 * Tests whether a run is the borrower's: `ann` and `ann@desk` name `ann@desk:17/a1b2`. It keeps from mistakes, and
 * proves nothing.
 */
export function isLentTo(holder: string, { to }: Pick<Yielded, 'to'>): boolean {
  return [holder, holder.replace(/:\d+(?:\/\w+)?$/u, ''), holder.replace(/@.*$/u, '')].includes(to);
}

/** The brake does not count until the end: a person saw what was going on and lets it run. */
export interface LetGo extends Decided, Bounded {
  /** Absent: every kind. */
  readonly kind?: string;
}

/** The brake stopped a kind: more was written to it than a person should miss. A person lets go of it. */
export interface Brake {
  readonly kind: string;
  readonly at: Instant;
  /** How many resources were written, and confirmed, before. */
  readonly confirmed: number;
}

/** A step that only a change of version, settings or guardrails brought up (authority.md §4.19). */
export type UpgradeStep = Pick<Approved, 'step' | 'desired' | 'observed'>;

/** What was not in sync when whoever led by these settings looked last. */
export interface Verdicts {
  readonly under: Taken['under'];
  readonly outOfSync: readonly Address[];
}

/** Notifications of these are not sent. */
export interface Silence extends Decided, Bounded {
  readonly addresses?: readonly Address[];
  readonly labels?: Readonly<Record<string, string>>;
}

/** What counts over a window of time, whatever process wrote it. */
export interface Counted {
  readonly address: Address;
  readonly account: string;
  readonly kind: string;
  readonly at: Instant;
}

/** One path that was put back. */
export interface Reverted {
  readonly address: Address;
  readonly path: string;
  readonly at: Instant;
}

/** What was taken last, and by which program: a change of one of these makes the first full look only observe. */
export interface Taken {
  readonly revision: string;
  readonly commit?: string;
  readonly at: Instant;
  readonly by: Person;
  /** Version of Keywright, digest of settings, digest of guardrails (authority.md §4.19). */
  readonly under: { readonly version: string; readonly settings: string; readonly guardrails: string };
  /**
   * E-mail addresses and signers of the commits since everything was as accepted: none of them may approve what these
   * commits widen, delete, loosen or cut off (authority.md §3.14).
   */
  readonly contributors?: readonly string[];
}

/**
 * What persons decided and what brakes count. It lives with the lease, so that every replica sees it and the loss of
 * SQLite loses history only (authority.md §3.12).
 */
export interface Decisions {
  readonly approvals: readonly Approval[];
  readonly rejections: readonly Rejection[];
  readonly pauses: readonly Pause[];
  readonly silences: readonly Silence[];
  readonly pin?: Pin;
  readonly freeze?: Freeze;
  readonly yielded?: Yielded;
  /** What lost something or got access back, for caps (the last hour). */
  readonly losses: readonly Counted[];
  /** Every write, for the brake (the last ten minutes). */
  readonly writes: readonly Counted[];
  /** The kinds that the brake stopped. */
  readonly brakes: readonly Brake[];
  /** What the brake does not count for a time. */
  readonly letGo: readonly LetGo[];
  /** For "another writer" (the last hour). */
  readonly reverts: readonly Reverted[];
  readonly taken?: Taken;
  /** When the source was read last, to the hour: a restart without it must not begin its age anew. */
  readonly sourceReadAt?: Instant;
  /** What a new version, or new settings, would write to what was in sync before: a person must approve it. */
  readonly upgrade?: { readonly at: Instant; readonly steps: readonly UpgradeStep[] };
  /** Kept apart from status, which every process fills by its own looks, also before it leads. */
  readonly verdicts?: Verdicts;
}

/** How long an approval may be used if nobody says otherwise. */
export const approvalLasts: Duration = 4 * 60 * 60 * 1000;

export const noDecisions: Decisions = {
  approvals: [],
  rejections: [],
  pauses: [],
  silences: [],
  losses: [],
  writes: [],
  brakes: [],
  letGo: [],
  reverts: [],
};

/**
 * A STOP object in `coordination`: no replica writes while it is there (authority.md §4.18). A person may put one there
 * by hand, with any text or none.
 */
export interface StopOrder {
  readonly by: string;
  readonly why: string;
  readonly at: Instant;
}

/** Decisions where the lease is kept. A journal is one. */
export interface DecisionStore {
  /** What persons decided and what brakes count; undefined where nothing was ever decided. */
  decisions(): Promise<Decisions | undefined>;
  /**
   * Changes the decisions by compare-and-swap: `change` is asked again with what another replica decided meanwhile.
   * Gives what is stored then.
   */
  decide(change: (before: Decisions) => Decisions): Promise<Decisions>;
  /** The order to stop; undefined where nobody gave one. */
  stopOrder(): Promise<StopOrder | undefined>;
  /** Gives the order, or with undefined takes it back. */
  orderStop(order: StopOrder | undefined): Promise<void>;
}
