import type { Change } from '../../model/change.ts';
import type { Written } from '../../model/narrows.ts';
import { isList, type Tree } from '../../model/tree.ts';
import { foreignKey, otherReaders } from '../shared/kms/readers.ts';
import { where, type RiskRule } from '../shared/policy/risk-rules.ts';
import type { Encryption, EncryptionReads } from './reads.ts';
import type { BucketEncryptionSpecOf } from './schema.ts';

type Rule = RiskRule<BucketEncryptionSpecOf, EncryptionReads>;

export function isDowngrade({ path, before, after }: Change): boolean {
  return path === '/algorithm' && after === 'AES256' && before !== undefined;
}

/** Returns true where requests may bring a key of their own that they could not bring before. */
export function isUnblocked({ path, before, after }: Change): boolean {
  return path === '/blockedEncryptionTypes' && holds(before, 'SSE-C') && !holds(after, 'SSE-C');
}

function holds(types: Tree | undefined, type: string): boolean {
  return isList(types) && types.includes(type);
}

const withoutKey: Rule = {
  paths: ['/algorithm'],
  on: 'loses',
  class: 'widen',
  when: 'moving from a KMS key to AES256',
  restoring: 'waits',
  finds: where((change) => isDowngrade(change), 'new objects will no longer be encrypted with a KMS key'),
};

/** Everybody in the account who may read the bucket may use aws/s3: its policy cannot be changed (KMS Developer Guide, AWS managed keys). */
const toAwsKey: Rule = {
  paths: ['/key'],
  on: 'loses',
  class: 'widen',
  when: 'moving from a customer managed key to aws/s3',
  restoring: 'free',
  finds: where(
    (change, { at, all }) =>
      change.path === '/key' &&
      typeof change.before === 'string' &&
      change.after === null &&
      algorithmAfter(all, at.spec.algorithm) !== 'AES256',
    'new objects will be encrypted with aws/s3, which every reader of the bucket in the account may use',
  ),
};

/** Gives the algorithm that the changes lead to: judged the way back to AWS, it is not the declared one. */
function algorithmAfter(changes: readonly Change[], declared: Tree): Tree {
  return changes.find(({ path }) => path === '/algorithm')?.after ?? declared;
}

const otherKey: Rule = {
  paths: ['/key'],
  on: 'changes',
  class: 'widen',
  when: 'moving to a key in an untrusted account, or to a key with which other principals can or may decrypt',
  restoring: 'free',
  finds(changes, { at, others, reads }) {
    const [change] = changes.filter(({ path }) => path === '/key');
    if (change?.after === undefined || change.after === null) return [];
    const messages =
      typeof change.before === 'string' && isOwnKey(reads.encryption)
        ? otherReaders(change.before, change.after, at, others)
        : [foreignKey(change.after, at, others)].filter((one) => one !== undefined);
    return messages.map((message) => ({ message, path: '/key' as const }));
  },
};

function isOwnKey(live: Encryption | undefined): boolean {
  return live !== undefined && live.algorithm !== 'AES256' && live.key !== null;
}

/** The block keeps others from writing what only they can read (S3 User Guide, blocking SSE-C). */
const unblocked: Rule = {
  paths: ['/blockedEncryptionTypes'],
  on: 'loses',
  class: 'widen',
  when: 'allowing SSE-C',
  restoring: 'free',
  finds: where(
    (change) =>
      // A bucket that this plan makes is born with the block (S3 User Guide, blocking SSE-C).
      isUnblocked(change) || (change.before === undefined && !holds(change.after, 'SSE-C')),
    'writers of objects may encrypt them with customer-provided keys (SSE-C)',
  ),
};

export const encryptionRules: readonly Rule[] = [withoutKey, toAwsKey, otherKey, unblocked];

/** Says whether undoing drift here opens something that somebody closed. */
export function repairOf(change: Change): 'protective' | 'access-giving' {
  return isDowngrade(change) || isUnblocked(change) ? 'access-giving' : 'protective';
}

/** Tells what users of the bucket need: a KMS key has a policy of its own (S3 User Guide, SSE-KMS). */
export function otherKeyNeeded({ path, after }: Change, { from }: Written): string | undefined {
  if (path !== '/key' || from === undefined || after === undefined || after === null) return undefined;
  return 'new objects need another key: kms:GenerateDataKey to write, kms:Decrypt to read';
}
