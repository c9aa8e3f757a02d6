import { z } from 'zod';
import { operation, type Context, type Operations } from '../../operation.ts';
import { pageOf } from '../../page.ts';
import { byCodeUnit } from '../../../model/tree.ts';
import { refuse } from '../../refusal.ts';
import { callerOf, partitionOf, principalRow } from './caller.ts';
import { callerKeys } from './global-keys.ts';
import { judgeIdentity } from './evaluate.ts';
import { parseDocument, statementsOf } from './document.ts';
import { newPrincipal } from './principals.ts';
import type { PrincipalRecord } from './records.ts';

/** Non-white-space characters of all inline policies of a role (IAM User Guide, quotas). */
const inlinePolicySize = 10_240;

const roleNameInput = z.string('Member must not be null').regex(/^[\w+=,.@-]{1,64}$/u);
const policyNameInput = z.string('Member must not be null').regex(/^[\w+=,.@-]{1,128}$/u);
const pathInput = z
  .string()
  .regex(/^\/(?:[\w+=,.@-]+\/)*$/u)
  .default('/');

function idOf(role: PrincipalRecord): string {
  return `${role.type}/${role.name}`;
}

function existingRole(context: Context, name: string): PrincipalRecord {
  const role = principalRow(context.world, { type: 'role', account: context.request.account, name });
  // The wire's code is NoSuchEntity; the SDK names it with the suffix.
  return role ?? refuse('NoSuchEntityException', `The role with name ${name} cannot be found.`, 404);
}

