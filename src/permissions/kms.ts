import { actionsOf } from '../aws/operations.ts';
import { alias, key, role } from '../aws/services/resource.ts';
import type { Place } from '../model/call.ts';
import { isList, isMap, type Tree } from '../model/tree.ts';
import {
  both,
  equals,
  marked,
  marking,
  textOf,
  type Condition,
  type Demand,
  type DemandContext,
  type Purpose,
  type Sample,
} from './demand.ts';

/**
 * Lists what the calls of AWS KMS ask of IAM. Sources: Service Authorization Reference (AWS KMS); KMS Developer
 * Guide, tag-permissions, alias-access, multi-region-keys-auth, grants conditions.
 */
export function kmsDemands(sample: Sample, given: DemandContext): readonly Demand[] {
  const { op, at, input = {} } = sample;
  const context = { ...given, family: given.family === true && writtenOnPrimary.includes(op) };
  switch (op) {
    case 'kms:ListKeys':
    case 'kms:ListAliases':
      return actionsOf(op).map((action) => ({
        purpose: 'ListAccount',
        action,
        resources: ['*'],
        condition: equals('aws:RequestedRegion', [at.region]),
      }));
    case 'kms:CreateKey':
      return [
        {
          purpose: 'MakeKeys',
          action: 'kms:CreateKey',
          resources: ['*'],
          condition: both(marking(context.settings), equals('aws:RequestedRegion', [at.region]), noBypass),
        },
        ...tagsAtBirth(input['Tags'], at, context),
        ...(input['MultiRegion'] === true ? [serviceRole(at, context)] : []),
      ];
    case 'kms:ReplicateKey':
      return [
        on(keyOf(input['KeyId'], at, context), 'kms:ReplicateKey', {
          more: equals('kms:ReplicaRegion', textOf(input['ReplicaRegion']) ?? ''),
        }),
        {
          purpose: 'MakeReplicas',
          action: 'kms:CreateKey',
          resources: ['*'],
          // Whether the tags of the request count for this action is not documented, so they are not asked for.
          condition: both(equals('aws:RequestedRegion', [textOf(input['ReplicaRegion']) ?? '']), {
            BoolIfExists: { 'kms:MultiRegion': 'true' },
          }),
        },
        ...tagsAtBirth(
          input['Tags'],
          { ...at, region: textOf(input['ReplicaRegion']) ?? at.region },
          context,
        ),
      ];
    case 'kms:DescribeKey':
    case 'kms:ListResourceTags':
      // A key that lost its mark must still be distinguished from those of others, and what an alias points to be seen.
      return [on(keyOf(anyHere(input['KeyId'], at), at, context), op)];
    case 'kms:UpdatePrimaryRegion':
      // Judged at both ends: for the primary and for the replica that takes its place.
      return [
        on(keyOf(input['KeyId'], at, context), 'kms:UpdatePrimaryRegion', {
          more: equals('kms:PrimaryRegion', textOf(input['PrimaryRegion']) ?? ''),
        }),
      ];
    case 'kms:CreateAlias':
    case 'kms:UpdateAlias':
      return aliasDemands(sample, context);
    case 'kms:TagResource':
      return isMarking(input['Tags'], context)
        ? tagsAtBirth(input['Tags'], at, context)
        : [on(keyOf(input['KeyId'], at, context), op)];
    case 'kms:PutKeyPolicy':
      return [on(keyOf(input['KeyId'], at, context), op, { purpose: 'KeyPolicies', more: noBypass })];
    case 'kms:CreateGrant':
      return [
        on(keyOf(input['KeyId'], at, context), op, { purpose: 'GiveGrants', more: grantCondition(input) }),
      ];
    case 'kms:ScheduleKeyDeletion': {
      const days = input['PendingWindowInDays'];
      const window: Condition =
        typeof days === 'number'
          ? { NumericEquals: { 'kms:ScheduleKeyDeletionPendingWindowInDays': String(days) } }
          : {};
      return [on(keyOf(input['KeyId'], at, context), op, { more: window })];
    }
    default:
      return actionsOf(op).map((action) => on(keyOf(input['KeyId'], at, context), action));
  }
}

/** What the primary of a family takes wherever it is; all else each related key has for itself. */
const writtenOnPrimary: readonly Sample['op'][] = [
  'kms:ReplicateKey',
  'kms:UpdatePrimaryRegion',
  'kms:EnableKeyRotation',
  'kms:DisableKeyRotation',
];

/** Keywright never sends the flag (design, safety); the key is missing where no policy is sent (guess). */
const noBypass: Condition = { BoolIfExists: { 'kms:BypassPolicyLockoutSafetyCheck': 'false' } };

