import { partitionOfRegion } from '../../../model/partition.ts';
import { scopeOf, type Context } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { awsManagedKey } from './managed.ts';
import type { KeyRecord } from './records.ts';

/**
 * Which names an operation takes (KMS API Reference, parameter KeyId of each operation).
 * `any`: id, ARN, alias name or alias ARN. `key`: id or ARN only.
 */
export interface Naming {
  readonly forms: 'any' | 'key';
  readonly crossAccount: boolean;
}

const keyId = /^(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/u;

/** Finds the key that `name` stands for, or refuses as AWS does. */
export function resolveKey(context: Context, name: string, naming: Naming): KeyRecord {
  const here = { account: context.request.account, region: context.request.region };
  if (name.startsWith('arn:')) return byArn(context, name, naming);
  if (name.startsWith('alias/')) {
    if (naming.forms === 'key') refuse('NotFoundException', `Invalid keyId '${name}'`);
    return byAlias(context, here, name);
  }
  if (!keyId.test(name)) refuse('NotFoundException', `Invalid keyId '${name}'`);
  return byId(context, here, name);
}

function byArn(context: Context, arn: string, naming: Naming): KeyRecord {
  const { account, region } = context.request;
  const parts = /^arn:aws[a-z-]*:kms:([a-z0-9-]+):(\d{12}):(?:key\/([^/]+)|(alias\/.+))$/u.exec(arn);
  if (parts === null) refuse('InvalidArnException', `Invalid arn ${arn}`);
  const [, arnRegion = '', arnAccount = '', id, alias] = parts;
  // An ARN of another Region is not looked up there (seen in many reports of "Invalid arn us-west-2").
  if (arnRegion !== region) refuse('NotFoundException', `Invalid arn ${arnRegion}`);
  const place = { account: arnAccount, region: arnRegion };
  if (arnAccount !== account && !naming.crossAccount) {
    // KMS Developer Guide, "Allowing users in other accounts": only some operations work across accounts.
    // The text is a guess.
    refuse(
      'AccessDeniedException',
      `${context.request.operation} is not supported on keys of another account: ${arn}`,
    );
  }
  if (alias !== undefined) {
    if (naming.forms === 'key') refuse('InvalidArnException', `${arn} is not a key ARN`);
    return byAlias(context, place, alias);
  }
  return byId(context, place, id ?? '');
}

function byId(context: Context, place: { account: string; region: string }, id: string): KeyRecord {
  const key = context.world.get('key', scopeOf(place), id);
  const arn = `arn:${partitionOfRegion(place.region)}:kms:${place.region}:${place.account}:key/${id}`;
  if (key === undefined) refuse('NotFoundException', `Key '${arn}' does not exist`);
  return key;
}

function byAlias(context: Context, place: { account: string; region: string }, alias: string): KeyRecord {
  const row = context.world.get('alias', scopeOf(place), alias);
  const key = row === undefined ? undefined : context.world.get('key', scopeOf(place), row.target);
  if (key !== undefined) return key;
  const managed = awsManagedKey(context, place, alias);
  if (managed !== undefined) return managed;
  const arn = `arn:${partitionOfRegion(place.region)}:kms:${place.region}:${place.account}:${alias}`;
  refuse('NotFoundException', `Alias ${arn} is not found.`);
}

/** Refuses a change of an AWS managed key (KMS Developer Guide, concepts, AWS managed keys). */
export function requireCustomerKey(context: Context, key: KeyRecord): void {
  if (key.manager === 'CUSTOMER') return;
  refuse(
    'AccessDeniedException',
    `User: ${context.request.principal} is not authorized to perform: kms:${context.request.operation} on resource: ${key.arn}`,
  );
}
