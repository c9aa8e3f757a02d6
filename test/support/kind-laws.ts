import type fc from 'fast-check';
import type { Address } from '../../src/model/address.ts';
import type { ApprovalClass } from '../../src/model/approval.ts';
import type { Path } from '../../src/model/path.ts';
import type { Estate } from './estate.ts';
import type { Hand } from './hand.ts';

/** The declared resources, by address. */
export type Documents = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** One change behind our back at one managed path. */
export interface DriftRow {
  /** The path of the schema that this row covers. */
  readonly covers: Path;
  readonly why: string;
  drift(hand: Hand): void;
  /** Where the plan shows it. */
  readonly address: string;
  readonly path: Path;
  /** Classes that must be approved first; none: it is put right at once. */
  readonly waitsFor?: readonly ApprovalClass[];
  /** Why a plan right after the repair may not see all of it yet. */
  readonly young?: string;
}

/** A value that AWS never changes in place proves another key with our ownership tags. */
export interface FixedRow {
  readonly covers: Path;
  readonly address: string;
  /** The key that now carries the mark. */
  readonly made: Readonly<Record<string, unknown>>;
}

/** A change in Git of one resource, and the classes of approval that it waits for. */
export interface GateRow {
  readonly why: string;
  /** The declared gate that it shows: `/key changes`; unset where it shows that there is none. */
  readonly gate?: string;
  /** Members of its spec that change; undefined takes one out. */
  readonly spec: Readonly<Record<string, unknown>>;
  /** Other documents that come with it. */
  readonly with?: Documents;
  readonly needs: readonly ApprovalClass[];
}

/** One thing under its address, before and after AWS calls it something else; its document is the last one. */
export interface Renaming {
  readonly changed: string;
  readonly address: Address;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly world?: (estate: Estate) => void;
  /** Nothing in AWS shows whose it is: once the journal forgot it, it takes metadata.adopt. */
  readonly forgotten?: true;
  readonly step: string;
}

/** The rows that a kind gives to `describeKind`, for the laws of docs/adding-a-kind.md. */
export interface KindLaws {
  /** YAML that is in the one world in which all drift rows act. Each managed path is set somewhere in it. */
  readonly documents: string;
  /** Principals that the documents name. */
  readonly principals?: readonly string[];
  /** Makes what the documents take for granted. */
  readonly ground?: (hand: Hand) => void;
  readonly drift: readonly DriftRow[];
  readonly fixed?: readonly FixedRow[];
  /** Paths that have no value in AWS which could drift. */
  readonly onlyShown?: readonly Path[];
  readonly gates?: {
    readonly documents: Documents;
    /** The one that the rows change. */
    readonly address: string;
    readonly rows: readonly GateRow[];
    /** Declared gates that no change in Git of what was applied can show. */
    readonly without?: readonly string[];
  };
  readonly renamings?: readonly Renaming[];
  /** Specs of the address of `gates`, which are applied there. */
  readonly specs?: fc.Arbitrary<Readonly<Record<string, unknown>>>;
  /** Laws that another file proves for this kind; `gates` stands for those on writes and on things of others too. */
  readonly elsewhere?: Partial<Record<'gates' | 'specs' | 'renamings' | 'foreign', string>>;
}
