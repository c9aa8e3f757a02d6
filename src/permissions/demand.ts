import type { Call, OpName, Place } from '../model/call.ts';
import { markOf, stackTag, type Settings } from '../model/resource.ts';
import { byCodeUnit, stableText, type Tree } from '../model/tree.ts';

/** A condition block as IAM takes it: operator, key, values. */
export type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** One action on some resources: what one call asks of IAM. */
export interface Demand {
  /** Begins the Sid of its statement, and says what it is for. */
  readonly purpose: Purpose;
  readonly action: string;
  readonly resources: readonly string[];
  readonly condition?: Condition;
}

/** Why a statement is there, by the beginning of its Sid. */
export const purposes = {
  ListAccount:
    'lists keys, aliases, buckets, trails and marked things: AWS takes these for no single resource',
  TellKeysApart: 'tells our keys from all others, by their tags, also one that lost its mark',
  OurKeys: 'the keys and replicas with the mark of this stack, also those that are still to be made',
  NamedKeys: 'keys that the manifests name by id or ARN',
  KeyPolicies: 'key policies; the check against locking out cannot be passed over',
  MakeKeys: 'makes keys, only with the mark of this stack on them from the first moment',
  MakeReplicas: 'makes replicas of multi-Region keys, in their Regions',
  MarkKeys: 'puts the mark on a key. KMS cannot tell a new key from an old one here',
  MultiRegionRole: 'the service-linked role by which KMS keeps related multi-Region keys alike',
  Aliases: 'the declared aliases',
  KeysBehindAliases: 'takes a declared alias away from whatever key it points to now',
  GiveGrants: 'the declared grants: these principals, operations and kinds of constraints',
  Buckets: 'the declared buckets, as long as they belong to this account',
  MakeBuckets: 'makes the declared buckets',
  AnyBucket: 'asks every bucket whether it still uses a key that shall go',
  Coordination: 'lease and journal in the bucket of coordination, and which key encrypts it',
  Trails: 'the declared trails',
  FormerTrails: 'trails with the mark of this stack: one under its old name goes when the new one records',
  PassLogsRole: 'gives CloudTrail the role by which it writes to CloudWatch Logs',
  Organization: 'what a trail of an organization needs',
  Roles: 'inline policies of the declared roles',
  NamedRoles: 'names the role that does not exist where AWS refuses a policy or a grant for it',
} as const satisfies Readonly<Record<string, string>>;

export type Purpose = keyof typeof purposes;

/** What the demands of a call depend on besides the call. */
export interface DemandContext {
  readonly settings: Settings;
  /** Its key belongs to a family whose primary may be in any Region. */
  readonly family?: boolean;
}

/** A call, or as much of one as is known: an input that is left out stands for whatever carries our mark. */
export interface Sample {
  readonly op: OpName;
  readonly at: Place;
  readonly input?: Call['input'];
}

export function equals(key: string, values: string | readonly string[]): Condition {
  return { StringEquals: { [key]: values } };
}

/** Both blocks; an operator of both holds the keys of both. */
export function both(...conditions: readonly (Condition | undefined)[]): Condition {
  const merged: Record<string, Record<string, string | readonly string[]>> = {};
  for (const condition of conditions)
    for (const [operator, keys] of Object.entries(condition ?? {}))
      merged[operator] = { ...merged[operator], ...keys };
  return merged;
}

/** Holds for what carries the mark of this stack. */
export function marked(settings: Settings): Condition {
  return equals(`aws:ResourceTag/${stackTag}`, markOf(settings));
}

/** Holds for a request that puts the mark on. */
export function marking(settings: Settings): Condition {
  return equals(`aws:RequestTag/${stackTag}`, markOf(settings));
}

/** Text of an input; undefined where AWS has not assigned it yet. */
export function textOf(tree: Tree | undefined): string | undefined {
  return typeof tree === 'string' && tree !== '' ? tree : undefined;
}

export function sorted(values: Iterable<string>): readonly string[] {
  return [...new Set(values)].toSorted(byCodeUnit);
}

export function conditionText(condition: Condition | undefined): string {
  return condition === undefined ? '' : stableText(condition);
}
