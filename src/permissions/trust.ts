import type { Settings } from '../model/resource.ts';
import { byCodeUnit, type TreeMap } from '../model/tree.ts';
import type { RolePermissions } from './permissions.ts';

/** A document in the shape that IAM takes. */
export interface IamDocument extends TreeMap {
  readonly Version: '2012-10-17';
  readonly Statement: readonly TreeMap[];
}

/**
 * Declares who may assume a role, as a document for `aws iam create-role`. The manifests do not name who runs
 * Keywright, so without `principals` a word to replace stands there.
 */
export function trustOf(
  { account, use }: Pick<RolePermissions, 'account' | 'use'>,
  settings: Settings,
  principals: readonly string[] = [`arn:${settings.partition}:iam::ACCOUNT:role/WHO-RUNS-KEYWRIGHT`],
): IamDocument {
  const externalId = settings.accounts.find(({ id }) => id === account)?.externalId;
  const [one, ...more] = principals;
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'KeywrightRuns',
        Effect: 'Allow',
        Principal: { AWS: one === undefined || more.length > 0 ? principals : one },
        Action: actionsOn(use),
        ...(externalId === undefined
          ? {}
          : { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }),
      },
    ],
  };
}

/**
 * Returns the actions that a role's trust allows. A daemon names the plan and who approved it in the sessions that
 * write (IAM User Guide, id_credentials_temp_control-access_monitor).
 */
function actionsOn(use: RolePermissions['use']): string | readonly string[] {
  const writes = use === 'write' || use === 'destroy';
  return writes ? ['sts:AssumeRole', 'sts:SetSourceIdentity'] : 'sts:AssumeRole';
}

/** Builds what whoever runs Keywright needs besides; returns undefined where the Stack names no roles. */
export function callerDocument(roles: readonly RolePermissions[]): IamDocument | undefined {
  const arns = [...new Set(roles.flatMap(({ role }) => role ?? []))].toSorted(byCodeUnit);
  if (arns.length === 0) return undefined;
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AssumeRoles',
        Effect: 'Allow',
        Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
        Resource: arns,
      },
    ],
  };
}
