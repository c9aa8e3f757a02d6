import { addressTag, stackTag } from '../../src/model/resource.ts';
import { account, region, type Estate } from './estate.ts';

/** Raw calls behind our back, in the words of a person at the console. */
export interface Hand {
  readonly estate: Estate;
  kms(operation: string, input?: Readonly<Record<string, unknown>>, at?: string): Record<string, unknown>;
  s3(operation: string, input?: Readonly<Record<string, unknown>>, at?: string): Record<string, unknown>;
  iam(operation: string, input?: Readonly<Record<string, unknown>>): Record<string, unknown>;
  cloudtrail(
    operation: string,
    input?: Readonly<Record<string, unknown>>,
    at?: string,
  ): Record<string, unknown>;
  /** The id of the key that carries the mark of this address; throws unless there is exactly one. */
  key(address: string, at?: string): string;
}

/** Builds the ARN of a key from its id. */
export function keyArn(id: string, at = region): string {
  return `arn:aws:kms:${at}:${account}:key/${id}`;
}

export function roleArn(name: string): string {
  return `arn:aws:iam::${account}:role/${name}`;
}

export function handOn(estate: Estate): Hand {
  const kms: Hand['kms'] = (operation, input = {}, at = region) => estate.raw('kms', operation, input, at);
  return {
    estate,
    kms,
    s3: (operation, input = {}, at = region) => estate.raw('s3', operation, input, at),
    iam: (operation, input = {}) => estate.raw('iam', operation, input),
    cloudtrail: (operation, input = {}, at = region) => estate.raw('cloudtrail', operation, input, at),
    key(address, at = region) {
      const found = keysIn(kms, at).filter(({ tags }) => tags[addressTag] === address);
      const [only, more] = found;
      if (only === undefined || more !== undefined) throw new Error(`${found.length} keys for ${address}`);
      return only.id;
    },
  };
}

/** Lists every key of a Region with its tags, the customer's and AWS's. */
export function keysIn(
  kms: Hand['kms'],
  at: string,
): readonly { readonly id: string; readonly tags: Readonly<Record<string, string>> }[] {
  const { Keys } = kms('ListKeys', { Limit: 1000 }, at) as { Keys: { KeyId: string }[] };
  return Keys.map(({ KeyId }) => {
    const { Tags } = kms('ListResourceTags', { KeyId, Limit: 50 }, at) as {
      Tags: { TagKey: string; TagValue: string }[];
    };
    return { id: KeyId, tags: Object.fromEntries(Tags.map(({ TagKey, TagValue }) => [TagKey, TagValue])) };
  });
}

/** Takes our mark off a key. */
export function stripMark(hand: Hand, KeyId: string, at = region): void {
  hand.kms('UntagResource', { KeyId, TagKeys: [stackTag, addressTag] }, at);
}

/** Makes a key that nobody declared. */
export function createKey(hand: Hand, input: Readonly<Record<string, unknown>> = {}): string {
  const { KeyMetadata } = hand.kms('CreateKey', input) as { KeyMetadata: { KeyId: string } };
  return KeyMetadata.KeyId;
}

/** Re-points an alias. */
export function point(hand: Hand, AliasName: string, TargetKeyId: string): void {
  hand.kms('UpdateAlias', { AliasName, TargetKeyId });
}
