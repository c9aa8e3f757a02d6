import * as resources from '../../../aws/services/resource.ts';
import { isDestroying } from '../../../aws/services/destroying.ts';
import type { KnownOp } from '../../../aws/operations.ts';
import { actionsOf } from '../../../aws/operations.ts';
import type { Change, Risk } from '../../../model/change.ts';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { Subject } from '../../../model/subject.ts';
import type { Path } from '../../../model/path.ts';
import type { RoleSettings, Settings } from '../../../model/resource.ts';
import type { Tree } from '../../../model/tree.ts';
import {
  bucketLockOut,
  keyLockOut,
  lintPolicy,
  noPolicy,
  parsePolicy,
  stopRisks,
  tooLarge,
  wideningRisks,
  type Keepers,
  type Policy,
  type PolicyKind,
  type Trust,
} from '../../../policy/index.ts';
import { policyOf } from './facet.ts';
import { trustedIds } from './trusted.ts';

export type At = Pick<Subject<unknown>, 'settings' | 'place'>;

/** What `policyRisks` finds, in words. */
export const widenApproval =
  'more access (widen): *, an untrusted account or organization, a service acting for othersor administrative actions for others; a removed or unclear Deny or condition';

export const policyApproval = `${widenApproval}; a Deny that makes the data unusable for everyone (disable)`;

/**
 * Lists what a change of a document gives that a person should see before it happens. Says also whether it stops all
 * use. What narrows gives nothing; what only undoes drift stops nothing that was meant to go on.
 */
export function policyRisks(
  kind: PolicyKind,
  changes: readonly Change[],
  live: Tree | undefined,
  want: Tree | undefined,
  at: At,
  where: Where = { root: '/policy' },
): readonly Risk[] {
  const wanted = want === undefined ? undefined : (policyOf(want) ?? nothingIn(want));
  if (wanted === undefined) return [];
  const before = live === undefined ? noPolicy : (policyOf(live) ?? noPolicy);
  const trust: Trust = {
    ...trustOf(kind, at),
    ...(where.role === undefined ? {} : { role: where.role }),
    at: where.root,
  };
  const place = {
    account: at.place.account,
    region: at.place.region,
    ...(trust.organization === undefined ? {} : { organization: trust.organization }),
    ...(where.resource === undefined ? {} : { resource: where.resource }),
  };
  const gives = changes.some(({ half }) => half !== 'contract' && half !== 'neither');
  const takes = changes.some(
    ({ half, label }) => half !== 'expand' && half !== 'neither' && label !== 'drifted',
  );
  return [
    ...(gives ? wideningRisks(before, wanted, trust) : []),
    ...(takes ? stopRisks(before, wanted, trust, place) : []),
  ];
}

export interface Where {
  readonly root: Path;
  /** The ARN of the role whose policy it is. */
  readonly role?: string;
  /** The ARN of the bucket whose policy it is. */
  readonly resource?: string;
}

/**
 * Builds the trust of the Stack. A Stack that nobody accepted does not widen it. Lock-out is
 * judged by the Stack as it is written.
 */
export function trustOf(kind: PolicyKind, { settings: written, place }: At): Trust {
  const settings: Settings = { ...written, ...written.judgedBy };
  const { organization } = written.judgedBy ?? written;
  return {
    kind,
    accounts: trustedIds(settings),
    partition: settings.partition,
    ...(organization === undefined ? {} : { organization }),
    administrators: administratorsOf({ settings, place }),
  };
}

/** Treats no document as one that permits and denies nothing; one that cannot be read is not judged. */
function nothingIn(document: Tree): Policy | undefined {
  return document === null ? noPolicy : undefined;
}

/** Checks a key policy as a document, without AWS: grammar, lints, and whether it locks people out. */
export function validateKeyPolicy(document: Tree | undefined, at: At): readonly Diagnostic[] {
  if (document === undefined) return [];
  const reading = parsePolicy(document, '/policy' satisfies Path);
  if (reading.is === 'refused') return reading.diagnostics;
  return [
    ...reading.diagnostics,
    ...tooLarge('key', document, '/policy'),
    ...lintPolicy(reading.policy, {
      ...aroundOf(at, '/policy'),
      kind: 'key',
      administrators: administratorsOf(at),
      document,
    }),
    ...keyLocks(reading.policy, at),
  ];
}

/** Finds who would be locked out by this key policy. */
export function keyLocks(policy: Policy, at: At): readonly Diagnostic[] {
  return keyLockOut(policy, {
    ...aroundOf(at, '/policy'),
    ...callerOf(at),
    administrators: at.settings.keyAdministrators,
    own: ownRoles(at, keyReads, keyWrites),
  });
}

