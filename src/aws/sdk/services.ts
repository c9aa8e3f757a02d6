import type { OpName, Service } from '../../model/call.ts';

/** A client of the SDK as far as it is used here: every service's has this shape. */
export interface SdkClient {
  send(command: object, options: { readonly abortSignal: AbortSignal }): Promise<unknown>;
  destroy(): void;
}

export interface SdkService {
  readonly Client: new (configuration: object) => SdkClient;
  /** Command classes by name: `CreateKeyCommand`. */
  readonly commands: Readonly<Record<string, (new (input: object) => object) | undefined>>;
}

/** Each is imported when first needed: a run that asks KMS only must not pay for S3. */
const loaders: Readonly<Record<Service, () => Promise<object>>> = {
  kms: () => import('@aws-sdk/client-kms'),
  s3: () => import('@aws-sdk/client-s3'),
  sts: () => import('@aws-sdk/client-sts'),
  tagging: () => import('@aws-sdk/client-resource-groups-tagging-api'),
  cloudtrail: () => import('@aws-sdk/client-cloudtrail'),
  iam: () => import('@aws-sdk/client-iam'),
};

const clientNames: Readonly<Record<Service, string>> = {
  kms: 'KMSClient',
  s3: 'S3Client',
  sts: 'STSClient',
  tagging: 'ResourceGroupsTaggingAPIClient',
  cloudtrail: 'CloudTrailClient',
  iam: 'IAMClient',
};

export function serviceOf(op: OpName): Service {
  return op.slice(0, op.indexOf(':')) as Service;
}

export function commandName(op: OpName): string {
  return `${op.slice(op.indexOf(':') + 1)}Command`;
}

/**
 * Loads the SDK's client package of a service. The casts say what its type definitions say for each service by
 * itself.
 */
export async function loadService(service: Service): Promise<SdkService> {
  const exported = (await loaders[service]()) as Record<string, unknown>;
  const Client = exported[clientNames[service]];
  if (typeof Client !== 'function') throw new Error(`the SDK has no ${clientNames[service]}`);
  return { Client: Client as SdkService['Client'], commands: exported as SdkService['commands'] };
}
