import { z } from 'zod';
import type { AnyReads, Read } from '../../../model/kind/read.ts';
import type { Subject } from '../../../model/subject.ts';
import { cloudtrail } from '../../../aws/services/cloudtrail.ts';
import { s3 } from '../../../aws/services/s3.ts';

type Reads = Readonly<Record<string, Read<unknown, unknown>>>;

const Buckets = z.object({ Buckets: z.array(z.object({ Name: z.string() })).nullish() });

const Encryption = z.object({
  ServerSideEncryptionConfiguration: z.object({
    Rules: z.array(
      z.object({
        ApplyServerSideEncryptionByDefault: z.object({ KMSMasterKeyID: z.string().nullish() }).nullish(),
      }),
    ),
  }),
});

const Trails = z.object({
  trailList: z.array(z.object({ Name: z.string().nullish(), KmsKeyId: z.string().nullish() })).nullish(),
});

/** What of the account may rest on a key: its buckets and trails in the key's Region. */
export const userReads: Reads = {
  buckets: {
    trust: 'truth',
    asks: ['s3:ListBuckets'],
    call: (at) => s3.listBuckets(at.place, { BucketRegion: at.place.region }),
    parse: (answer) => (Buckets.parse(answer).Buckets ?? []).map(({ Name }) => Name),
  },
  trails: {
    trust: 'truth',
    asks: ['cloudtrail:DescribeTrails'],
    call: (at) => cloudtrail.describeTrails(at.place, { includeShadowTrails: false }),
    parse: (answer) => Trails.parse(answer).trailList ?? [],
  },
};

const encryptionOf = 'encryption of bucket ';

/** Asks each bucket of the Region for its default encryption: S3 has no index of keys. */
export function encryptionReads(extra: AnyReads): Reads {
  const names = z.array(z.string()).catch([]).parse(extra['buckets']);
  return Object.fromEntries(
    names.map((Bucket): [string, Read<unknown, unknown>] => [
      `${encryptionOf}${Bucket}`,
      {
        trust: 'truth',
        asks: ['s3:GetBucketEncryption'],
        call: (at) => s3.getBucketEncryption(at.place, { Bucket }),
        parse: (answer) =>
          Encryption.parse(answer).ServerSideEncryptionConfiguration.Rules.flatMap(
            ({ ApplyServerSideEncryptionByDefault: rule }) => rule?.KMSMasterKeyID ?? [],
          ),
        instead: { ServerSideEncryptionConfigurationNotFoundError: [] },
        absent: ['NoSuchBucket'],
      },
    ]),
  );
}

/** Lists the buckets and trails that rest on the key now, in words. */
export function usersOf(at: Subject<unknown>, extra: AnyReads): readonly string[] {
  const isOurs = (id: string | null | undefined): boolean =>
    typeof id === 'string' && id !== '' && (id === at.ids['arn'] || id === at.ids['keyId']);
  const buckets = Object.entries(extra).flatMap(([name, keys]) =>
    name.startsWith(encryptionOf) && z.array(z.string()).catch([]).parse(keys).some(isOurs)
      ? [`the default encryption of bucket ${name.slice(encryptionOf.length)} uses it`]
      : [],
  );
  const trails = Trails.shape.trailList.catch([]).parse(extra['trails']) ?? [];
  return [
    ...buckets,
    ...trails.flatMap(({ Name, KmsKeyId }) =>
      isOurs(KmsKeyId) ? [`the trail ${Name ?? ''} encrypts with it`] : [],
    ),
  ];
}
