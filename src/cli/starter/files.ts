import { yamlText } from '../../manifest/print.ts';

/** What a starter is written for. */
export interface StarterFacts {
  readonly account: string;
  readonly region: string;
  /** Undefined: the encryption of a bucket is written as a comment. */
  readonly bucket: string | undefined;
  /** Name of the Stack. */
  readonly stack: string;
  /** The mark that is never changed. */
  readonly uid: string;
  /** ARNs of the roles to assume; undefined: they are written as a comment. */
  readonly roles?: { readonly read: string; readonly write: string };
  /** The bucket that all runs share; undefined: none. */
  readonly coordination?: string;
}

/** Builds the manifests of a starter, by file name: a Stack, a key, and the encryption of an existing bucket. */
export function starterFiles(facts: StarterFacts): ReadonlyMap<string, string> {
  const name = nameFor(facts.bucket);
  return new Map([
    ['stack.yaml', stackFile(facts)],
    ['key.yaml', keyFile(name, facts.bucket)],
    ['bucket-encryption.yaml', encryptionFile(name, facts.bucket)],
  ]);
}

/** Quotes what YAML would read as a number or as true: hexadecimal digits may be 54328e59, a bucket may be 2026. */
function written(text: string): string {
  return yamlText(text).trimEnd();
}

/** Chooses a name for resources: bucket names are names of resources too; an alias takes no dots. */
function nameFor(bucket: string | undefined): string {
  return bucket ?? 'data';
}

function stackFile(facts: StarterFacts): string {
  const { account, region, stack, uid } = facts;
  return `# The accounts, Regions and safety settings of these manifests. \`reconcile explain Stack\` lists all fields.
# For completion in an editor: save reconcile schema > manifest.schema.json outside this directory, and add as
# the first line of each file: # yaml-language-server: $schema=<path to it>
apiVersion: keywright.dev/v1
kind: Stack
metadata:
  name: ${written(stack)}
spec:
  # With the name above, the ownership tag of every key in this Stack. Generated for you; never change it.
  uid: ${written(uid)}
  accounts:
    - id: '${account}'
      regions: [${region}]
${rolesPart(facts)}  defaults:
    account: '${account}'
    region: ${region}
    tags:
      managed-by: keywright
  # observe never writes; approve asks at every step; enforce asks only before dangerous steps.
  mode: enforce
${coordinationPart(facts)}`;
}

function rolesPart({ account, roles }: StarterFacts): string {
  if (roles === undefined)
    return `      # Roles to assume, for least privilege. Without them, Keywright uses the credentials of the
      # environment are used. \`reconcile permissions\` prints the policies that the two roles need.
      # roles:
      #   read: arn:aws:iam::${account}:role/keywright-read
      #   write: arn:aws:iam::${account}:role/keywright-write
`;
  return `      # A plan assumes the first role only; an apply assumes the second for the steps that may run.
      roles:
        read: ${roles.read}
        write: ${roles.write}
`;
}

function coordinationPart({ account, region, coordination }: StarterFacts): string {
  if (coordination === undefined) return '';
  return `  # Lease and journal in a bucket that all runs share: one run at a time writes, and each knows the last apply.
  coordination:
    s3:
      bucket: ${written(coordination)}
      prefix: keywright/
      account: '${account}'
      region: ${region}
`;
}

function keyFile(name: string, bucket: string | undefined): string {
  const what = bucket === undefined ? 'data in S3' : bucket;
  return `# A KMS key. Unset fields are not managed: see \`reconcile explain Key\`.
# If you delete this file, the key stays: only metadata.state deletes a key.
apiVersion: keywright.dev/v1
kind: Key
metadata:
  name: ${written(name)}
spec:
  description: Encrypts ${what}
  enabled: true
  # New material every year; old data stays readable.
  rotation:
    enabled: true
    periodInDays: 365
  aliases: [alias/${name.replaceAll('.', '-')}]
  policy:
    Version: '2012-10-17'
    Statement:
      # IAM policies of the account decide who may use the key. Readers and writers of objects in the bucket
      # need kms:Decrypt and kms:GenerateDataKey, in such a policy or in a statement here.
      - Sid: EnableIamPolicies
        Effect: Allow
        Principal: { AWS: 'arn:\${partition}:iam::\${account.id}:root' }
        Action: kms:*
        Resource: '*'
      # - Sid: AllowUseThroughS3
      #   Effect: Allow
      #   Principal: { AWS: 'arn:\${partition}:iam::\${account.id}:role/my-application' }
      #   Action: [kms:Decrypt, kms:GenerateDataKey]
      #   Resource: '*'
      #   Condition:
      #     StringEquals: { kms:ViaService: 's3.\${region}.amazonaws.com' }
`;
}

function encryptionFile(name: string, bucket: string | undefined): string {
  const head = `# The default encryption of an existing bucket, which is not managed itself. Existing objects
# do not change; new objects are encrypted with the key.
`;
  const manifest = `apiVersion: keywright.dev/v1
kind: BucketEncryption
metadata:
  name: ${written(name)}
spec:
  bucket: ${written(bucket ?? 'name-of-your-bucket')}
  algorithm: aws:kms
  key: { ref: Key/${name} }
  # Saves most KMS requests, which are billed.
  bucketKey: true
`;
  return bucket === undefined
    ? `${head}# Set your bucket name, and uncomment the lines.\n${commented(manifest)}`
    : `${head}${manifest}`;
}

function commented(text: string): string {
  return text.replaceAll(/^(?=.)/gmu, '# ');
}
