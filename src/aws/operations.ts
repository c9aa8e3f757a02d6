import type { Call, OpName, Place, Service } from '../model/call.ts';
import { cloudtrailOperations } from './services/cloudtrail.ts';
import { iamOperations } from './services/iam.ts';
import { kmsOperations } from './services/kms.ts';
import type { Charge, Operation, Quota } from './services/operation.ts';
import { s3Operations } from './services/s3.ts';
import { stsOperations } from './services/sts.ts';
import { taggingOperations } from './services/tagging.ts';

export type { Charge, Operation, Paging } from './services/operation.ts';

/** Every AWS operation that Keywright may send. */
const services = {
  kms: kmsOperations,
  s3: s3Operations,
  tagging: taggingOperations,
  sts: stsOperations,
  iam: iamOperations,
  cloudtrail: cloudtrailOperations,
} as const satisfies Readonly<Record<Service, Readonly<Record<string, Operation>>>>;

type Services = typeof services;

export type KnownOp = { [Name in Service]: `${Name}:${keyof Services[Name] & string}` }[Service];

const operations: ReadonlyMap<string, Operation> = new Map(
  Object.entries(services).flatMap(([service, rows]) =>
    Object.entries<Operation>(rows).map(([name, row]) => [`${service}:${name}`, row] as const),
  ),
);

export const knownOps = [...operations.keys()] as readonly KnownOp[];

/** Finds the declaration of an operation. A call without one is a mistake in a kind, not something to send. */
export function operationOf(op: OpName): Operation {
  const operation = operations.get(op);
  if (operation === undefined) throw new Error(`${op} is not declared in aws/services`);
  return operation;
}

export function isKnownOp(op: string): op is KnownOp {
  return operations.has(op);
}

export function isRead(op: OpName): boolean {
  return operationOf(op).access === 'read';
}

/** Lists every IAM action that requests of an operation may need. */
export function actionsOf(op: OpName): readonly string[] {
  return operationOf(op).iam ?? [op];
}

/** Lists the IAM actions that this request needs. */
export function actionsFor({ op, input }: Pick<Call, 'op' | 'input'>): readonly string[] {
  const { iamOnly } = operationOf(op);
  return actionsOf(op).filter((action) => iamOnly?.[action]?.(input) ?? true);
}

/** Returns true if sending the same call again gives the same state. */
export function isRepeatable(call: Call): boolean {
  const row = operationOf(call.op);
  return row.access !== 'once' && (row.repeatable?.(call.input) ?? true);
}

/** Returns what one request takes from each quota, in every Region; its own comes last. */
export function chargesOf(call: Call): readonly Charge[] {
  const row = operationOf(call.op);
  const at: Place = row.global === true ? { ...call.at, region: 'global' } : call.at;
  const own: Charge = { quota: row.quota.name ?? call.op, at, cost: 1 };
  return [...(row.alsoCharges?.(call.input, call.at) ?? []), own];
}

/** By name: that of an operation, or of a quota that several share. */
const quotas: ReadonlyMap<string, Quota> = new Map(
  [...operations].map(([op, { quota }]) => [quota.name ?? op, quota] as const),
);

/** Requests a second that AWS allows by default; a quota that no operation draws on is a mistake here. */
export function quotaOf(name: string): Quota {
  const quota = quotas.get(name);
  if (quota === undefined) throw new Error(`no operation of aws/services draws on ${name}`);
  return quota;
}

/** Part of AWS's rates that Keywright uses unless told: the estate's own applications come first. */
export const defaultShare = 0.5;

/** Returns the burst of a rate: one second's worth, at least one request. */
export function capacityOf(rate: number): number {
  return Math.max(1, rate);
}
