import type { Place } from '../../model/call.ts';

export type OperationInput = Readonly<Record<string, unknown>>;

/** A type of resource that IAM knows (Service Authorization Reference): its ARN, and how a request names one. */
export interface ResourceType {
  /** The ARN of one by its name, which may hold wildcards; where a name may be an ARN, that ARN. */
  arn(name: string, partition: string, at: Place): string;
  /** The one that a request names; undefined where it names none, or AWS has not assigned it yet. */
  named(input: OperationInput): string | undefined;
}

/** KMS takes an alias in place of a key's id. */
export const key = {
  arn(id, partition, at) {
    if (id.startsWith('arn:')) return id;
    return id.startsWith('alias/')
      ? alias.arn(id, partition, at)
      : `arn:${partition}:kms:${at.region}:${at.account}:key/${id}`;
  },
  named: (input) => textIn(input, 'KeyId', 'TargetKeyId'),
} as const satisfies ResourceType;

export const alias = {
  arn: (name, partition, at) => `arn:${partition}:kms:${at.region}:${at.account}:${name}`,
} as const satisfies Pick<ResourceType, 'arn'>;

/** Without Region and account, because names are unique in a partition. */
export const bucket = {
  arn: (name, partition) => `arn:${partition}:s3:::${name}`,
  named: (input) => textIn(input, 'Bucket'),
} as const satisfies ResourceType;

/** Its name is that of its bucket, a slash and its key. */
export const object = {
  arn: (name, partition) => bucket.arn(name, partition),
  named(input) {
    const names = [textIn(input, 'Bucket'), textIn(input, 'Key')];
    return names.includes(undefined) ? undefined : names.join('/');
  },
} as const satisfies ResourceType;

export const trail = {
  arn: (name, partition, at) =>
    name.startsWith('arn:') ? name : `arn:${partition}:cloudtrail:${at.region}:${at.account}:trail/${name}`,
  named(input) {
    const list = input['ResourceIdList'];
    const ids: readonly unknown[] = Array.isArray(list) ? list : [];
    return textIn({ ...input, first: ids[0] }, 'Name', 'TrailName', 'ResourceId', 'first');
  },
} as const satisfies ResourceType;

/** IAM names a role with its path, and a request without: names are unique in an account whatever the path. */
export const role = {
  arn: (name, partition, at) => `arn:${partition}:iam::${at.account}:role/${name}`,
  named: (input) => textIn(input, 'RoleName'),
} as const satisfies ResourceType;

/** Tests whether a name means this ARN: a key is also named by its id, in the Region of the caller. */
export function isArnOf(arn: string, name: string, { region }: Pick<Place, 'region'>): boolean {
  if (name === arn) return true;
  const [, , service, of, , resource] = arn.split(':');
  return service === 'kms' && of === region && resource === `key/${name}`;
}

function textIn(input: OperationInput, ...members: readonly string[]): string | undefined {
  return members.map((member) => input[member]).find((value) => typeof value === 'string' && value !== '') as
    string | undefined;
}
