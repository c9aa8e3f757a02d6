import type { ApprovalClass } from './approval.ts';
import type { Coordination, Mode } from './resource.ts';

/**
 * Bounds that lie outside of every repository (authority.md §1.1): a Stack and its resources can be tighter, never
 * looser. An undefined field bounds nothing.
 */
export interface Guardrails {
  /** Named in every refusal. */
  readonly file: string;
  /** Accounts that a Stack may name. */
  readonly accounts?: readonly string[];
  /** ARNs of roles that a Stack may name for Keywright to assume. */
  readonly roles?: readonly string[];
  /** Accounts that a Stack may trust. */
  readonly trustedAccounts?: readonly string[];
  /** Principals that a Stack may let administer keys. */
  readonly keyAdministrators?: readonly string[];
  /**
   * Places where a Stack may keep lease, journal and accepted Stack. Without a bound a commit can name a place of its
   * own, and with it the Stack that it is judged by.
   */
  readonly coordination?: readonly Coordination[];
  /** Kinds that may be declared. */
  readonly kinds?: readonly string[];
  readonly mode?: Mode;
  /** Classes that anybody may release here: the Stack, `--approve` or a typed yes. */
  readonly classes?: readonly ApprovalClass[];
  /** ARNs of keys, trails, buckets and roles that no manifest may target: Keywright stands on them. */
  readonly standsOn?: readonly string[];
  /** `everything`: a tag `keywright:hold` stops every write, the removal of hostile access included. */
  readonly hold?: 'everything';
  /** How many different persons must approve a step of a class in a daemon; one if it is not named. */
  readonly approvals?: Readonly<Partial<Record<ApprovalClass, number>>>;
  /** Who a person is in Git, by the id that their credential proves: e-mail addresses and signers. */
  readonly identities?: Readonly<Record<string, readonly string[]>>;
  readonly caps?: Cap & { readonly hourly?: Cap };
  /**
   * Whether a Stack looser than the one accepted last is accepted, as long as each field that it loosens has a bound
   * here and keeps to it. What a resource loosens for itself always waits for a person.
   */
  readonly acceptsStack: boolean;
}

/** An upper bound of a cap. */
interface Cap {
  readonly count?: number;
  readonly percent?: number;
}
