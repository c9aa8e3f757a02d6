import type { ApprovalClass } from './approval.ts';
import type { Address } from './address.ts';
import type { Place } from './call.ts';
import type { Diagnostic, Span } from './diagnostic.ts';
import type { ErrorCode } from './errors/index.ts';
import type { Duration } from './instant.ts';
import type { Path } from './path.ts';
import type { TreeMap } from './tree.ts';

export type Mode = 'observe' | 'approve' | 'enforce';

/** What becomes of a resource that is removed with its manifest: after an approval, at once, or it stays. */
export type Prune = 'approve' | 'auto' | 'never';

/** What becomes of a change that comes from Git: nothing, it waits for a person, or it runs. */
export type ApplyRule = 'off' | 'approve' | 'auto';

/** What becomes of drift: nothing, only what protects is repaired, or everything is. */
export type HealRule = 'off' | 'protective' | 'auto';

/** A time in which changes may be made, again and again. */
export interface Window {
  /** When it opens: a cron expression. */
  readonly opens: string;
  readonly lasts: Duration;
  /** An IANA time zone. */
  readonly timeZone: string;
}

/** What a daemon may do by itself. Of all that hold for a resource the tightest counts. */
export interface Handling {
  /** Holds only for resources with all of these. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly apply?: ApplyRule;
  readonly heal?: HealRule;
  /** One of them must be open for what does not protect. */
  readonly windows?: readonly Window[];
  /** Set while it is not accepted: what narrows drift goes on without it. */
  readonly isNew?: true;
}

/** `metadata` of a manifest, after defaults. */
export interface Metadata {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Take over what exists: a key id or ARN for a Key, the present target for an Alias, `true` for the rest. */
  readonly adopt?: string | true;
  /** Addresses this resource had before. */
  readonly formerly: readonly Address[];
  readonly state: 'present' | 'absent' | 'released';
  /** Set on what an earlier apply left and no manifest declares: nobody wrote this tombstone. */
  readonly undeclared?: true;
  /** The address whose manifest stands for this one as well: an alias in `aliases` of a key. */
  readonly partOf?: Address;
  /** With `state: absent` for a key: the key id that may be deleted, so that a tombstone names its dead. */
  readonly keyId?: string;
  readonly mode?: Mode;
  readonly apply?: ApplyRule;
  readonly heal?: HealRule;
  /** Unset: `approve`. What was accepted counts, since the manifest is gone when it matters. */
  readonly prune?: Prune;
  readonly ignore: readonly Ignore[];
  /** Warnings that a person looked at and leaves as they are. */
  readonly accept?: readonly Accept[];
}

/** Accepts the warnings of one code until an instant (milliseconds). */
export interface Accept {
  readonly code: ErrorCode;
  readonly reason: string;
  readonly until: number;
}

/** Quiets one path until an instant (milliseconds); the reason is shown wherever it is quiet. */
export interface Ignore {
  readonly path: Path;
  readonly reason: string;
  readonly until?: number;
}

/** `from` needs an attribute of `to` that only AWS assigns, or must wait for it for another reason. */
export interface Reference {
  readonly to: Address;
  /** The attribute asked for (`arn`), or the reason of an implicit edge. */
  readonly attribute: string;
  readonly path: Path;
  /** False where the attribute was computed from manifests alone: then it makes no edge. */
  readonly edge: boolean;
}

/** One resource as declared: validated, with references and interpolation done as far as manifests allow. */
export interface Resource {
  readonly address: Address;
  readonly kind: string;
  readonly place: Place;
  readonly metadata: Metadata;
  /** The kind's parsed spec. Leaves that AWS must assign first are `Unknown`. */
  readonly spec: TreeMap;
  readonly references: readonly Reference[];
  /** Labels that were accepted and are changed: rules that select by them go on. */
  readonly guardLabels?: Readonly<Record<string, string>>;
  /** What was accepted of `heal`, while another one is not. */
  readonly guardHeal?: HealRule;
  /** The mode of repairs that only narrow, while another mode is not accepted: guarding goes on. */
  readonly guard?: Mode;
  /** Set while `state: released` is not accepted: what drift gave is still taken away. */
  readonly letGoWaits?: true;
  /** Where the document starts, and where each path of it stands. */
  readonly span: Span;
  readonly spanOf: (path: Path) => Span;
  /** Gives its document as it is written; absent where it has none of its own, and in a saved plan. */
  readonly text?: () => string;
}

