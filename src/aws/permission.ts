import type { Call } from '../model/call.ts';
import { partitionOfRegion } from '../model/partition.ts';
import { actionsFor, operationOf } from './operations.ts';

/** What IAM is asked before a call is answered: for people, where AWS's refusal does not say it. */
export interface Permission {
  readonly actions: readonly string[];
  /** Absent where the call names nothing that has an ARN. */
  readonly resource?: string;
}

/** Returns the IAM actions of a call, and the ARN of its resource as far as its input names it. */
export function permissionOf(call: Call): Permission {
  const { resource } = operationOf(call.op);
  const name = resource?.named(call.input);
  return {
    actions: actionsFor(call),
    ...(resource === undefined || name === undefined
      ? {}
      : { resource: resource.arn(name, partitionOfRegion(call.at.region), call.at) }),
  };
}
