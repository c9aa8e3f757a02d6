import type { Place } from '../../src/model/call.ts';
import { addressTag } from '../../src/model/resource.ts';
import type { SandboxService } from '../../src/sandbox/sandbox.ts';
import { createEstate, type Estate, type EstateOptions } from './estate.ts';
import { estateAccounts, estateRegions, estateRoles, roleIn, type Frame } from './random-estate.ts';
import { documentOf, foreignStatements, logStatements } from './random-estate-policies.ts';
import type { Version } from './random-estate-version.ts';
import type { PieceChange } from './truth.ts';

type Input = Readonly<Record<string, unknown>>;

/** An AWS of two accounts, and raw calls to it by an administrator of either. */
export interface World {
  readonly estate: Estate;
  raw(at: Place, service: SandboxService, operation: string, input: Input): Record<string, unknown>;
}

/** Makes a world in which others own resources in both accounts before the first apply. */
export async function worldOf(frame: Frame, options: EstateOptions = {}): Promise<World> {
  const estate = createEstate({
    seed: frame.seed,
    accounts: estateAccounts,
    principals: estateAccounts.flatMap((account) => estateRoles.map((role) => roleIn(account, role))),
    ...options,
  });
  const raw: World['raw'] = (at, service, operation, input) => {
    const principal = roleIn(at.account, 'admin');
    const answer = estate.sandbox.raw({ service, operation, ...at, principal, input });
    if (answer.is === 'error') throw new Error(`${operation}: ${answer.name}: ${answer.message}`);
    return answer.output;
  };
  const world = { estate, raw };
  for (const slot of frame.buckets.filter(({ ours }) => !ours)) {
    makeBucket(world, slot.name, slot.place);
    const Policy = JSON.stringify(documentOf(foreignStatements(slot)));
    raw(slot.place, 's3', 'PutBucketPolicy', { Bucket: slot.name, Policy });
  }
  for (const account of estateAccounts) makeTheirs(world, { account, region: estateRegions[0] });
  await estate.advance(60 * 60_000);
  return world;
}

function makeBucket({ raw }: World, Bucket: string, place: Place): void {
  const CreateBucketConfiguration =
    place.region === 'us-east-1' ? undefined : { LocationConstraint: place.region };
  raw(place, 's3', 'CreateBucket', { Bucket, CreateBucketConfiguration });
}

/** Makes one of each undeclared resource. */
function makeTheirs(world: World, place: Place): void {
  const { raw } = world;
  const made = raw(place, 'kms', 'CreateKey', { Description: 'theirs' }) as {
    KeyMetadata: { KeyId: string };
  };
  const { KeyId } = made.KeyMetadata;
  raw(place, 'kms', 'CreateAlias', { AliasName: 'alias/theirs', TargetKeyId: KeyId });
  raw(place, 'kms', 'CreateGrant', {
    KeyId,
    Name: 'theirs',
    GranteePrincipal: roleIn(place.account, 'stranger'),
    Operations: ['Decrypt'],
  });
  const bucket = `theirs-${place.account}`;
  makeBucket(world, bucket, place);
  const Policy = JSON.stringify(documentOf(logStatements(bucket)));
  raw(place, 's3', 'PutBucketPolicy', { Bucket: bucket, Policy });
  raw(place, 's3', 'PutBucketTagging', {
    Bucket: bucket,
    Tagging: { TagSet: [{ Key: 'team', Value: 'x' }] },
  });
  raw(place, 'cloudtrail', 'CreateTrail', { Name: 'theirs', S3BucketName: bucket });
  raw(place, 'iam', 'PutRolePolicy', {
    RoleName: 'stranger',
    PolicyName: 'theirs',
    PolicyDocument: JSON.stringify(
      documentOf([{ Sid: 'Any', Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }]),
    ),
  });
}

/** Finds the ids of the keys of an estate by address, as their marks say. */
export function keyIdsOf(world: World): ReadonlyMap<string, { readonly id: string; readonly place: Place }> {
  const found = new Map<string, { readonly id: string; readonly place: Place }>();
  for (const place of places()) {
    const { Keys } = world.raw(place, 'kms', 'ListKeys', { Limit: 1000 }) as { Keys: { KeyId: string }[] };
    for (const { KeyId } of Keys) {
      const { Tags } = world.raw(place, 'kms', 'ListResourceTags', { KeyId, Limit: 50 }) as {
        Tags: { TagKey: string; TagValue: string }[];
      };
      const address = Tags.find(({ TagKey }) => TagKey === addressTag)?.TagValue;
      if (address !== undefined) found.set(address, { id: KeyId, place });
    }
  }
  return found;
}

