import { isDestroying } from '../aws/services/destroying.ts';
import { s3 } from '../aws/services/s3.ts';
import type { Role } from '../model/call.ts';
import type { AnyKind } from '../model/kind/kind.ts';
import type { Subject } from '../model/subject.ts';
import type { Resource, RoleSettings, Settings, Stack } from '../model/resource.ts';
import { byCodeUnit } from '../model/tree.ts';
import { demandsOf } from './demands.ts';
import type { Demand, DemandContext, Sample } from './demand.ts';
import { fitted, type PolicyDocument } from './fit.ts';
import { namedRoles } from './named-roles.ts';
import { samplesOf } from './samples.ts';
import { statementsOf } from './statements.ts';

export type RoleUse = Role;

/** What one role of one account needs, as policies that IAM takes. */
export interface RolePermissions {
  readonly account: string;
  readonly use: RoleUse;
  /** The role that the Stack names for this; undefined: whoever runs Keywright. */
  readonly role: string | undefined;
  readonly documents: readonly PolicyDocument[];
}

/**
 * Lists the least that each role of each account needs for this stack, on exactly its resources. It takes the
 * manifests as they are now, and asks nothing of AWS. It knows keys by the mark of the stack, so keys that are still
 * to be made are meant as well. The list is sorted by account, then read, write and those that the Stack names
 * besides.
 */
export function permissionsOf(stack: Stack, kinds: ReadonlyMap<string, AnyKind>): readonly RolePermissions[] {
  const { settings } = stack;
  const named = new Map(settings.accounts.map(({ id, roles }) => [id, roles]));
  const demands = new Map<string, Demand[]>();
  const add = (key: string, more: readonly Demand[]): void => {
    const known = demands.get(key) ?? [];
    known.push(...more);
    demands.set(key, known);
  };
  const demand = (base: RoleUse, samples: readonly Sample[], context: DemandContext): void => {
    for (const sample of samples) {
      const { account } = sample.at;
      const destroys =
        base === 'write' && named.get(account)?.destroy !== undefined && isDestroying(sample.op);
      add(`${account} ${destroys ? 'destroy' : base}`, demandsOf(sample, context));
    }
  };
  for (const resource of stack.resources.values()) {
    const kind = kinds.get(resource.kind);
    if (kind === undefined) continue;
    const samples = samplesOf(kind, subjectOf(kind, resource, settings));
    demand('read', samples.reads, { settings });
    demand('write', samples.writes, { settings, family: isFamily(samples.writes) });
    for (const [account, one] of namedRoles(samples.writes)) add(`${account} read`, [one]);
  }
  if (stack.resources.size > 0) demand('read', indexReads(settings, kinds), { settings });
  const { coordination } = settings;
  const keeper = coordination?.is === 's3' ? named.get(coordination.account)?.coordination : undefined;
  demand(keeper === undefined ? 'read' : 'coordination', coordinationReads(settings), { settings });
  demand('read', coordinationKey(settings), { settings });
  demand(keeper === undefined ? 'write' : 'coordination', coordinationWrites(settings), { settings });
  return settings.accounts
    .toSorted((a, b) => byCodeUnit(a.id, b.id))
    .flatMap(({ id, roles }) =>
      usesIn(roles).map((use) => ({
        account: id,
        use,
        role: roles?.[use],
        documents: fitted(statementsOf(demands.get(`${id} ${use}`) ?? [])),
      })),
    );
}

/** Lists the uses of an account. Every account has the first two, also where whoever runs Keywright is both. */
function usesIn(roles: RoleSettings | undefined): readonly RoleUse[] {
  const more = (['destroy', 'coordination'] as const).filter((use) => roles?.[use] !== undefined);
  return ['read', 'write', ...more];
}

/** Builds the subject of a resource with the ids that its manifest names. */
function subjectOf(kind: AnyKind, resource: Resource, settings: Settings): Subject<unknown> {
  const { address, spec, metadata, place } = resource;
  const at: Subject<unknown> = { address, spec, metadata, place, ids: {}, settings };
  const { identity } = kind;
  if (identity.by === 'name') return { ...at, ids: identity.ids(at) ?? {} };
  const named = metadata.keyId ?? (typeof metadata.adopt === 'string' ? metadata.adopt : undefined);
  return named === undefined ? at : { ...at, ids: identity.idsOf(named, place, settings) };
}

/**
 * Returns true if the writes reach the family of a key. The primary of a multi-Region key may be where another made
 * it one, and is written there.
 */
function isFamily(writes: readonly Sample[]): boolean {
  return writes.some(({ op }) => op === 'kms:UpdatePrimaryRegion' || op === 'kms:ReplicateKey');
}

/** Looks for what carries the mark in every declared Region: a key must not be made twice. */
function indexReads(settings: Settings, kinds: ReadonlyMap<string, AnyKind>): readonly Sample[] {
  return settings.accounts.flatMap(({ id, regions }) =>
    regions.flatMap((region) =>
      [...kinds.values()].flatMap(
        ({ identity }) => identity.marking?.index({ account: id, region }, settings) ?? [],
      ),
    ),
  );
}

function coordinationReads({ coordination }: Settings): readonly Sample[] {
  if (coordination?.is !== 's3') return [];
  const { bucket, prefix, account, region } = coordination;
  const at = { account, region };
  return [
    s3.getObject(at, { Bucket: bucket, Key: `${prefix}*` }),
    s3.listObjectsV2(at, { Bucket: bucket, Prefix: prefix }),
  ];
}

/**
 * Asks which key encrypts the bucket. The role that keeps the journal does not ask it: that role needs nothing but
 * its objects.
 */
function coordinationKey({ coordination }: Settings): readonly Sample[] {
  if (coordination?.is !== 's3') return [];
  const { bucket, account, region } = coordination;
  return [s3.getBucketEncryption({ account, region }, { Bucket: bucket })];
}

function coordinationWrites({ coordination }: Settings): readonly Sample[] {
  if (coordination?.is !== 's3') return [];
  const { bucket, prefix, account, region } = coordination;
  const input = { Bucket: bucket, Key: `${prefix}*`, IfMatch: '*' };
  return [s3.putObject({ account, region }, input), s3.deleteObject({ account, region }, input)];
}
