import type { Address } from '../../src/model/address.ts';
import {
  app,
  batch,
  bucket,
  bucketStatements,
  grantParameters,
  keyStatements,
  policyOf,
  roleStatements,
  stranger,
  strangerRole,
  type ClosingWorld,
  type Statement,
} from './closing-world.ts';
import { account, region } from './estate.ts';
import { grantsOn } from './family.ts';
import { keyArn } from './hand.ts';

type Edit = (statements: readonly Statement[]) => readonly Statement[];

/** Drift that gives more than Git does, or takes a protection off. */
export interface Opening {
  readonly what: string;
  /** The address whose managed path it opens. */
  readonly at: Address;
  /** Another address that it opens besides. */
  readonly also?: Address;
  /** Edits the document of its address; several openings of one address make one document. */
  readonly edit?: Edit;
  /** Anything else, before the documents are written. */
  readonly does?: (world: ClosingWorld) => void;
}

function add(...more: readonly Statement[]): Edit {
  return (all) => [...all, ...more];
}

function drop(sid: string): Edit {
  return (all) => all.filter(({ Sid }) => Sid !== sid);
}

function change(sid: string, of: Statement): Edit {
  return (all) => all.map((one) => (one['Sid'] === sid ? withoutUndefined({ ...one, ...of }) : one));
}

function withoutUndefined(statement: Statement): Statement {
  return Object.fromEntries(Object.entries(statement).filter(([, value]) => value !== undefined));
}

function give(Sid: string, Principal: unknown, Action: unknown, Resource: unknown = '*'): Statement {
  return { Sid, Effect: 'Allow', Principal, Action, Resource };
}

const foreignRoot = { AWS: `arn:aws:iam::${stranger}:root` };
const objects = `arn:aws:s3:::${bucket}/*`;

const ofKey: readonly (readonly [string, Edit])[] = [
  ['a foreign root', add(give('Evil', foreignRoot, 'kms:*'))],
  ['a foreign role', add(give('Evil2', { AWS: strangerRole }, ['kms:Decrypt', 'kms:GenerateDataKey']))],
  ['everybody', add(give('Open', { AWS: '*' }, 'kms:Decrypt'))],
  ['everybody but what NotAction says', add({ ...give('Most', '*', undefined), NotAction: 'kms:Encrypt' })],
  ['a service', add(give('Service', { Service: 'ec2.amazonaws.com' }, 'kms:Decrypt'))],
  ['a role of the account', add(give('Job', { AWS: batch }, 'kms:Decrypt'))],
  ['a declared statement for a stranger too', change('Use', { Principal: { AWS: [app, strangerRole] } })],
  ['a declared statement for another role too', change('Use', { Principal: { AWS: [app, batch] } })],
  ['a declared statement for more actions', change('Use', { Action: ['kms:Decrypt', 'kms:CreateGrant'] })],
  ['a declared action by a glob', change('Use', { Action: 'kms:*' })],
  ['a declared condition dropped', change('Use', { Condition: undefined })],
  [
    'a declared condition for more values',
    change('Use', { Condition: { StringEquals: { 'kms:EncryptionContext:team': ['a', 'b', 'z'] } } }),
  ],
  [
    'a declared condition by a pattern',
    change('Use', { Condition: { StringLike: { 'kms:EncryptionContext:team': '*' } } }),
  ],
  [
    'a declared condition only if it is there',
    change('Use', { Condition: { StringEqualsIfExists: { 'kms:EncryptionContext:team': ['a', 'b'] } } }),
  ],
  ['a Deny taken off', drop('NoSilentKeys')],
  [
    'a Deny that spares one',
    change('NoSilentKeys', { Condition: { StringNotEquals: { 'aws:PrincipalAccount': account } } }),
  ],
  [
    'a Deny of another value',
    change('NoTeamC', { Condition: { StringEquals: { 'kms:EncryptionContext:team': 'd' } } }),
  ],
];

/** Turns off the block, which refuses what is public: whoever opens to everybody does so first. */
function unblockPolicies({ hand }: ClosingWorld): void {
  block(hand, { BlockPublicPolicy: false });
}

