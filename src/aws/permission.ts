import type { Call } from '../model/call.ts';
import { operationOf } from './operations.ts';

/** What IAM is asked before a call is answered: for people, where AWS's refusal does not say it. */
export interface Permission {
  readonly actions: readonly string[];
  /** Absent where the call names nothing that has an ARN. */
  readonly resource?: string;
}

/** The IAM actions of a call, and the ARN of what it is about as far as its input names it. */
export function permissionOf(call: Call): Permission {
  const resource = resourceOf(call);
  return { actions: operationOf(call.op).iam, ...(resource === undefined ? {} : { resource }) };
}

function resourceOf({ op, at, input }: Call): string | undefined {
  const partition = partitionOf(at.region);
  const named = (member: string): string | undefined => {
    const value = input[member];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const key = named('KeyId') ?? named('TargetKeyId');
  const bucket = named('Bucket');
  const role = named('RoleName');
  if (op.startsWith('kms:') && key !== undefined) {
    if (key.startsWith('arn:')) return key;
    const what = key.startsWith('alias/') ? key : `key/${key}`;
    return `arn:${partition}:kms:${at.region}:${at.account}:${what}`;
  }
  if (op.startsWith('s3:') && bucket !== undefined) {
    const object = named('Key');
    return `arn:${partition}:s3:::${bucket}${object === undefined ? '' : `/${object}`}`;
  }
  if (op.startsWith('iam:') && role !== undefined) return `arn:${partition}:iam::${at.account}:role/${role}`;
  return undefined;
}

/** By the first letters of the Region's code (AWS General Reference, ARN partitions). */
function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
