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
    'list keys, aliases, buckets, trails and tagged resources: AWS does not support single resources here',
  TellKeysApart: 'find the keys of this Stack by their tags, also a key that lost them',
  OurKeys: 'keys and replicas with the ownership tags of this Stack, including future ones',
  NamedKeys: 'keys that the manifests name by id or ARN',
  KeyPolicies: 'key policies; the lockout safety check cannot be bypassed',
  MakeKeys: 'create keys, only with the ownership tags of this Stack set on creation',
  MakeReplicas: 'create replicas of multi-Region keys, in their Regions',
  MarkKeys: 'set ownership tags on a key; KMS cannot distinguish new and old keys here',
  MultiRegionRole: 'the service-linked role with which KMS synchronizes multi-Region keys',
  Aliases: 'the declared aliases',
  KeysBehindAliases: 'move a declared alias away from its current key',
  GiveGrants: 'the declared grants: only these principals, operations and constraint types',
  Buckets: 'the declared buckets, only if they belong to this account',
  MakeBuckets: 'create the declared buckets',
  AnyBucket: 'check whether any bucket still uses a key before its deletion',
  Coordination: 'lease and journal in the coordination bucket, and the key of that bucket',
  Trails: 'the declared trails',
  FormerTrails: 'trails with the ownership tags of this Stack, including the old trail after a rename',
  PassLogsRole: 'pass CloudTrail the role for CloudWatch Logs',
  Organization: 'prerequisites of an organization trail',
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

/** Joins both blocks; an operator of both holds the keys of both. */
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

/** Returns the text of an input; undefined where AWS has not assigned it yet. */
export function textOf(tree: Tree | undefined): string | undefined {
  return typeof tree === 'string' && tree !== '' ? tree : undefined;
}

export function sorted(values: Iterable<string>): readonly string[] {
  return [...new Set(values)].toSorted(byCodeUnit);
}

export function conditionText(condition: Condition | undefined): string {
  return condition === undefined ? '' : stableText(condition);
}
