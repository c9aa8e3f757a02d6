import type { Address } from './address.ts';
import type { AwsFailure, Call, Place } from './call.ts';
import type { Change, Risk } from './change.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Instant } from './instant.ts';
import type { Ids } from './observation.ts';
import type { Narrows } from './narrows.ts';
import type { Path } from './path.ts';
import type { ApprovalClass } from './approval.ts';
import type { Block, ReasonCode, Reasoned } from './reasons.ts';
import type { Tree } from './tree.ts';

/** `Key/a#policy`, and `Key/a#policy:contract` where a facet is written in both halves. */
export type StepId = string;

export type Half = 'expand' | 'contract';

export type Action = 'create' | 'adopt' | 'mark' | 'update' | 'remove' | 'release';

export type Gate =
  | { readonly is: 'released' }
  | ({ readonly is: 'approval'; readonly classes: readonly ApprovalClass[] } & Reasoned)
  | ({
      readonly is: 'blocked';
      /** Of a step that went stale since it was planned. */
      readonly moved?: readonly Moved[];
    } & Block);

/** What is no longer as a saved plan saw it. An undefined side is absent. */
export interface Moved {
  readonly address: Address;
  /** The root: whether it is there, by its ids. */
  readonly path: Path;
  readonly planned: Tree | undefined;
  readonly now: Tree | undefined;
}

/** One thing to do, with the exact AWS calls it will make. */
export interface Step {
  readonly id: StepId;
  readonly address: Address;
  readonly kind: string;
  readonly place: Place;
  /** A facet's name, or `create`, `mark`, `remove`. */
  readonly name: string;
  readonly half: Half;
  readonly action: Action;
  readonly changes: readonly Change[];
  /** Unknown leaves stand for what AWS has not assigned yet. */
  readonly calls: readonly Call[];
  readonly after: readonly StepId[];
  /** One writer at a time per lock: a key's ARN, `bucket:logs`. */
  readonly locks: readonly string[];
  readonly risks: readonly Risk[];
  /** Set when this undoes a change made outside Git. */
  readonly repair?: 'protective' | 'access-giving';
  /** Set where a tag `keywright:hold` does not stop it: it removes hostile access, or starts a trail. */
  readonly overHold?: 'hostile' | 'recording';
  /** Set where it only takes away what drift gave. */
  readonly narrows?: Narrows;
  /** What only drift gives and yet stays until this step, in words: it could not be judged, or is somebody's last. */
  readonly stays?: readonly string[];
  /** Digests of the facet as it shall be and as it was seen, canonical values only. */
  readonly desired: string;
  readonly observed: string;
  readonly gate: Gate;
}

export type Sync = 'InSync' | 'Drifted' | 'PendingChange' | 'Settling' | 'Unknown';
export type Health = 'Healthy' | 'Progressing' | 'Degraded' | 'Blocked' | 'Paused';

/** One address in a plan: what was seen and what follows. */
export interface ResourcePlan {
  readonly address: Address;
  readonly kind: string;
  readonly place: Place;
  readonly ids: Ids;
  readonly exists: boolean;
  readonly state?: string;
  /** Set where nothing but its tags shows that it is ours: who may use it already. */
  readonly foundByTags?: { readonly policy: Tree; readonly grants: readonly Tree[] };
  readonly sync: Sync;
  readonly health: Health;
  /** Why health is not Healthy, or sync Unknown. */
  readonly reason?: ReasonCode;
  readonly why?: string;
  readonly changes: readonly Change[];
  readonly steps: readonly StepId[];
  /** Of a policy that changes: statements that stay as they are. */
  readonly unchanged?: readonly { readonly path: Path; readonly statements: number }[];
  /** Differences that cannot be written now, neither drift nor error: `rotation of a disabled key`. */
  readonly deferred: readonly ({ readonly path: Path } & Reasoned)[];
  /** Quiet by `metadata.ignore`. */
  readonly ignored: readonly { readonly path: Path; readonly why: string }[];
  readonly unreadable: readonly { readonly facet: string; readonly failure: AwsFailure }[];
  /** Set where it is not even known whether it exists. */
  readonly failure?: AwsFailure;
  /** The address cannot go on at all. */
  readonly blocked?: Block;
  /** Something changes that AWS only does by replacing, or that people should know of. */
  readonly notes: readonly string[];
  /** Those of the notes that tell of access which somebody else gave: shown before all others. */
  readonly foreign?: readonly string[];
  readonly observedAt: Instant;
}

/** One field that allows more than what was accepted last. */
export interface Loosened {
  /** Of the Stack document, or with `address` of a resource's manifest. */
  readonly path: Path;
  readonly address?: Address;
  /** An undefined side is absent. */
  readonly before?: Tree;
  readonly after?: Tree;
  /** What it does, as a sentence without its subject. */
  readonly why: string;
}

/**
 * What this commit changes of the rules that it is judged by, and what it drops. Neither counts before a person
 * accepts it (authority.md §1.3, §1.4).
 */
export interface StackChange {
  /** No Stack was accepted before: it is measured by the strictest values. */
  readonly first: boolean;
  readonly loosened: readonly Loosened[];
  /** Addresses that lost their manifest, where they are so many that a person must see it. */
  readonly dropped: readonly Address[];
  /** How many addresses were managed before. */
  readonly managed: number;
  readonly gate: Exclude<Gate, { readonly is: 'blocked' }>;
}

/** Exists in AWS, and no manifest declares it any more: reported until a person lets it go, left untouched. */
export interface Orphan {
  readonly address: Address;
  readonly place: Place;
  readonly ids: Ids;
  /** What it gives beyond what was applied last, in words: nobody guards it any more. */
  readonly opened?: readonly string[];
}

export type Scope =
  | { readonly is: 'all' }
  | { readonly is: 'some'; readonly targets: readonly Address[]; readonly exclude: readonly Address[] };

/** One serialisable value: what would be done, and why. Pure planning makes it from values only. */
export interface Plan {
  readonly version: 1;
  readonly stack: string;
  readonly uid: string;
  readonly commit?: string;
  readonly at: Instant;
  readonly scope: Scope;
  /** In code-unit order of addresses. */
  readonly resources: readonly ResourcePlan[];
  /** In an order that satisfies `after`. */
  readonly steps: readonly Step[];
  readonly orphans: readonly Orphan[];
  /** Absent where the commit loosens and drops nothing. */
  readonly stackChange?: StackChange;
  readonly diagnostics: readonly Diagnostic[];
  /** Set where a saved plan is shown or applied. */
  readonly saved?: SavedNote;
}

/** What a saved plan is to who reads it. */
export interface SavedNote {
  readonly madeAt: Instant;
  readonly expiresAt: Instant;
  /** Its steps that have nothing left to do: what they aim at is so. */
  readonly already: readonly StepId[];
}
