/** Estates of any size, each as the texts of its manifests. */

export const account = '111122223333';
export const region = 'eu-central-1';
export const otherRegion = 'eu-west-1';

const root = `arn:aws:iam::${account}:root`;

const stack = `apiVersion: keywright.dev/v1
kind: Stack
metadata: { name: bench }
spec:
  uid: 0a1b2c3d4e5f
  accounts: [{ id: '${account}', regions: [${region}, ${otherRegion}] }]
  defaults: { account: '${account}', region: ${region} }
`;

function documentOf(kind: string, name: string, spec: object): string {
  return JSON.stringify({ apiVersion: 'keywright.dev/v1', kind, metadata: { name }, spec });
}

/** A file has 4 MiB at most. */
const documentsInFile = 1_000;

function filesOf(documents: readonly string[]): readonly string[] {
  const files = Map.groupBy(documents.keys(), (index) => Math.floor(index / documentsInFile));
  return [
    stack,
    ...[...files.values()].map((indexes) => indexes.map((index) => documents[index]).join('\n---\n')),
  ];
}

function allow(
  sid: string,
  principal: string,
  actions: string | readonly string[],
  conditions?: object,
): object {
  const more = conditions === undefined ? {} : { Condition: conditions };
  return {
    Sid: sid,
    Effect: 'Allow',
    Principal: { AWS: principal },
    Action: actions,
    Resource: '*',
    ...more,
  };
}

function keyPolicy(index: number): object {
  const throughS3 = { StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } };
  const use = ['kms:GenerateDataKey', 'kms:Decrypt'];
  const manage = [
    'kms:Describe*',
    'kms:Get*',
    'kms:List*',
    'kms:PutKeyPolicy',
    'kms:Enable*',
    'kms:Disable*',
  ];
  return {
    Version: '2012-10-17',
    Statement: [
      allow('Root', root, 'kms:*'),
      allow('Administration', roleOf('key-admin'), manage),
      allow('Use', roleOf(`app-${String(index % applications)}`), use, throughS3),
    ],
  };
}

function roleOf(name: string): string {
  return `arn:aws:iam::${account}:role/${name}`;
}

/** Applications that share the keys: the embedded AWS looks through all roles for each policy that it shows. */
const applications = 50;

/** The roles that policies of keys name: AWS refuses a policy that names one which is not there. */
export const roles: readonly string[] = [
  'key-admin',
  ...numbers(applications).map((index) => `app-${String(index)}`),
].map(roleOf);

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function keyOf(index: number, more: object = {}): string {
  const name = `k${String(index)}`;
  return documentOf('Key', name, {
    description: `key ${name}`,
    enabled: true,
    rotation: { enabled: true, periodInDays: 365 },
    tags: { team: `team-${String(index)}` },
    aliases: [`alias/${name}`],
    grants: 'ignore',
    policy: keyPolicy(index),
    ...more,
  });
}

/** Makes keys with alias, policy, tags and rotation: two resources each. */
export function keys(count: number): readonly string[] {
  return filesOf(numbers(count).map((index) => keyOf(index)));
}

/** Makes the same as multi-Region keys, each with a replica: three resources each. */
export function replicatedKeys(count: number): readonly string[] {
  const replica = (index: number): string =>
    documentOf('ReplicaKey', `k${String(index)}`, {
      primary: { ref: `Key/k${String(index)}` },
      region: otherRegion,
      enabled: true,
      policy: keyPolicy(index),
    });
  return filesOf(numbers(count).flatMap((index) => [keyOf(index, { multiRegion: true }), replica(index)]));
}

/** Makes five resources a number: a key, its alias, and a bucket with its encryption and policy. */
export function mixed(count: number): readonly string[] {
  return filesOf(numbers(count).flatMap((index) => [keyOf(index), ...bucketOf(index)]));
}

const blocked = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};

/** Makes the same as a daemon guards it: grants of others are shown, and public access is blocked. */
export function guarded(count: number): readonly string[] {
  return filesOf(
    numbers(count).flatMap((index) => [
      keyOf(index, { grants: 'report' }),
      ...bucketOf(index, { publicAccessBlock: blocked }),
    ]),
  );
}

function bucketOf(index: number, more: object = {}): readonly string[] {
  const [bucket, key] = [`b${String(index)}`, `k${String(index)}`];
  const arn = `\${Bucket/${bucket}.arn}`;
  const deny = (sid: string, action: string, resource: readonly string[], conditions: object): object => ({
    ...{
      Sid: sid,
      Effect: 'Deny',
      Principal: '*',
      Action: action,
      Resource: resource,
      Condition: conditions,
    },
  });
  const keyHeader = 's3:x-amz-server-side-encryption-aws-kms-key-id';
  return [
    documentOf('Bucket', bucket, {
      name: `keywright-bench-${String(index)}`,
      versioning: 'Enabled',
      tags: { 'data-class': 'confidential' },
      ...more,
    }),
    documentOf('BucketEncryption', bucket, {
      bucket: { ref: `Bucket/${bucket}` },
      algorithm: 'aws:kms',
      key: { ref: `Key/${key}` },
      bucketKey: true,
    }),
    documentOf('BucketPolicy', bucket, {
      bucket: { ref: `Bucket/${bucket}` },
      ownership: 'document',
      document: {
        Version: '2012-10-17',
        Statement: [
          deny('PlainHttp', 's3:*', [arn, `${arn}/*`], { Bool: { 'aws:SecureTransport': 'false' } }),
          deny('OtherKeys', 's3:PutObject', [`${arn}/*`], {
            StringNotEquals: { [keyHeader]: `\${Key/${key}.arn}` },
            Null: { [keyHeader]: 'false' },
          }),
        ],
      },
    }),
  ];
}
