import { partitionOfRegion } from '../../../model/partition.ts';
import type { Context, Output } from '../../operation.ts';
import { currentMaterialId, materialOf } from './materials.ts';
import type { KeyRecord } from './records.ts';
import { algorithmsOf, specs } from './specs.ts';
import { stateOf } from './state.ts';

/** Builds KeyMetadata as DescribeKey, CreateKey and ReplicateKey give it (KMS API Reference, KeyMetadata). */
export function metadataOf(context: Context, key: KeyRecord): Output {
  const state = stateOf(key, context.now);
  const material = materialOf(context, key);
  const symmetric = specs[key.keySpec]?.family === 'symmetric';
  return {
    AWSAccountId: key.account,
    KeyId: key.id,
    Arn: key.arn,
    CreationDate: new Date(key.createdAt),
    Enabled: state === 'Enabled',
    Description: key.description,
    KeyUsage: key.keyUsage,
    KeyState: state,
    ...(key.deletion?.date === undefined ? {} : { DeletionDate: new Date(key.deletion.date) }),
    // Shown only while the window has not begun (KMS API Reference, KeyMetadata).
    ...(state === 'PendingReplicaDeletion'
      ? { PendingDeletionWindowInDays: key.deletion?.windowInDays }
      : {}),
    Origin: key.origin,
    KeyManager: key.manager,
    KeySpec: key.keySpec,
    // Deprecated, and without the specs that came later (KMS API Reference, KeyMetadata): left out there, a guess.
    ...(laterSpecs.test(key.keySpec) ? {} : { CustomerMasterKeySpec: key.keySpec }),
    ...algorithmsOf(key.keySpec, key.keyUsage),
    MultiRegion: key.multiRegion,
    ...(key.multiRegion ? { MultiRegionConfiguration: familyOf(context, key) } : {}),
    ...(symmetric && key.origin === 'AWS_KMS'
      ? { CurrentKeyMaterialId: currentMaterialId(context, material) }
      : {}),
  };
}

const laterSpecs = /^(?:ML_|ECC_NIST_EDWARDS)/u;

function familyOf(context: Context, key: KeyRecord): Output {
  const { family } = materialOf(context, key);
  const primary = family?.primaryRegion ?? key.region;
  const moving = family?.movingUntil !== undefined && context.now < family.movingUntil;
  const member = (region: string) => ({
    Arn: `arn:${partitionOfRegion(region)}:kms:${region}:${key.account}:key/${key.id}`,
    Region: region,
  });
  return {
    MultiRegionKeyType: key.region === primary && !moving ? 'PRIMARY' : 'REPLICA',
    PrimaryKey: member(primary),
    ReplicaKeys: (family?.regions ?? []).filter((region) => region !== primary).map(member),
  };
}
