import type { Address } from '../../model/address.ts';
import type { Call, Place } from '../../model/call.ts';
import type { DriftLabel } from '../../model/change.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Ids } from '../../model/observation.ts';
import type { Estimate } from '../../model/estimate.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Path } from '../../model/path.ts';
import type {
  Action,
  Gate,
  Half,
  Health,
  Orphan,
  Scope,
  StackChange,
  StepId,
  Sync,
} from '../../model/plan.ts';
import type { ApprovalClass } from '../../model/approval.ts';
import type { Tree } from '../../model/tree.ts';
import type { Block, ReasonCode } from '../../model/reasons.ts';
import type { Risky } from './risky.ts';

/** What a resource's mark in the margin means: the same in text, JSON, Markdown and on the page. */
export type Symbol = '+' | '~' | '-' | '-/+' | '+/-' | '.' | '!' | '?';

export type Verb =
  | 'create'
  | 'update'
  | 'adopt'
  | 'mark'
  | 'replace'
  | 'disable'
  | 'remove'
  | 'release'
  | 'blocked'
  | 'unreadable';

/** One difference. A side that is absent is left out. */
export interface Line {
  readonly symbol: '+' | '~' | '-';
  readonly path: Path;
  readonly before?: Tree;
  readonly after?: Tree;
  readonly label?: DriftLabel;
  readonly note?: string;
}

export interface RiskLine {
  readonly class: ApprovalClass;
  readonly message: string;
  readonly path?: Path;
}

export interface HeldBy {
  readonly step: StepId;
  readonly gate: 'approval' | 'blocked';
}

/** One step of a resource with its calls and what holds it. */
export interface StepView {
  readonly id: StepId;
  readonly name: string;
  readonly half: Half;
  readonly action: Action;
  readonly calls: readonly Call[];
  readonly gate: Gate;
  /** The unreleased step that this one comes after, directly or not, and what that one waits for. */
  readonly heldBy?: HeldBy;
  /** Other resources it waits for. */
  readonly after: readonly Address[];
  readonly risks: readonly RiskLine[];
  readonly repair?: 'protective' | 'access-giving';
  readonly outcome?: Outcome;
}

export interface Unreadable {
  readonly facet: string;
  readonly op: string;
  readonly name: string;
  readonly message: string;
  readonly code: string;
}

export type Standing = 'released' | 'approval' | 'blocked';

/** One resource about which the plan has something to say. */
export interface Section {
  readonly address: Address;
  readonly kind: string;
  readonly place: Place;
  readonly ids: Ids;
  readonly symbol: Symbol;
  readonly verb: Verb;
  /** Whether any of its steps runs by itself, or else what all of them wait for. */
  readonly standing: Standing;
  readonly sync: Sync;
  readonly health: Health;
  readonly reason?: ReasonCode;
  readonly why?: string;
  readonly lines: readonly Line[];
  /** Of a policy that changes: statements that stay as they are, and so are not shown. */
  readonly unchanged: readonly { readonly path: Path; readonly statements: number }[];
  readonly steps: readonly StepView[];
  readonly blocked?: Block;
  readonly unreadable: readonly Unreadable[];
  readonly notes: readonly string[];
}

/** What changed in AWS since Keywright last wrote it: `before` is what it was, `after` what it is now. */
export interface DriftSection {
  readonly address: Address;
  readonly lines: readonly Line[];
}

/** What only its tags show to be ours, and who may use it already. */
export interface FoundByTags {
  readonly address: Address;
  readonly ids: Ids;
  readonly policy: Tree;
  readonly grants: readonly Tree[];
}

/** A path that is left alone, and why. */
export interface Quiet {
  readonly address: Address;
  readonly path: Path;
  /** Of what cannot be written now. */
  readonly reason?: ReasonCode;
  readonly why: string;
  readonly before?: Tree;
  readonly after?: Tree;
}

/** A resource without a change that a person should know of all the same. */
export interface Notice {
  readonly address: Address;
  readonly message: string;
}

export interface Counts {
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
  readonly adopt: number;
  readonly release: number;
  /** Resources of which at least one step needs approval, or comes after one that does. */
  readonly waiting: number;
  readonly blocked: number;
  readonly unknown: number;
  readonly settling: number;
  readonly unchanged: number;
}

/** What every renderer of a plan shows: plain data in a fixed order. */
export interface Display {
  readonly stack: string;
  readonly uid: string;
  readonly commit?: string;
  readonly at: string;
  readonly scope: Scope;
  readonly counts: Counts;
  /** What the commit loosens of the rules that it is judged by, and what it drops. */
  readonly stackChange?: StackChange;
  /** What a person must not overlook, the worst first. */
  readonly risky: readonly Risky[];
  /** Time, cost and permissions, where they were estimated. */
  readonly estimate?: Estimate;
  readonly drift: readonly DriftSection[];
  /** Set where something was found by its tags alone. */
  readonly foundByTags?: readonly FoundByTags[];
  /** In code-unit order of addresses. */
  readonly sections: readonly Section[];
  readonly deferred: readonly Quiet[];
  readonly ignored: readonly Quiet[];
  readonly unmanaged: readonly (Line & { readonly address: Address })[];
  readonly notices: readonly Notice[];
  /** Resources of which AWS does not show the last write yet: whether they are as declared is not known. */
  readonly settling: readonly Address[];
  /** Differences of resources that this run was told to leave out. */
  readonly outside: readonly Address[];
  readonly orphans: readonly Orphan[];
  readonly diagnostics: readonly Diagnostic[];
  /** What helps where something could not be read, in lines: what is missing, and the statement to add. */
  readonly help?: readonly string[];
  /** Set where a saved plan is shown or applied. */
  readonly saved?: {
    readonly madeAt: string;
    readonly expiresAt: string;
    /** Its steps that have nothing left to do. */
    readonly already: readonly StepId[];
  };
}
