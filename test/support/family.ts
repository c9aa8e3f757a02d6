import { documentYaml } from './estate-facts.ts';
import { account, region, stackYaml, type Estate } from './estate.ts';

export const west = 'eu-west-1';
export const app = `arn:aws:iam::${account}:role/app`;
export const batch = `arn:aws:iam::${account}:role/batch`;
/** Roles that exist in these worlds. */
export const roles = [app, batch] as const;

/** Writes a multi-Region key; `spec` is the inside of a YAML flow map. */
export function primaryYaml(spec = 'multiRegion: true'): string {
  return documentYaml('Key', 'name: data', spec);
}

export function replicaYaml(spec = 'description: Copy, tags: { team: storage }', metadata = ''): string {
  const more = metadata === '' ? '' : `, ${metadata}`;
  return documentYaml(
    'ReplicaKey',
    `name: data${more}`,
    `primary: { ref: Key/data }, region: ${west}${spec === '' ? '' : `, ${spec}`}`,
  );
}

export function grantYaml(spec = '', name = 'app', metadata = ''): string {
  const more = metadata === '' ? '' : `, ${metadata}`;
  const more2 = spec === '' ? `granteePrincipal: ${app}, operations: [Decrypt]` : spec;
  return documentYaml('Grant', `name: ${name}${more}`, `key: { ref: Key/data }, ${more2}`);
}

export function stackOfDocuments(...documents: readonly string[]): string {
  return [stackYaml, ...documents].join('\n---\n');
}

export interface Grant {
  readonly GrantId: string;
  readonly Name: string;
  readonly GranteePrincipal?: string;
  readonly Operations: readonly string[];
  readonly Constraints?: Readonly<Record<string, unknown>>;
}

export function grantsOn(estate: Estate, keyId: string, at = region): readonly Grant[] {
  const { Grants } = estate.raw('kms', 'ListGrants', { KeyId: keyId, Limit: 100 }, at) as { Grants: Grant[] };
  return Grants;
}

export interface Described {
  readonly KeyState: string;
  readonly Description: string;
  readonly MultiRegionConfiguration: {
    readonly MultiRegionKeyType: string;
    readonly PrimaryKey: { readonly Region: string };
    readonly ReplicaKeys: readonly { readonly Region: string }[];
  };
}

export function describeKey(estate: Estate, keyId: string, at = region): Described {
  return (estate.raw('kms', 'DescribeKey', { KeyId: keyId }, at) as { KeyMetadata: Described }).KeyMetadata;
}

export function rotationOf(estate: Estate, keyId: string, at = region): boolean {
  const status = estate.raw('kms', 'GetKeyRotationStatus', { KeyId: keyId }, at);
  return status['KeyRotationEnabled'] === true;
}