/**
 * Returns every key of the place, since any may have to be told apart. It returns a key of another account or Region
 * by its ARN.
 */
function anyHere(id: Tree | undefined, { region, account }: Place): Tree {
  const [, , , of, owner] = textOf(id)?.split(':') ?? [];
  return owner === undefined || (of === region && owner === account) ? '*' : (id ?? '*');
}

interface Keys {
  readonly purpose: Purpose;
  readonly resources: readonly string[];
  readonly condition?: Condition;
}

function on(
  keys: Keys,
  action: string,
  { purpose = keys.purpose, more = {} }: { readonly purpose?: Purpose; readonly more?: Condition } = {},
): Demand {
  const condition = both(keys.condition, more);
  return {
    purpose,
    action,
    resources: keys.resources,
    ...(Object.keys(condition).length === 0 ? {} : { condition }),
  };
}

/** Finds the keys that a `KeyId` stands for: one by its ARN, every one (`*`), or all with our mark. */
function keyOf(id: Tree | undefined, at: Place, context: DemandContext): Keys {
  const { settings, family = false } = context;
  const text = textOf(id);
  const arn = (name: string, region: string): readonly string[] => [
    key.arn(name, settings.partition, { ...at, region }),
  ];
  const region = family ? '*' : at.region;
  if (text === undefined)
    return {
      purpose: 'OurKeys',
      resources: arn(family ? 'mrk-*' : '*', region),
      condition: marked(settings),
    };
  if (text === '*') return { purpose: 'TellKeysApart', resources: arn('*', at.region) };
  return { purpose: 'NamedKeys', resources: arn(text, region) };
}

/**
 * Demands that new keys may get tags. "At a minimum, the permission must cover all KMS keys in the account and
 * Region". KMS cannot tell a new key from one that exists, so what limits it is the mark in the request.
 */
function tagsAtBirth(tags: Tree | undefined, at: Place, context: DemandContext): readonly Demand[] {
  if (tags === undefined) return [];
  const resources = [key.arn('*', context.settings.partition, at)];
  return [
    { purpose: 'MarkKeys', action: 'kms:TagResource', resources, condition: marking(context.settings) },
  ];
}

/** Tests whether these tags put our mark on: the key may not carry it yet. */
function isMarking(tags: Tree | undefined, { settings }: DemandContext): boolean {
  const mark = Object.values(marking(settings)['StringEquals'] ?? {})[0];
  return isList(tags) && tags.some((tag) => isMap(tag) && tag['TagValue'] === mark);
}

function serviceRole(at: Place, { settings }: DemandContext): Demand {
  const name = 'mrk.kms.amazonaws.com/AWSServiceRoleForKeyManagementServiceMultiRegionKeys';
  return {
    purpose: 'MultiRegionRole',
    action: 'iam:CreateServiceLinkedRole',
    resources: [role.arn(`aws-service-role/${name}`, settings.partition, at)],
    condition: equals('iam:AWSServiceName', 'mrk.kms.amazonaws.com'),
  };
}

/**
 * Demands permission on the alias, on the key it shall point to, and on the one it points to now. That one may be
 * anybody's, since the alias may have been re-pointed, but must have this alias (KMS Developer Guide, alias-access,
 * conditions-kms).
 */
function aliasDemands({ op, at, input = {} }: Sample, context: DemandContext): readonly Demand[] {
  const name = textOf(input['AliasName']) ?? 'alias/*';
  const { partition } = context.settings;
  const now: Demand = {
    purpose: 'KeysBehindAliases',
    action: op,
    resources: [key.arn('*', partition, at)],
    condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': [name] } },
  };
  return [
    { purpose: 'Aliases', action: op, resources: [alias.arn(name, partition, at)] },
    on(keyOf(input['TargetKeyId'], at, context), op),
    ...(op === 'kms:UpdateAlias' ? [now] : []),
  ];
}

/** Limits what the write role may give away to what the manifests give away. */
function grantCondition(input: NonNullable<Sample['input']>): Condition {
  const operations = isList(input['Operations'])
    ? input['Operations'].filter((one) => typeof one === 'string')
    : [];
  const constraints = isMap(input['Constraints']) ? Object.keys(input['Constraints']) : [];
  const kind = constraints.find((name) => name.startsWith('EncryptionContext'));
  const grantee = textOf(input['GranteePrincipal']);
  const service = textOf(input['GranteeServicePrincipal']);
  return both(
    grantee === undefined ? undefined : equals('kms:GranteePrincipal', grantee),
    service === undefined ? undefined : equals('kms:GranteeServicePrincipal', service),
    kind === undefined ? undefined : equals('kms:GrantConstraintType', kind),
    { 'ForAllValues:StringEquals': { 'kms:GrantOperations': operations } },
  );
}
