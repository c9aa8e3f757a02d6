import { z } from 'zod';
import { s3 } from '../../aws/services/s3.ts';
import type { Aws, Call, Place } from '../../model/call.ts';
import type { HeadSink } from '../../model/history.ts';
import { isoOf, type Duration } from '../../model/instant.ts';
import type { StackId } from '../../model/resource.ts';
import { storeFailure } from '../failure.ts';
import { folderOf, headIn, headText } from './head-line.ts';

export interface S3SinkParts {
  readonly aws: Aws;
  readonly place: Place;
  /** Has Object Lock: what is written cannot be changed or deleted before its end, by nobody. */
  readonly bucket: string;
  /** Ends with a slash, or is empty. */
  readonly prefix: string;
  /** How long each head is kept. */
  readonly retain: Duration;
  readonly stack: StackId;
}

const listed = z.looseObject({ Contents: z.array(z.looseObject({ Key: z.string() })).optional() });
const gotten = z.looseObject({ Body: z.string() });

/** Writes each head as an object of its own, locked in compliance mode. Names begin with the time, so they sort by it. */
export function s3Sink({ aws, place, bucket, prefix, retain, stack }: S3SinkParts): HeadSink {
  const folder = `${prefix}${folderOf(stack)}/`;
  const name = `s3://${bucket}/${folder}`;

  async function answerTo(call: Call): Promise<unknown> {
    const answer = await aws.call(call);
    if (answer.is === 'ok') return answer.value;
    const { name: error, message } = answer.failure;
    throw storeFailure({
      severity: 'error',
      code: 'record.sink',
      message: `${call.op} on ${name} answered ${error}: ${message}`,
      hint: 'enable Object Lock on the bucket, and allow the role s3:PutObject and s3:PutObjectRetention on these objects',
    });
  }

  return {
    name,
    async write(head, at) {
      await answerTo(
        s3.putObject(place, {
          Bucket: bucket,
          Key: `${folder}${isoOf(at)}-${head.chain}-${String(head.seq)}.json`,
          Body: headText(stack, head, at),
          ContentType: 'application/json',
          ObjectLockMode: 'COMPLIANCE',
          ObjectLockRetainUntilDate: at + retain,
        }),
      );
    },
    async last() {
      const list = listed.parse(await answerTo(s3.listObjectsV2(place, { Bucket: bucket, Prefix: folder })));
      const key = list.Contents?.at(-1)?.Key;
      if (key === undefined) return undefined;
      return headIn(gotten.parse(await answerTo(s3.getObject(place, { Bucket: bucket, Key: key }))).Body);
    },
  };
}

/** Returns true for writes of such a sink: no lease covers them, since a standby keeps a record as well. */
export function isOfSink({
  bucket,
  prefix,
}: Pick<S3SinkParts, 'bucket' | 'prefix'>): (call: Call) => boolean {
  return ({ op, input }) =>
    op === 's3:PutObject' &&
    input['Bucket'] === bucket &&
    typeof input['Key'] === 'string' &&
    input['Key'].startsWith(prefix);
}
