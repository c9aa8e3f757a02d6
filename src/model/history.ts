import type { ManagedPaths } from './accepted.ts';
import type { Address } from './address.ts';
import type { Place } from './call.ts';
import type { Change } from './change.ts';
import type { Ids } from './ids.ts';
import type { Instant } from './instant.ts';
import type { Outcome } from './outcome.ts';
import type { Health, Plan, ResourcePlan, StepId, Sync } from './plan.ts';
import type { ReasonCode } from './reasons.ts';
import type { Tree } from './tree.ts';

/** The two parts of a resource: what every fast look reads, and what only a full look reads. */
export type Part = 'fast' | 'rest';

/** The verdict on one part of a resource, from the last look that judged it. */
export interface PartStatus {
  /** When it was looked at. */
  readonly at: Instant;
  readonly sync: Sync;
  readonly health: Health;
  readonly state?: string;
  readonly reason?: ReasonCode;
  readonly why?: string;
  readonly waiting: readonly StepId[];
}

/** One address as it was last seen. Each part says when it was read: nothing is in sync that was not read. */
export interface StatusRecord {
  readonly address: Address;
  readonly kind: string;
  readonly place: Place;
  readonly ids: Ids;
  readonly labels: Readonly<Record<string, string>>;
  readonly sync: Sync;
  readonly health: Health;
  /** The state in AWS's own word. */
  readonly state?: string;
  readonly reason?: ReasonCode;
  readonly why?: string;
  /** When AWS deletes it by itself; absent while no deletion is pending. */
  readonly deletesAt?: Instant;
  /** Access that somebody else gave, each in a sentence: it is shown, and not touched. */
  readonly foreign?: readonly string[];
  /** Those of it that somebody gave by hand, and since when they are seen. */
  readonly opened?: { readonly since: Instant; readonly says: readonly string[] };
  /** Since when it is blocked, degraded or cannot be read for the reported reason. */
  readonly unwellSince?: Instant;
  /** What stops writes by the word of whoever can tag, beside whatever is wrong with it, and since when it is seen. */
  readonly hold?: NonNullable<ResourcePlan['hold']> & { readonly since: Instant };
  /** Steps that wait for a person or are blocked. */
  readonly waiting: readonly StepId[];
  /** When everything of it was last read. */
  readonly fullAt?: Instant;
  /** When its fast set was last read. */
  readonly fastAt?: Instant;
  /** The verdicts of which `sync`, `health` and `waiting` are the worst. */
  readonly parts: { readonly [part in Part]?: PartStatus };
}

export interface Episode {
  readonly id: string;
  readonly address: Address;
  readonly facet: string;
  readonly changes: readonly Change[];
  readonly label: NonNullable<Change['label']>;
  readonly openedAt: Instant;
  /** When it was last seen to be so. */
  readonly seenAt: Instant;
  /** Digest of what the manifest declared for the facet then: tells later whether Git or AWS moved. */
  readonly declared: string;
  /** When Keywright last wrote the facet: AWS accepted it, and no look has shown it yet. */
  readonly writtenAt?: Instant;
  readonly closed?: { readonly at: Instant; readonly how: EpisodeEnd };
}

/** Keywright put it back; somebody else did; Git declares it now; the resource or its manifest is gone. */
export type EpisodeEnd = 'repaired' | 'reverted-elsewhere' | 'declared' | 'gone';

/** Who acted: the daemon itself or a person. */
export type Subject = string;

/** One line of the record: a write, a decision, or what a person must be able to see later. */
export interface Event {
  /** The chain to which it belongs. A data directory that was lost begins a new one. */
  readonly chain: string;
  /** Grows by one; with `hash` and `previous` it makes a chain. */
  readonly seq: number;
  readonly at: Instant;
  readonly is: EventKind;
  readonly subject: Subject;
  readonly text: string;
  readonly address?: Address;
  readonly step?: StepId;
  readonly reason?: ReasonCode;
  readonly commit?: string;
  readonly plan?: string;
  readonly awsRequestId?: string;
  /** The document that a write took the place of, as it was read. */
  readonly replaced?: Tree;
  readonly detail?: Tree;
  readonly previous: string;
  readonly hash: string;
}

export type EventKind =
  | 'chain-began'
  /** A write is about to be sent. Without a later line about its step, AWS may have done it or not. */
  | 'writing'
  | 'wrote'
  | 'failed'
  | 'decided'
  | 'revision'
  | 'episode-opened'
  | 'episode-closed'
  | 'lease'
  | 'started'
  | 'stopped';

/** What is to be recorded, before it has its place in the chain. */
export type Unchained = Omit<Event, 'chain' | 'seq' | 'previous' | 'hash'>;

/** Where a chain ends: its last line. */
export type ChainHead = Pick<Event, 'chain' | 'seq' | 'hash'>;

/** A place outside of this machine that stores where the record ends, so that a forged one is noticed. */
export interface HeadSink {
  /** For messages: `s3://bucket/prefix`. */
  readonly name: string;
  /** Rejects where it could not be written. */
  write(head: ChainHead, at: Instant): Promise<void>;
  /** The newest head there; undefined where there is none. */
  last(): Promise<ChainHead | undefined>;
}

/** What a manifest declared for one facet, from when AWS confirmed it. */
export interface AppliedDocument {
  readonly address: Address;
  readonly facet: string;
  readonly at: Instant;
  readonly commit?: string;
  /** The values of the spec that the facet manages, by path. */
  readonly spec: ManagedPaths;
}

export interface PlanRecord {
  readonly id: string;
  readonly at: Instant;
  readonly commit?: string;
  readonly plan: Plan;
  readonly outcomes?: ReadonlyMap<StepId, Outcome>;
}

/** A part of a list, the newest first: what `before` names, and what is newer, is left out. */
export interface Page {
  readonly limit: number;
  readonly before?: string;
}

/**
 * History on this machine: it may be lost without harm to AWS. Everything is asynchronous, as every store is; one that
 * fails rejects, and what gates rest on is never here (authority.md §3.12).
 */
export interface History {
  /** Moves with each write, when it begins and when it has ended: between two equal numbers all reads are the same. */
  number(): number;
  status(): Promise<ReadonlyMap<Address, StatusRecord>>;
  episodes(
    filter: { readonly address?: Address; readonly open?: boolean },
    page: Page,
  ): Promise<readonly Episode[]>;
  events(
    filter: { readonly address?: Address; readonly is?: EventKind },
    page: Page,
  ): Promise<readonly Event[]>;
  plan(id: string): Promise<PlanRecord | undefined>;
  plans(page: Page): Promise<readonly PlanRecord[]>;
  /** What one look or pass changed, in one transaction. */
  save(changes: {
    readonly status?: readonly StatusRecord[];
    readonly gone?: readonly Address[];
    readonly episodes?: readonly Episode[];
    readonly plan?: PlanRecord;
    readonly applied?: readonly AppliedDocument[];
  }): Promise<void>;
  /** Adds one line to the record. Rejects where it cannot be kept, or does not follow the last one. */
  append(event: Event): Promise<void>;
  /** The last line of the record; undefined before the first. */
  head(): Promise<ChainHead | undefined>;
  /**
   * Documents that were declared and applied, the newest first, for `--restore`. `number` is 1 for the first document
   * of an address and never changes; it is what `before` names.
   */
  applied(address: Address, page: Page): Promise<readonly (AppliedDocument & { readonly number: number })[]>;
  /** Writes a whole copy of it as one file, which takes the place of another there once it is whole. */
  backup(to: string): Promise<void>;
  prune(now: Instant): Promise<void>;
  close(): Promise<void>;
}