export interface AccountSettings {
  readonly id: string;
  readonly roles?: RoleSettings;
  readonly externalId?: string;
  /** Who runs this, by the ARN that AWS gives: known only while it runs, and only where no roles are named. */
  readonly caller?: string;
  readonly regions: readonly string[];
}

/** ARNs of the roles that Keywright assumes in one account. */
export interface RoleSettings {
  readonly read: string;
  readonly write: string;
  /** For what deletes, disables or ends recording; absent: the write role does that too. */
  readonly destroy?: string;
  /** For lease and journal in a bucket of this account; absent: the read and the write role do that too. */
  readonly coordination?: string;
}

/** How much may be taken away, or given back, at once. */
export interface Caps {
  readonly count: number;
  readonly percent: number;
  /** In a daemon, per account and hour: the lower of both. */
  readonly hourly?: { readonly count: number; readonly percent: number };
}

/** What the Stack document settles for all resources of the set. */
export interface Settings {
  readonly name: string;
  /** The ownership mark, with the name: `name/uid` is the value of the tag `keywright:stack`. */
  readonly uid: string;
  readonly partition: string;
  readonly accounts: readonly AccountSettings[];
  readonly mode?: Mode;
  /** ARNs of principals who may administer keys besides the account root. */
  readonly keyAdministrators: readonly string[];
  readonly trustedAccounts: readonly string[];
  /** The id of the AWS Organization that the accounts belong to. */
  readonly organization?: string;
  /** What inline policies of roles may say besides actions of kms, s3, cloudtrail and logs. */
  readonly rolePolicies?: { readonly allowActions: readonly string[] };
  /** Tags every taggable resource gets unless it says otherwise. */
  readonly tags: Readonly<Record<string, string>>;
  readonly caps: Caps;
  /** What a daemon may do by itself, for all resources or by label. */
  readonly handling?: readonly Handling[];
  /** Accounts in the order in which a daemon changes them. */
  readonly waves?: readonly (readonly string[])[];
  /** The name of a notification target; targets are the operator's. */
  readonly notify?: string;
  /** Classes of steps that the Stack releases without asking, e.g. `repair`. */
  readonly release: readonly ApprovalClass[];
  /** Set while this Stack is not accepted: what it is judged by (engine/authority). */
  readonly judgedBy?: JudgedBy;
  /** Where the lease and the journal live, if not in the data directory of whoever applies. */
  readonly coordination?: Coordination;
}

/** The part of the accepted Stack that approvals look at; lock-out is judged by the Stack as written. */
export interface JudgedBy extends Pick<
  Settings,
  'accounts' | 'keyAdministrators' | 'trustedAccounts' | 'organization'
> {
  readonly allowActions: readonly string[];
}

export type Coordination =
  | { readonly is: 'directory'; readonly path: string }
  | ({ readonly is: 's3'; readonly bucket: string; readonly prefix: string } & Place);

/** Everything a set of manifests declares. */
export interface Stack {
  readonly settings: Settings;
  /** In code-unit order of addresses. */
  readonly resources: ReadonlyMap<Address, Resource>;
  /** Where the Stack document starts, and where each path of its spec stands; not of a saved plan. */
  readonly document?: Pick<Resource, 'span' | 'spanOf'>;
  /** Warnings and notes; a Stack with errors is not made. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What makes a Stack this one: both together. */
export type StackId = Pick<Settings, 'name' | 'uid'>;

/** Builds the value of the tag `keywright:stack`. */
export function markOf(settings: StackId): string {
  return `${settings.name}/${settings.uid}`;
}

export const stackTag = 'keywright:stack';
export const addressTag = 'keywright:address';
export const holdTag = 'keywright:hold';

/** What AWS assigned, by address and attribute: fills `Unknown` leaves. */
export type Attributes = Pick<ReadonlyMap<Address, Readonly<Record<string, string>>>, 'get'>;