const ofBucket: readonly (readonly [string, Edit, Opening['does']?])[] = [
  ['a foreign role', add(give('Evil', { AWS: strangerRole }, 's3:*', objects))],
  ['a foreign root', add(give('Evil2', foreignRoot, 's3:GetObject', objects))],
  ['everybody', add(give('Open', '*', 's3:GetObject', objects)), unblockPolicies],
  ['a service', add(give('Service', { Service: 'ec2.amazonaws.com' }, 's3:GetObject', objects))],
  ['a role of the account', add(give('Job', { AWS: batch }, 's3:GetObject', objects))],
  ['a declared statement for all objects', change('Read', { Resource: objects })],
  ['a declared statement for more actions', change('Read', { Action: 's3:*Object' })],
  ['a declared statement for a stranger too', change('Read', { Principal: { AWS: [app, strangerRole] } })],
  ['a declared condition dropped', change('Near', { Condition: undefined })],
  [
    'a declared condition for more addresses',
    change('Near', { Condition: { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '127.0.0.0/8'] } } }),
  ],
  ['a Deny taken off', drop('NoDelete')],
  ['a Deny of fewer objects', change('NoDelete', { Resource: `arn:aws:s3:::${bucket}/other/*` })],
];

const ofRole: readonly (readonly [string, Edit])[] = [
  ['another statement', add({ Sid: 'More', Effect: 'Allow', Action: 's3:GetObject', Resource: objects })],
  ['more actions', change('Use', { Action: ['kms:Decrypt', 'kms:GenerateDataKey'] })],
  ['all actions', change('Use', { Action: 'kms:*' })],
  ['all keys', change('Use', { Resource: '*' })],
  ['a condition dropped', change('Use', { Condition: undefined })],
  ['a Deny taken off', drop('NoWrite')],
  ['a Deny by what nothing matches', change('NoWrite', { Resource: 'arn:aws:s3:::nothing/*' })],
];

function block(hand: ClosingWorld['hand'], off: Readonly<Record<string, boolean>>): void {
  const { PublicAccessBlockConfiguration: now } = hand.s3('GetPublicAccessBlock', { Bucket: bucket });
  hand.s3('PutPublicAccessBlock', {
    Bucket: bucket,
    PublicAccessBlockConfiguration: { ...(now as object), ...off },
  });
}

interface Widened {
  readonly GranteePrincipal?: string;
  readonly Operations?: readonly string[];
  readonly Constraints?: object;
}

/** Makes a grant under the name of ours that gives more; ours stays beside it, or is gone. */
function widen(to: Widened, replaces: boolean): (world: ClosingWorld) => void {
  return ({ estate, hand, data }) => {
    const mine = grantsOn(estate, data).find(({ Name }) => Name.startsWith('keywright:'));
    if (mine === undefined) throw new Error('there is no grant of ours');
    hand.kms('CreateGrant', {
      KeyId: data,
      Name: mine.Name,
      GranteePrincipal: app,
      Operations: grantParameters.operations,
      ...to,
    });
    if (replaces) hand.kms('RevokeGrant', { KeyId: data, GrantId: mine.GrantId });
  };
}

const subset = { EncryptionContextSubset: { team: 'g' } };
const ofGrant: readonly (readonly [string, Widened])[] = [
  ['more operations', { Operations: ['Decrypt', 'DescribeKey', 'GenerateDataKey'], Constraints: subset }],
  ['no constraint', {}],
  ['another role', { GranteePrincipal: batch, Constraints: subset }],
  ['a stranger', { GranteePrincipal: strangerRole, Operations: ['Decrypt', 'Encrypt'] }],
];

function encryption(of: { readonly key?: string; readonly block?: string }): (world: ClosingWorld) => void {
  return ({ hand, data, other }) => {
    const key = of.key === 'other' ? keyArn(other) : (of.key ?? keyArn(data));
    const byKey = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key };
    const ApplyServerSideEncryptionByDefault = key === 'none' ? { SSEAlgorithm: 'AES256' } : byKey;
    const rule = {
      ApplyServerSideEncryptionByDefault,
      BucketKeyEnabled: true,
      BlockedEncryptionTypes: { EncryptionType: [of.block ?? 'SSE-C'] },
    };
    hand.s3('PutBucketEncryption', {
      Bucket: bucket,
      ServerSideEncryptionConfiguration: { Rules: [rule] },
    });
  };
}

