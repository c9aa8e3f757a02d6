import { partitionOfRegion } from '../../../model/partition.ts';
import { z } from 'zod';
import { operation, scopeOf, type Context, type Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { aliasNamesOf, putAlias, removeAlias } from './alias-index.ts';
import { authorize, authorizeByIdentity } from './authorize.ts';
import { between, keyIdInput } from './input.ts';
import { page } from './listing.ts';
import type { AliasRecord, KeyRecord } from './records.ts';
import { resolveKey } from './resolve.ts';
import { specs } from './specs.ts';
import { requireState } from './state.ts';

/** KMS Developer Guide, resource quotas: aliases per KMS key. */
const aliasesPerKey = 50;

const aliasNameInput = z
  .string('Member must not be null')
  .min(1, 'Member must have length greater than or equal to 1')
  .max(256, 'Member must have length less than or equal to 256')
  .regex(/^[a-zA-Z0-9:/_-]+$/u, 'Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$');

function aliasArn(context: Context, name: string): string {
  return `arn:${partitionOfRegion(context.request.region)}:kms:${context.request.region}:${context.request.account}:${name}`;
}

/** Refuses a name that is not (KMS API Reference, CreateAlias) `alias/` and letters, digits, `/`, `_`, `-`; not `alias/aws/`. */
function requireAliasName(context: Context, name: string): void {
  if (!/^alias\/[a-zA-Z0-9/_-]+$/u.test(name)) {
    refuse(
      name.startsWith('alias/') ? 'InvalidAliasNameException' : 'ValidationException',
      name.startsWith('alias/')
        ? 'Alias must contain only alphanumeric characters, slashes, underscores and dashes.'
        : `Invalid identifier: ${name} must begin with alias/`,
    );
  }
  if (name.startsWith('alias/aws/')) {
    refuse(
      context.request.operation === 'CreateAlias' ? 'NotAuthorizedException' : 'AccessDeniedException',
      'alias/aws/ is a reserved prefix.',
    );
  }
}

/** Finds the key that an alias shall point to, if it may (KMS Developer Guide, controlling access to aliases). */
function target(context: Context, name: string): KeyRecord {
  const key = resolveKey(context, name, { forms: 'key', crossAccount: false });
  // AWS managed keys cannot have other aliases (KMS API Reference, CreateAlias).
  if (key.manager === 'AWS') refuse('AccessDeniedException', `${key.arn} is an AWS managed key.`);
  authorize(context, key);
  requireState(context.request.operation, key, context.now);
  return key;
}

function requireRoom(context: Context, key: KeyRecord): void {
  const count = aliasNamesOf(context.world, key).length;
  if (count >= aliasesPerKey) {
    refuse('LimitExceededException', `Key '${key.arn}' has the maximum of ${String(aliasesPerKey)} aliases.`);
  }
}

const createAlias = operation(
  'writes',
  z.object({ AliasName: aliasNameInput, TargetKeyId: keyIdInput }),
  (context, input) => {
    const name = input.AliasName;
    requireAliasName(context, name);
    authorizeByIdentity(context, aliasArn(context, name));
    const key = target(context, input.TargetKeyId);
    if (context.world.get('alias', scopeOf(key), name) !== undefined) {
      refuse('AlreadyExistsException', `An alias with the name ${aliasArn(context, name)} already exists`);
    }
    requireRoom(context, key);
    const alias = { name, target: key.id, createdAt: context.now, updatedAt: context.now };
    putAlias(context.world, key, alias);
    return undefined;
  },
);

const updateAlias = operation(
  'writes',
  z.object({ AliasName: aliasNameInput, TargetKeyId: keyIdInput }),
  (context, input) => {
    const name = input.AliasName;
    requireAliasName(context, name);
    authorizeByIdentity(context, aliasArn(context, name));
    const scope = scopeOf(context.request);
    const alias = existing(context, name);
    const from = context.world.get('key', scope, alias.target);
    if (from !== undefined) authorize(context, from);
    const key = target(context, input.TargetKeyId);
    // Same type and same usage (KMS API Reference, UpdateAlias). The text is a guess.
    const type = (of: KeyRecord) => `${specs[of.keySpec]?.family ?? ''}/${of.keyUsage}`;
    if (from !== undefined && type(from) !== type(key)) {
      refuse(
        'ValidationException',
        'The current and new KMS key must be the same type and have the same key usage.',
      );
    }
    if (alias.target !== key.id) requireRoom(context, key);
    putAlias(context.world, key, { ...alias, target: key.id, updatedAt: context.now });
    return undefined;
  },
);

const deleteAlias = operation('writes', z.object({ AliasName: aliasNameInput }), (context, input) => {
  const name = input.AliasName;
  requireAliasName(context, name);
  authorizeByIdentity(context, aliasArn(context, name));
  const scope = scopeOf(context.request);
  const key = context.world.get('key', scope, existing(context, name).target);
  if (key !== undefined) authorize(context, key);
  removeAlias(context.world, context.request, name);
  return undefined;
});

function existing(context: Context, name: string): AliasRecord {
  const alias = context.world.get('alias', scopeOf(context.request), name);
  return alias ?? refuse('NotFoundException', `Alias ${aliasArn(context, name)} is not found.`);
}

const listAliases = operation(
  'reads',
  z.object({
    KeyId: keyIdInput.optional(),
    Limit: between(1, 100).optional(),
    Marker: z.string().optional(),
  }),
  (context, input) => {
    authorizeByIdentity(context, '*');
    const key =
      input.KeyId === undefined
        ? undefined
        : resolveKey(context, input.KeyId, { forms: 'key', crossAccount: false });
    const entries = context.world
      .list('alias', scopeOf(context.request))
      .filter(([, alias]) => key === undefined || alias.target === key.id)
      .map(([name, alias]) => [name, shown(context, alias)] as const);
    return page(context, 'Aliases', entries, input, 100);
  },
);

function shown(context: Context, alias: AliasRecord) {
  return {
    AliasName: alias.name,
    AliasArn: aliasArn(context, alias.name),
    TargetKeyId: alias.target,
    CreationDate: new Date(alias.createdAt),
    LastUpdatedDate: new Date(alias.updatedAt),
  };
}

export const aliasOperations: Operations = {
  CreateAlias: createAlias,
  UpdateAlias: updateAlias,
  DeleteAlias: deleteAlias,
  ListAliases: listAliases,
};