/** Checks a bucket policy as a document, without AWS. Where statements are shared, only ours are judged. */
export function validateBucketPolicy(document: Tree, bucket: string, at: At): readonly Diagnostic[] {
  const root = '/document';
  const reading = parsePolicy(document, root);
  if (reading.is === 'refused') return reading.diagnostics;
  return [
    ...tooLarge('bucket', document, root),
    ...lintPolicy(reading.policy, {
      ...aroundOf(at, root),
      kind: 'bucket',
      administrators: administratorsOf(at),
      document,
    }),
    ...bucketLocks(reading.policy, bucket, at),
  ];
}

/** Finds who would be locked out by this bucket policy. */
export function bucketLocks(policy: Policy, bucket: string, at: At): readonly Diagnostic[] {
  const { settings } = at;
  return bucketLockOut(policy, {
    ...aroundOf(at, '/document'),
    ...callerOf(at),
    administrators: settings.keyAdministrators,
    own: ownRoles(at, bucketReads, bucketWrites),
    resource: resources.bucket.arn(bucket, settings.partition),
  });
}

/** Tells who runs Keywright in the account, where AWS has said it and the Stack names no roles. */
function callerOf({ settings, place }: At): Pick<Keepers, 'caller'> {
  const caller = settings.accounts.find(({ id }) => id === place.account)?.caller;
  return caller === undefined ? {} : { caller };
}

/** Tells where a document stands: its account, Region and organization. */
function aroundOf(
  { settings, place }: At,
  root: Path,
): Pick<Keepers, 'account' | 'partition' | 'region' | 'organization' | 'at'> {
  const { organization, partition } = settings;
  return {
    account: place.account,
    partition,
    region: place.region,
    ...(organization === undefined ? {} : { organization }),
    at: root,
  };
}

/** Checks a role's inline policy as a document, without AWS. */
export function validateRolePolicy(document: Tree, at: At): readonly Diagnostic[] {
  const root = '/document';
  const reading = parsePolicy(document, root);
  if (reading.is === 'refused') return reading.diagnostics;
  const { settings, place } = at;
  return [
    ...tooLarge('role', document, root),
    ...lintPolicy(reading.policy, {
      kind: 'role',
      account: place.account,
      partition: settings.partition,
      administrators: administratorsOf(at),
      at: root,
      document,
    }),
  ];
}

/**
 * Lists who administers. The roots of the Stack's own accounts may by definition: IAM decides who of the account may
 * use that. An account that is trusted to use a key does not administer it, and the read role only reads.
 */
function administratorsOf({ settings, place }: At): readonly string[] {
  const own = [...new Set([place.account, ...settings.accounts.map(({ id }) => id)])];
  const { write } = rolesOf(settings, place.account);
  return [
    ...own.map((account) => `arn:${settings.partition}:iam::${account}:root`),
    ...settings.keyAdministrators,
    ...(write === undefined ? [] : [write]),
  ];
}

const keyReads: readonly KnownOp[] = [
  'kms:DescribeKey',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListResourceTags',
];

/** What Keywright must keep on a key, or it could not repair it any more. */
const keyWrites: readonly KnownOp[] = [
  'kms:PutKeyPolicy',
  'kms:TagResource',
  'kms:EnableKey',
  'kms:CancelKeyDeletion',
  'kms:EnableKeyRotation',
];

const bucketReads: readonly KnownOp[] = [
  's3:HeadBucket',
  's3:GetBucketPolicy',
  's3:GetBucketEncryption',
  's3:GetBucketTagging',
  's3:GetPublicAccessBlock',
];

/** What Keywright must keep on a bucket, or it could not repair it any more. */
const bucketWrites: readonly KnownOp[] = [
  's3:PutBucketPolicy',
  's3:DeleteBucketPolicy',
  's3:PutBucketEncryption',
  's3:PutBucketTagging',
  's3:PutPublicAccessBlock',
];

function ownRoles(
  { settings, place }: At,
  reads: readonly KnownOp[],
  writes: readonly KnownOp[],
): readonly { readonly arn: string; readonly actions: readonly string[] }[] {
  const { read, write, destroy } = rolesOf(settings, place.account);
  const destroys = destroy === undefined ? [] : writes.filter(isDestroying);
  return [
    { arn: read, ops: reads },
    { arn: write, ops: writes.filter((op) => !destroys.includes(op)) },
    { arn: destroy, ops: destroys },
  ].flatMap(({ arn, ops }) =>
    arn === undefined || ops.length === 0 ? [] : [{ arn, actions: ops.flatMap(actionsOf) }],
  );
}

/** Returns the roles of Keywright in one account. */
export function rolesOf(settings: Settings, account: string): Partial<RoleSettings> {
  return settings.accounts.find(({ id }) => id === account)?.roles ?? {};
}
