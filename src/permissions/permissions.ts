import { s3 } from '../aws/services/s3.ts';
import type { AnyKind } from '../model/kind/kind.ts';
import type { Subject } from '../model/subject.ts';
import type { Resource, Settings, Stack } from '../model/resource.ts';
import { byCodeUnit } from '../model/tree.ts';
import { demandsOf } from './demands.ts';
import type { Demand, DemandContext, Sample } from './demand.ts';
import { fitted, type PolicyDocument } from './fit.ts';
import { samplesOf } from './samples.ts';
import { statementsOf } from './statements.ts';

export type RoleUse = 'read' | 'write';

/** What one role of one account needs, as policies that IAM takes. */
export interface RolePermissions {
  readonly account: string;
  readonly use: RoleUse;
  /** The role that the Stack names for this; undefined: whoever runs Keywright. */
  readonly role: string | undefined;
  readonly documents: readonly PolicyDocument[];
}

/**
 * The least that the read and the write role of each account need for this stack as its manifests are now, on
 * exactly its resources. Nothing is asked of AWS: keys are known by the mark of the stack, so that those that
 * are still to be made are meant as well. Sorted by account, read before write.
 */
export function permissionsOf(stack: Stack, kinds: ReadonlyMap<string, AnyKind>): readonly RolePermissions[] {
  const { settings } = stack;
  const demands = { read: new Map<string, Demand[]>(), write: new Map<string, Demand[]>() };
  const demand = (use: RoleUse, samples: readonly Sample[], context: DemandContext): void => {
    for (const sample of samples) {
      const held = demands[use].get(sample.at.account) ?? [];
      held.push(...demandsOf(sample, context));
      demands[use].set(sample.at.account, held);
    }
  };
  for (const resource of stack.resources.values()) {
    const kind = kinds.get(resource.kind);
    if (kind === undefined) continue;
    const samples = samplesOf(kind, subjectOf(kind, resource, settings));
    demand('read', samples.reads, { settings });
    demand('write', samples.writes, { settings, family: isFamily(samples.writes) });
  }
  if (stack.resources.size > 0) demand('read', indexReads(settings, kinds), { settings });
  demand('read', coordinationReads(settings), { settings });
  demand('write', coordinationWrites(settings), { settings });
  return settings.accounts
    .toSorted((a, b) => byCodeUnit(a.id, b.id))
    .flatMap(({ id, roles }) =>
      (['read', 'write'] as const).map((use) => ({
        account: id,
        use,
        role: roles?.[use],
        documents: fitted(statementsOf(demands[use].get(id) ?? [])),
      })),
    );
}

/** With the ids that its manifest names. */
function subjectOf(kind: AnyKind, resource: Resource, settings: Settings): Subject<unknown> {
  const { address, spec, metadata, place } = resource;
  const at: Subject<unknown> = { address, spec, metadata, place, ids: {}, settings };
  const { identity } = kind;
  if (identity.by === 'name') return { ...at, ids: identity.ids(at) ?? {} };
  const named = metadata.keyId ?? (typeof metadata.adopt === 'string' ? metadata.adopt : undefined);
  return named === undefined ? at : { ...at, ids: identity.idsOf(named, place, settings) };
}

/** The primary of a multi-Region key may be where another made it one, and is written there. */
function isFamily(writes: readonly Sample[]): boolean {
  return writes.some(({ op }) => op === 'kms:UpdatePrimaryRegion' || op === 'kms:ReplicateKey');
}

/** What carries the mark is looked for in every declared Region: a key must not be made twice. */
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
    s3.getBucketEncryption(at, { Bucket: bucket }),
  ];
}

function coordinationWrites({ coordination }: Settings): readonly Sample[] {
  if (coordination?.is !== 's3') return [];
  const { bucket, prefix, account, region } = coordination;
  const input = { Bucket: bucket, Key: `${prefix}*`, IfMatch: '*' };
  return [s3.putObject({ account, region }, input), s3.deleteObject({ account, region }, input)];
}