function authorizeIam(context: Context, roleName: string): void {
  const caller = callerOf(context);
  const { account } = context.request;
  const role = principalRow(context.world, { type: 'role', account, name: roleName });
  const resource =
    role?.arn ?? `arn:${partitionOf(context.request.principal)}:iam::${account}:role/${roleName}`;
  const action = `iam:${context.request.operation}`;
  if (judgeIdentity({ caller, action, resource, keys: callerKeys(context, caller) }) === 'allow') return;
  refuse(
    'AccessDenied',
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource}`,
    403,
  );
}

/** Encodes a document as IAM answers it: URL-encoded (RFC 3986). The SDK leaves it so. */
function encoded(document: string): string {
  return encodeURIComponent(document).replace(
    /[!'()*]/gu,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function shownRole(role: PrincipalRecord) {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.uniqueId,
    Arn: role.arn,
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: encoded(role.trust),
    ...(role.description === undefined ? {} : { Description: role.description }),
    MaxSessionDuration: 3_600,
  };
}

const createRole = operation(
  'writes',
  z.object({
    RoleName: roleNameInput,
    Path: pathInput,
    AssumeRolePolicyDocument: z.string('Member must not be null'),
    Description: z.string().max(1000).optional(),
  }),
  (context, input) => {
    authorizeIam(context, input.RoleName);
    if (parseDocument(input.AssumeRolePolicyDocument) === undefined) {
      refuse('MalformedPolicyDocumentException', 'This policy contains invalid Json');
    }
    const { account } = context.request;
    if (principalRow(context.world, { type: 'role', account, name: input.RoleName }) !== undefined) {
      refuse('EntityAlreadyExistsException', `Role with name ${input.RoleName} already exists.`, 409);
    }
    const role = newPrincipal(
      context.world,
      {
        partition: partitionOf(context.request.principal),
        type: 'role',
        name: input.RoleName,
        account,
        path: input.Path,
      },
      { trust: input.AssumeRolePolicyDocument, description: input.Description },
    );
    context.world.put('principal', account, idOf(role), role);
    return { Role: shownRole(role) };
  },
);

const getRole = operation('reads', z.object({ RoleName: roleNameInput }), (context, input) => {
  authorizeIam(context, input.RoleName);
  return { Role: shownRole(existingRole(context, input.RoleName)) };
});

const deleteRole = operation('writes', z.object({ RoleName: roleNameInput }), (context, input) => {
  authorizeIam(context, input.RoleName);
  const role = existingRole(context, input.RoleName);
  if (Object.keys(role.policies).length > 0) {
    refuse('DeleteConflictException', 'Cannot delete entity, must delete policies first.', 409);
  }
  context.world.remove('principal', context.request.account, idOf(role));
  return undefined;
});

const putRolePolicy = operation(
  'writes',
  z.object({
    RoleName: roleNameInput,
    PolicyName: policyNameInput,
    PolicyDocument: z
      .string('Member must not be null')
      .min(1)
      // The characters a policy may hold (IAM API Reference, PutRolePolicy).
      .regex(
        /^[\t\n\r\u0020-\u00ff]*$/u,
        'Member must satisfy regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u00FF]+',
      ),
  }),
  (context, input) => {
    authorizeIam(context, input.RoleName);
    const role = existingRole(context, input.RoleName);
    requireIdentityPolicy(input.PolicyDocument);
    const policies = { ...role.policies, [input.PolicyName]: input.PolicyDocument };
    const size = Object.values(policies).join('').replace(/\s/gu, '').length;
    if (size > inlinePolicySize) {
      refuse(
        'LimitExceededException',
        `Maximum policy size of ${String(inlinePolicySize)} bytes exceeded for role ${role.name}`,
        409,
      );
    }
    context.world.put('principal', context.request.account, idOf(role), { ...role, policies });
    return undefined;
  },
);

/**
 * Refuses an identity policy that names a principal, or lacks action or resource (IAM User Guide, policy grammar).
 */
function requireIdentityPolicy(text: string): void {
  const document = parseDocument(text);
  if (document === undefined) refuse('MalformedPolicyDocumentException', 'Syntax errors in policy.');
  for (const statement of statementsOf(document)) {
    if (statement.Principal !== undefined || statement.NotPrincipal !== undefined) {
      refuse('MalformedPolicyDocumentException', 'Policy document should not specify a principal.');
    }
    if (statement.Action === undefined && statement.NotAction === undefined) {
      refuse('MalformedPolicyDocumentException', 'Policy statement must contain actions.');
    }
    if (statement.Resource === undefined && statement.NotResource === undefined) {
      refuse('MalformedPolicyDocumentException', 'Policy statement must contain resources.');
    }
  }
}

const namedPolicyInput = z.object({ RoleName: roleNameInput, PolicyName: policyNameInput });

function existingPolicy(role: PrincipalRecord, name: string): string {
  return (
    role.policies[name] ??
    refuse('NoSuchEntityException', `The role policy with name ${name} cannot be found.`, 404)
  );
}

const getRolePolicy = operation('reads', namedPolicyInput, (context, input) => {
  authorizeIam(context, input.RoleName);
  const role = existingRole(context, input.RoleName);
  const document = existingPolicy(role, input.PolicyName);
  return { RoleName: role.name, PolicyName: input.PolicyName, PolicyDocument: encoded(document) };
});

const deleteRolePolicy = operation('writes', namedPolicyInput, (context, input) => {
  authorizeIam(context, input.RoleName);
  const role = existingRole(context, input.RoleName);
  existingPolicy(role, input.PolicyName);
  const policies = Object.fromEntries(
    Object.entries(role.policies).filter(([name]) => name !== input.PolicyName),
  );
  context.world.put('principal', context.request.account, idOf(role), { ...role, policies });
  return undefined;
});

const listRolePolicies = operation(
  'reads',
  z.object({
    RoleName: roleNameInput,
    MaxItems: z.int().min(1).max(1000).optional(),
    Marker: z.string().optional(),
  }),
  (context, input) => {
    authorizeIam(context, input.RoleName);
    const role = existingRole(context, input.RoleName);
    const shown = pageOf(
      Object.keys(role.policies)
        .sort(byCodeUnit)
        .map((name) => [name, name] as const),
      {
        listing: `iam/${role.arn}`,
        limit: input.MaxItems ?? context.pageSize,
        marker: input.Marker,
        fail: () => refuse('ValidationError', 'Invalid Marker.'),
      },
    );
    return {
      PolicyNames: shown.items,
      IsTruncated: shown.next !== undefined,
      ...(shown.next === undefined ? {} : { Marker: shown.next }),
    };
  },
);

export const iamOperations: Operations = {
  CreateRole: createRole,
  GetRole: getRole,
  DeleteRole: deleteRole,
  PutRolePolicy: putRolePolicy,
  GetRolePolicy: getRolePolicy,
  DeleteRolePolicy: deleteRolePolicy,
  ListRolePolicies: listRolePolicies,
};
