import type { Call, OpName, Place } from '../model/call.ts';
import { cloudtrailOperations } from './operations/cloudtrail.ts';
import { kmsOperations } from './operations/kms.ts';
import type { Charge, Operation, OperationTable } from './operations/operation.ts';
import { iamOperations, stsOperations, taggingOperations } from './operations/others.ts';
import { s3Operations } from './operations/s3.ts';

export type { Charge, Operation, Paging } from './operations/operation.ts';

/** Every AWS operation that Keywright may send: one row each. */
const operations = {
  ...kmsOperations,
  ...s3Operations,
  ...taggingOperations,
  ...stsOperations,
  ...iamOperations,
  ...cloudtrailOperations,
} as const satisfies OperationTable;

export type KnownOp = keyof typeof operations;

export const knownOps = Object.keys(operations) as readonly KnownOp[];

/** The row of an operation; a call without one is a mistake in a kind, not something to send. */
export function operationOf(op: OpName): Operation {
  const row = (operations as OperationTable)[op];
  if (row === undefined) throw new Error(`${op} has no row in aws/operations.ts`);
  return row;
}

export function isKnownOp(op: string): op is KnownOp {
  return Object.hasOwn(operations, op);
}

export function isRead(op: OpName): boolean {
  return operationOf(op).access === 'read';
}

/** True if sending the same call again gives the same state. */
export function isRepeatable(call: Call): boolean {
  const row = operationOf(call.op);
  return row.access !== 'once' && (row.repeatable?.(call.input) ?? true);
}

/** What one request of this call takes from which quotas, in every Region; its own comes last. */
export function chargesOf(call: Call): readonly Charge[] {
  const row = operationOf(call.op);
  const at: Place = row.global === true ? { ...call.at, region: 'global' } : call.at;
  const own: Charge = { quota: row.quota ?? call.op, at, cost: 1 };
  return [...(row.alsoCharges?.(call.input, call.at) ?? []), own];
}
