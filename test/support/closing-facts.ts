import { createSandbox, type SandboxAnswer, type SandboxService } from '../../src/sandbox/sandbox.ts';
import { account, region } from './estate.ts';
import { app, batch, bucket, stranger, strangerRole, type ClosingWorld } from './closing-world.ts';
import { keyArn } from './hand.ts';

/** What anybody can do, and which protection is off. */
export interface Facts {
  /** `WHO REQUEST`: what the embedded AWS lets them do, by its own judgement of policies. */
  readonly access: ReadonlySet<string>;
  readonly weak: ReadonlySet<string>;
}

interface Who {
  readonly name: string;
  readonly account: string;
  readonly principal: string;
}

const callers: readonly Who[] = [
  { name: 'app', account, principal: app },
  { name: 'batch', account, principal: batch },
  { name: 'admin', account, principal: `arn:aws:iam::${account}:role/admin` },
  { name: 'stranger', account: stranger, principal: strangerRole },
  { name: 'service', account, principal: 'ec2.amazonaws.com' },
];

/** Principals that nothing declares and nobody trusts. */
export const strangers = ['stranger', 'service'] as const;

interface Ask {
  readonly service: SandboxService;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Asks a copy of the world, so that no question changes what is asked about. */
export function factsOf({ estate, data, other }: ClosingWorld): Facts {
  const clock = estate.clock;
  const sandbox = createSandbox({ clock, random: { next: () => 0 }, world: estate.sandbox.world() });

  function send(who: Who, { service, operation, input }: Ask): SandboxAnswer {
    const { account: of, principal } = who;
    return sandbox.raw({ service, operation, account: of, region, principal, input });
  }

  /** Builds the request to decrypt a ciphertext that nobody's policy stood in the way of. */
  function sealed(KeyId: string, EncryptionContext: object): Ask {
    const input = { KeyId, Plaintext: new Uint8Array([1]), EncryptionContext };
    const root = { name: 'root', account, principal: `arn:aws:iam::${account}:root` };
    const answer = send(root, { service: 'kms', operation: 'Encrypt', input });
    if (answer.is === 'error') throw new Error(`nothing to decrypt: ${answer.message}`);
    const { CiphertextBlob } = answer.output;
    return { service: 'kms', operation: 'Decrypt', input: { CiphertextBlob, EncryptionContext } };
  }

  const asks = new Map<string, Ask>([
    ...['a', 'g', 'z'].map((team) => [`Decrypt ${team}`, sealed(keyArn(data), { team })] as const),
    ['Decrypt other', sealed(keyArn(other), { team: 'a' })],
    ...kmsAsks(keyArn(data)),
    ...s3Asks(),
  ]);
  const access = callers.flatMap((who) =>
    [...asks].filter(([, ask]) => isAllowed(send(who, ask))).map(([name]) => `${who.name} ${name}`),
  );
  return { access: new Set(access), weak: new Set(weaknesses(estate, data)) };
}

function kmsAsks(KeyId: string): readonly (readonly [string, Ask])[] {
  const ask = (name: string, operation: string, input: object): readonly [string, Ask] => [
    name,
    { service: 'kms', operation, input: { KeyId, ...input } },
  ];
  const Plaintext = new Uint8Array([1]);
  const grant = { GranteePrincipal: batch, Operations: ['Decrypt'], DryRun: true };
  return [
    ask('Encrypt', 'Encrypt', { Plaintext }),
    ask('Encrypt c', 'Encrypt', { Plaintext, EncryptionContext: { team: 'c' } }),
    ask('GenerateDataKey', 'GenerateDataKey', { KeySpec: 'AES_256' }),
    ask('GenerateDataKeyWithoutPlaintext', 'GenerateDataKeyWithoutPlaintext', { KeySpec: 'AES_256' }),
    ask('DescribeKey', 'DescribeKey', {}),
    ask('GetKeyPolicy', 'GetKeyPolicy', { PolicyName: 'default' }),
    ask('CreateGrant', 'CreateGrant', grant),
    ask('TagResource', 'TagResource', { Tags: [{ TagKey: 'probe', TagValue: '' }] }),
  ];
}

function s3Asks(): readonly (readonly [string, Ask])[] {
  const ask = (name: string, operation: string, input: object = {}): readonly [string, Ask] => [
    name,
    { service: 's3', operation, input: { Bucket: bucket, ...input } },
  ];
  const plain = { Body: 'text', ServerSideEncryption: 'AES256' };
  return [
    ask('GetObject app/x', 'GetObject', { Key: 'app/x' }),
    ask('GetObject other/x', 'GetObject', { Key: 'other/x' }),
    ask('PutObject app/new', 'PutObject', { Key: 'app/new', ...plain }),
    ask('PutObject other/new', 'PutObject', { Key: 'other/new', ...plain }),
    ask('DeleteObject', 'DeleteObject', { Key: 'app/new' }),
    ask('GetBucketPolicy', 'GetBucketPolicy'),
  ];
}

/** What is answered only to those who may: a dry run, and what the embedded AWS does not keep. */
const permitted = ['DryRunOperationException', 'NotImplemented'];

function isAllowed(answer: SandboxAnswer): boolean {
  return answer.is === 'ok' || permitted.includes(answer.name);
}

/** Lists the protection that is off, whoever asks. */
function weaknesses(estate: ClosingWorld['estate'], data: string): readonly string[] {
  const { PublicAccessBlockConfiguration: block } = estate.raw('s3', 'GetPublicAccessBlock', {
    Bucket: bucket,
  }) as { PublicAccessBlockConfiguration: Readonly<Record<string, boolean>> };
  const { ServerSideEncryptionConfiguration } = estate.raw('s3', 'GetBucketEncryption', {
    Bucket: bucket,
  }) as { ServerSideEncryptionConfiguration: { Rules: readonly EncryptionRule[] } };
  const [rule] = ServerSideEncryptionConfiguration.Rules;
  const { OwnershipControls } = estate.raw('s3', 'GetBucketOwnershipControls', { Bucket: bucket }) as {
    OwnershipControls: { Rules: readonly { ObjectOwnership: string }[] };
  };
  const { IsLogging } = estate.raw('cloudtrail', 'GetTrailStatus', { Name: 'audit' });
  const { EventSelectors } = estate.raw('cloudtrail', 'GetEventSelectors', { TrailName: 'audit' }) as {
    EventSelectors: readonly { ReadWriteType: string }[];
  };
  const { Trail } = estate.raw('cloudtrail', 'GetTrail', { Name: 'audit' }) as {
    Trail: { LogFileValidationEnabled: boolean };
  };
  const { KeyRotationEnabled } = estate.raw('kms', 'GetKeyRotationStatus', { KeyId: data });
  const off: readonly (readonly [string, boolean])[] = [
    ...Object.entries(block).map(([name, on]) => [name, !on] as const),
    ['ACLs', OwnershipControls.Rules[0]?.ObjectOwnership !== 'BucketOwnerEnforced'],
    ['SSE-C', rule?.BlockedEncryptionTypes?.EncryptionType.includes('SSE-C') !== true],
    ['another key', rule?.ApplyServerSideEncryptionByDefault.KMSMasterKeyID !== keyArn(data)],
    ['rotation', KeyRotationEnabled !== true],
    ['logging', IsLogging !== true],
    ['selectors', EventSelectors.some(({ ReadWriteType }) => ReadWriteType !== 'All')],
    ['validation', !Trail.LogFileValidationEnabled],
  ];
  return off.filter(([, is]) => is).map(([name]) => name);
}

interface EncryptionRule {
  readonly ApplyServerSideEncryptionByDefault: { readonly KMSMasterKeyID?: string };
  readonly BlockedEncryptionTypes?: { readonly EncryptionType: readonly string[] };
}
