import type { Diagnostic } from './diagnostic.ts';
import type { Instant } from './instant.ts';
import type { Stack } from './resource.ts';

/** A name and an e-mail address as a commit states them: a claim, since anybody can write them. */
export interface Identity {
  readonly name: string;
  readonly email: string;
}

/** A commit of Git. Its texts are data from outside: one line, at most 200 characters, no control characters. */
export interface Commit {
  readonly id: string;
  readonly parents: readonly string[];
  readonly subject: string;
  readonly author: Identity;
  readonly committer: Identity;
  /** When it was committed, as it states. */
  readonly at: Instant;
  /** Who signed it, by the signers that the operator listed; absent: nobody that they know. */
  readonly signer?: string;
}

/** What a source declares at one moment. `id` names its content: a commit, or a digest of the files. */
export type Revision =
  | {
      readonly is: 'stack';
      readonly id: string;
      /** When the source was read. */
      readonly at: Instant;
      readonly commit?: Commit;
      readonly stack: Stack;
    }
  /** It was read and is wrong: the last good one stays in force. */
  | {
      readonly is: 'refused';
      readonly id: string;
      readonly at: Instant;
      readonly commit?: Commit;
      readonly diagnostics: readonly Diagnostic[];
    }
  /** It could not be read: nothing is known of what it declares now. */
  | { readonly is: 'unreachable'; readonly at: Instant; readonly diagnostics: readonly Diagnostic[] };

/** A revision that was read and is right. */
export type GoodRevision = Extract<Revision, { readonly is: 'stack' }>;

/** How one revision stands to an earlier one. */
export type Lineage =
  | { readonly is: 'same' }
  /** The commits between, the newest first; without the earlier, with the later one. */
  | { readonly is: 'descends'; readonly commits: readonly Commit[] }
  /** It is an ancestor of the earlier one, and brings nothing that did not come before. */
  | { readonly is: 'precedes' }
  /** History was rewritten: neither is an ancestor of the other. The commits that only the later one has. */
  | { readonly is: 'rewound'; readonly commits: readonly Commit[] }
  /** The source keeps no history, as a directory. */
  | { readonly is: 'untracked' }
  /** The earlier one is not known, or history could not be read. At least the commits that the later one brings. */
  | { readonly is: 'unknown'; readonly why: string; readonly commits: readonly Commit[] | 'untold' };

/** Where desired state comes from. */
export interface Source {
  /**
   * Gives each revision once, the present one first, until the signal is aborted. A trouble is a revision as well, told
   * when it begins, changes or ends; it never throws.
   */
  revisions(signal: AbortSignal): AsyncIterable<Revision>;
  /** Asks to look for a change now instead of after the interval. */
  poll(): void;
  /** Reads an earlier revision again, without the network where it was kept. */
  read(id: string, signal: AbortSignal): Promise<Revision>;
  lineage(from: string, to: string, signal: AbortSignal): Promise<Lineage>;
}
