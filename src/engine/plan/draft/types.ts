import type { Call } from '../../../model/call.ts';
import type { Change, Risk } from '../../../model/change.ts';
import type { Instant } from '../../../model/instant.ts';
import type { LastApplied } from '../../../model/journal.ts';
import type { AnyKind, ForeignAccess } from '../../../model/kind/kind.ts';
import type { Others } from '../../../model/others.ts';
import type { Subject } from '../../../model/subject.ts';
import type { Observation } from '../../../model/observation.ts';
import type { Narrows } from '../../../model/narrows.ts';
import type { Action, Half, ResourcePlan, Step } from '../../../model/plan.ts';
import type { Block } from '../../../model/reasons.ts';

/** A step before its neighbours are known. */
export interface Draft {
  readonly name: string;
  readonly half: Half;
  readonly action: Action;
  readonly changes: readonly Change[];
  /** What a reader sees of it, where that is not `changes`. */
  readonly shown?: readonly Change[];
  readonly calls: readonly Call[];
  readonly risks: readonly Risk[];
  readonly repair?: 'protective' | 'access-giving';
  readonly narrows?: Narrows;
  readonly overHold?: NonNullable<Step['overHold']>;
  readonly removes?: NonNullable<Step['removes']>;
  readonly gives?: NonNullable<Step['gives']>;
  readonly undoes?: NonNullable<Step['undoes']>;
  readonly affects?: NonNullable<Step['affects']>;
  readonly stays?: NonNullable<Step['stays']>;
  readonly desired: string;
  readonly observed: string;
  /** Names of facets of the same resource whose steps must be done first. */
  readonly afterFacets: readonly string[];
}

export interface Drafted {
  readonly drafts: readonly Draft[];
  readonly deferred: ResourcePlan['deferred'];
  readonly ignored: ResourcePlan['ignored'];
  readonly unreadable: ResourcePlan['unreadable'];
  readonly unchanged?: ResourcePlan['unchanged'];
  readonly settling: boolean;
  readonly notes: readonly string[];
  /** Access which somebody else gave; the notes tell of it first. */
  readonly access?: ForeignAccess;
  readonly blocked?: Block;
}

export interface DraftInput {
  readonly kind: AnyKind;
  readonly at: Subject<unknown>;
  readonly observation: Observation;
  readonly last: LastApplied | undefined;
  readonly now: Instant;
  /** True if something that depends on this resource changes in the same plan. */
  readonly split: boolean;
  /** True under a tag `keywright:hold`, its own or that of what it hangs on. */
  readonly held?: boolean;
  /** True while `state: released` is not accepted. */
  readonly letGoWaits?: true;
  /** Facets of what this depends on that are written in the same plan, and before. */
  readonly coming?: ReadonlySet<string>;
  /** Everything that the manifests declare: whether a change gives access can depend on it. */
  readonly others: Others;
}

export const nothing: Drafted = {
  drafts: [],
  deferred: [],
  ignored: [],
  unreadable: [],
  settling: false,
  notes: [],
};
