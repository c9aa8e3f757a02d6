import { z } from 'zod';
import { s3 } from '../../aws/services/s3.ts';
import type { Aws, AwsFailure, Call, Place } from '../../model/call.ts';
import type { Clock } from '../../model/clock.ts';
import { second, type Instant } from '../../model/instant.ts';
import { storeFailure, type StoreFailure } from '../failure.ts';

export interface StoredObject {
  readonly text: string;
  readonly etag: string;
  /** When it was written, by the clock of S3. Undefined: S3 does not say. */
  readonly writtenAt?: Instant;
}

export interface ListedObject extends Omit<StoredObject, 'text'> {
  readonly key: string;
}

/** What must be there for a write to happen: nothing, or exactly what was read. */
export type Expected = 'nothing' | Pick<StoredObject, 'etag'>;

/**
 * Objects below a prefix of a bucket, which are strongly consistent (S3 User Guide, data consistency
 * model). Keys are relative to the prefix.
 */
export interface Objects {
  get(key: string): Promise<StoredObject | undefined>;
  /** Those below `folder`, in the order of their keys. */
  list(folder: string): Promise<readonly ListedObject[]>;
  /** False if something else than `expected` was there: another wrote. */
  put(key: string, text: string, expected: Expected): Promise<boolean>;
  /** False if it was changed since `expected` was read. True also if it is gone already. */
  remove(key: string, expected: Pick<StoredObject, 'etag'>): Promise<boolean>;
  /** For messages: `s3://bucket/prefix/key`. */
  show(key: string): string;
}

export interface ObjectsAt {
  readonly aws: Aws;
  readonly place: Place;
  readonly bucket: string;
  /** Ends with a slash, or is empty. */
  readonly prefix: string;
  readonly clock: Pick<Clock, 'sleep'>;
  /** Aborted when the run shall stop: a pause under way ends. What is written after it has its pauses. */
  readonly stop?: AbortSignal;
}

const gotten = z.looseObject({ Body: z.string(), ETag: z.string(), LastModified: z.string().optional() });
const listed = z.looseObject({
  Contents: z
    .array(z.looseObject({ Key: z.string(), ETag: z.string(), LastModified: z.string().optional() }))
    .optional(),
});

/** A conditional write is never repeated by the port; here it is, since reading back tells what happened. */
const attempts = 5;

export function objectsAt({ aws, place, bucket, prefix, clock, stop }: ObjectsAt): Objects {
  function show(key: string): string {
    return `s3://${bucket}/${prefix}${key}`;
  }

  function named(key: string): { readonly Bucket: string; readonly Key: string } {
    return { Bucket: bucket, Key: `${prefix}${key}` };
  }

  async function get(key: string): Promise<StoredObject | undefined> {
    const answer = await aws.call(s3.getObject(place, named(key)));
    if (answer.is === 'failed') {
      if (isMissing(answer.failure)) return undefined;
      throw notAvailable(show(key), answer.failure);
    }
    const { Body, ETag, LastModified } = gotten.parse(answer.value);
    const found = { text: Body, etag: ETag };
    return LastModified === undefined ? found : { ...found, writtenAt: Date.parse(LastModified) };
  }

  /**
   * Sends a conditional call until it is answered. Repeating one that took effect without an answer is
   * refused by its own condition: so after a 412 or 404 `isOurs` reads back whose doing it was.
   */
  async function conditionally(key: string, call: Call, isOurs: () => Promise<boolean>): Promise<boolean> {
    let last: AwsFailure | undefined;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      if (attempt > 0)
        await clock.sleep((2 ** attempt * second) / 10, stop?.aborted === true ? undefined : stop);
      const answer = await aws.call(call);
      if (answer.is === 'ok') return true;
      last = answer.failure;
      if (isPreconditionFailed(last) || isMissing(last)) return isOurs();
      if (!isDoubtful(last)) break;
    }
    throw notAvailable(show(key), last);
  }

  return {
    get,
    show,
    async list(folder) {
      const answer = await aws.call(
        s3.listObjectsV2(place, { Bucket: bucket, Prefix: `${prefix}${folder}` }),
      );
      if (answer.is === 'failed') throw notAvailable(show(folder), answer.failure);
      const { Contents = [] } = listed.parse(answer.value);
      return Contents.map(({ Key, ETag, LastModified }) => ({
        key: Key.slice(prefix.length),
        etag: ETag,
        ...(LastModified === undefined ? {} : { writtenAt: Date.parse(LastModified) }),
      }));
    },
    async put(key, text, expected) {
      const condition = expected === 'nothing' ? { IfNoneMatch: '*' } : { IfMatch: expected.etag };
      const call = s3.putObject(place, {
        ...named(key),
        Body: text,
        ContentType: 'application/json',
        ...condition,
      });
      return conditionally(key, call, async () => (await get(key))?.text === text);
    },
    async remove(key, expected) {
      const call = s3.deleteObject(place, { ...named(key), IfMatch: expected.etag });
      return conditionally(key, call, async () => (await get(key)) === undefined);
    },
  };
}

/**
 * Returns true for calls about what is kept below a prefix. Exempts its writes from the lease: without them none
 * could be taken, renewed or given back.
 */
export function isOfJournal({
  bucket,
  prefix,
}: Pick<ObjectsAt, 'bucket' | 'prefix'>): (call: Call) => boolean {
  return ({ op, input }) => {
    if (input['Bucket'] !== bucket) return false;
    const name = op === 's3:ListObjectsV2' ? input['Prefix'] : input['Key'];
    return objectOps.has(op) && typeof name === 'string' && name.startsWith(prefix);
  };
}

const objectOps: ReadonlySet<Call['op']> = new Set([
  's3:GetObject',
  's3:ListObjectsV2',
  's3:PutObject',
  's3:DeleteObject',
]);

function isMissing(failure: AwsFailure): boolean {
  // NoSuchBucket is a 404 too, and says nothing about the object.
  return failure.name === 'NoSuchKey' || (failure.name === 'NotFound' && failure.status === 404);
}

function isPreconditionFailed(failure: AwsFailure): boolean {
  return failure.name === 'PreconditionFailed' || failure.status === 412;
}

/**
 * Returns true if it may have happened, or may happen now. Includes 409, which means that another write was under way
 * (S3 User Guide).
 */
function isDoubtful(failure: AwsFailure): boolean {
  return failure.effectUnknown === true || ['conflict', 'throttled', 'transient'].includes(failure.class);
}

function notAvailable(object: string, failure: AwsFailure | undefined): StoreFailure {
  const closed = failure?.class === 'forbidden';
  return storeFailure({
    severity: 'error',
    code: closed ? 'store.forbidden' : 'store.unavailable',
    message: `${object} cannot be used: ${failure?.name ?? 'no response'}: ${failure?.message ?? ''}`,
    hint: closed
      ? (roleHelp(failure.message) ??
        'allow s3:GetObject, s3:PutObject and s3:DeleteObject on the coordination objects, and s3:ListBucket ' +
          'on their bucket: without it, a missing object looks like a denied one')
      : 'check the coordination bucket and its Region; Keywright creates nothing while it cannot write the journal',
  });
}

/**
 * Points to the role by which S3 should have been asked. Blames that for standing between us and the bucket, not the
 * rights on its objects.
 */
function roleHelp(message: string): string | undefined {
  const role = /sts:AssumeRole on resource: (?<role>\S+)/u.exec(message)?.groups?.['role'];
  return role === undefined
    ? undefined
    : `check that the role ${role} exists, and that its trust policy names the caller of Keywright`;
}