export function places(): readonly Place[] {
  return estateAccounts.flatMap((account) => estateRegions.map((region) => ({ account, region })));
}

/** What of a spec each member of a bucket in the sandbox comes from. */
const bucketMembers: Readonly<Record<string, readonly [kind: string, field: string]>> = {
  tags: ['Bucket', 'name'],
  versioning: ['Bucket', 'versioning'],
  publicAccessBlock: ['Bucket', 'publicAccessBlock'],
  ownership: ['Bucket', 'objectOwnership'],
  policy: ['BucketPolicy', 'document'],
  encryption: ['BucketEncryption', 'algorithm'],
};

/** Lists the changes that no manifest of these versions explains. Objects and uses of keys are the application's. */
export function strangeChanges(
  changes: readonly PieceChange[],
  frame: Frame,
  versions: readonly Version[],
  ids: ReturnType<typeof keyIdsOf>,
): readonly string[] {
  const documents = versions.flatMap((version) => version.documents);
  const says = (kind: string, field: string, fits: (spec: Input, name: string) => boolean): boolean =>
    documents.some(
      (doc) => doc.kind === kind && doc.spec[field] !== undefined && fits(doc.spec, doc.metadata.name),
    );
  const made = new Set(
    changes
      .filter(({ name, before }) => / (?:createdAt|materialId)$/u.test(name) && before === undefined)
      .map(rowOf),
  );

  function explained(change: PieceChange): boolean {
    const [table = '', , id = '', member = '', ...rest] = change.name.split(' ');
    const detail = rest.join(' ');
    // Objects and uses are the application's, keys of AWS come with their first use, ghosts are the tag index's.
    if (['object', 'usage', 'ghost'].includes(table) || id.startsWith('alias/aws/')) return true;
    if (member === 'tags' && detail === 'theirs') return false;
    if (table === 'key' || table === 'material') {
      if (made.has(rowOf(change))) return true;
      const named = [...ids].filter(([, key]) => key.id === id).map(([address]) => address);
      const own = named.some((address) =>
        documents.some((doc) => `${doc.kind}/${doc.metadata.name}` === address),
      );
      return own && (member !== 'policy' || !isDefault(named, frame));
    }
    if (table === 'alias')
      return (
        says('Alias', 'name', ({ name }) => name === id) ||
        ['Key', 'ReplicaKey'].some((kind) =>
          says(kind, 'aliases', ({ aliases }) => Array.isArray(aliases) && aliases.includes(id)),
        )
      );
    if (table === 'grant') return `${change.before ?? ''}${change.after ?? ''}`.length > 0 && !isTheirs(id);
    if (table === 'bucket') {
      const slot = frame.buckets.find(({ name }) => name === id);
      if (slot === undefined) return false;
      if (made.has(rowOf(change))) return says('Bucket', 'name', ({ name }) => name === id);
      const [kind, field] = bucketMembers[member] ?? [];
      if (kind === undefined || field === undefined) return false;
      return says(kind, field, (spec) =>
        kind === 'Bucket' ? spec['name'] === id : isOn(spec, slot.index, id),
      );
    }
    if (table === 'trail') return says('Trail', 'name', ({ name }) => name === id);
    if (table === 'principal')
      return member === 'policies' && says('RolePolicy', 'role', ({ role }) => `role/${String(role)}` === id);
    return false;
  }

  return changes
    .filter((change) => !explained(change))
    .map(({ name, before, after }) => `${name}: ${before ?? 'absent'} → ${after ?? 'absent'}`);

  function isTheirs(id: string): boolean {
    return changes.some(({ name, before }) => name.includes(` ${id} name`) && before === '"theirs"');
  }
}

function isOn(spec: Input, index: number, name: string): boolean {
  const { bucket } = spec;
  if (typeof bucket === 'string') return bucket === name;
  return JSON.stringify(bucket).includes(`"Bucket/b${index}`);
}

/** Returns true if all that these addresses name keeps the default policy. */
function isDefault(addresses: readonly string[], frame: Frame): boolean {
  return addresses.every((address) =>
    frame.keys.some(({ index, defaultPolicy }) => defaultPolicy && address.startsWith(`Key/k${index}`)),
  );
}

function rowOf({ name }: Pick<PieceChange, 'name'>): string {
  return name.split(' ').slice(0, 3).join(' ');
}