const foreignKey = `arn:aws:kms:${region}:${stranger}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

const settings: readonly (readonly [Address, string, (world: ClosingWorld) => void])[] = [
  ...['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'].map(
    (name): readonly [Address, string, (world: ClosingWorld) => void] => [
      'Bucket/data',
      `${name} off`,
      ({ hand }) => {
        block(hand, { [name]: false });
      },
    ],
  ),
  [
    'Bucket/data',
    'ACLs on',
    ({ hand }) => {
      const OwnershipControls = { Rules: [{ ObjectOwnership: 'ObjectWriter' }] };
      hand.s3('PutBucketOwnershipControls', { Bucket: bucket, OwnershipControls });
    },
  ],
  ['BucketEncryption/data', 'SSE-C unblocked', encryption({ block: 'NONE' })],
  ['BucketEncryption/data', 'moved to a foreign key', encryption({ key: foreignKey })],
  ['BucketEncryption/data', 'moved to another key', encryption({ key: 'other' })],
  ['BucketEncryption/data', 'moved to AES256', encryption({ key: 'none' })],
  ['BucketEncryption/data', 'moved and unblocked', encryption({ key: 'other', block: 'NONE' })],
  [
    'Key/data',
    'rotation off',
    ({ hand, data }) => {
      hand.kms('DisableKeyRotation', { KeyId: data });
    },
  ],
  [
    'Trail/audit',
    'stopped',
    ({ hand }) => {
      hand.cloudtrail('StopLogging', { Name: 'audit' });
    },
  ],
  [
    'Trail/audit',
    'fewer events',
    ({ hand }) => {
      const EventSelectors = [{ ReadWriteType: 'ReadOnly', IncludeManagementEvents: true }];
      hand.cloudtrail('PutEventSelectors', { TrailName: 'audit', EventSelectors });
    },
  ],
  [
    'Trail/audit',
    'files without validation',
    ({ hand }) => {
      hand.cloudtrail('UpdateTrail', { Name: 'audit', EnableLogFileValidation: false });
    },
  ],
];

/** Every managed path that can be opened, each in ways that the judge knows. */
export const openings: readonly Opening[] = [
  ...ofKey.map(([what, edit]): Opening => ({ at: 'Key/data', what, edit })),
  ...ofBucket.map(([what, edit, does]): Opening => ({
    at: 'BucketPolicy/data',
    what,
    edit,
    ...(does === undefined ? {} : { does, also: 'Bucket/data' }),
  })),
  ...ofRole.map(([what, edit]): Opening => ({ at: 'RolePolicy/app', what, edit })),
  ...ofGrant.flatMap(([what, to]): readonly Opening[] => [
    { at: 'Grant/app', what: `beside ours: ${what}`, does: widen(to, false) },
    { at: 'Grant/app', what: `instead of ours: ${what}`, does: widen(to, true) },
  ]),
  ...settings.map(([at, what, does]): Opening => ({ at, what, does })),
];

/** Does all of it, as somebody at a console would. `lost`: a declared statement of each edited document goes too. */
export function open(world: ClosingWorld, chosen: readonly Opening[], lost: boolean): void {
  for (const { does } of chosen) does?.(world);
  const { hand, data } = world;
  const edited = (at: string, declared: readonly Statement[], gone: string): string | undefined => {
    const edits = chosen.flatMap((one) => (one.at === at && one.edit !== undefined ? [one.edit] : []));
    if (edits.length === 0) return undefined;
    const all = edits.reduce((statements, edit) => edit(statements), declared);
    return JSON.stringify(policyOf(lost ? drop(gone)(all) : all));
  };
  const key = edited('Key/data', keyStatements, 'Use');
  if (key !== undefined) hand.kms('PutKeyPolicy', { KeyId: data, PolicyName: 'default', Policy: key });
  const ofTheBucket = edited('BucketPolicy/data', bucketStatements, 'Near');
  if (ofTheBucket !== undefined) hand.s3('PutBucketPolicy', { Bucket: bucket, Policy: ofTheBucket });
  const role = edited('RolePolicy/app', roleStatements(keyArn(data)), 'Use');
  if (role !== undefined)
    hand.iam('PutRolePolicy', { RoleName: 'app', PolicyName: 'use', PolicyDocument: role });
}
