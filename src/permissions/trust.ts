import type { Settings } from '../model/resource.ts';
import { byCodeUnit } from '../model/tree.ts';
import type { RolePermissions } from './permissions.ts';

/**
 * Who may assume a role, as a document for `aws iam create-role`: a principal of the account in which Keywright
 * runs, which the manifests do not name, so it stands there as a word to replace.
 */
export function trustOf(
  { account, use }: Pick<RolePermissions, 'account' | 'use'>,
  settings: Settings,
): object {
  const externalId = settings.accounts.find(({ id }) => id === account)?.externalId;
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'KeywrightRuns',
        Effect: 'Allow',
        Principal: { AWS: `arn:${settings.partition}:iam::ACCOUNT:role/WHO-RUNS-KEYWRIGHT` },
        Action: actionsOn(use),
        ...(externalId === undefined
          ? {}
          : { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }),
      },
    ],
  };
}

/** A daemon names the plan and who approved it in the sessions that write (IAM User Guide, id_credentials_temp_control-access_monitor). */
function actionsOn(use: RolePermissions['use']): string | readonly string[] {
  const writes = use === 'write' || use === 'destroy';
  return writes ? ['sts:AssumeRole', 'sts:SetSourceIdentity'] : 'sts:AssumeRole';
}

/** What whoever runs Keywright needs besides; undefined where the Stack names no roles. */
export function callerDocument(roles: readonly RolePermissions[]): object | undefined {
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
