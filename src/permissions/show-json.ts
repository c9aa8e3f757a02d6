import type { z } from 'zod';
import type { Settings } from '../model/resource.ts';
import type { permissionsJsonSchema } from '../report/formats/permissions.ts';
import { jsonText } from '../report/json/text.ts';
import { formatVersion } from '../report/formats/version.ts';
import { sizeOf } from './fit.ts';
import type { RolePermissions } from './permissions.ts';
import { callerDocument, trustOf } from './trust.ts';

/** Prints every policy with its size, who may assume the roles, and what the caller needs. */
export function permissionsJson(roles: readonly RolePermissions[], settings: Settings): string {
  const caller = callerDocument(roles);
  const value = {
    formatVersion,
    kind: 'Permissions',
    stack: settings.name,
    roles: roles.map((one) => ({
      account: one.account,
      use: one.use,
      ...(one.role === undefined ? {} : { role: one.role }),
      attach: one.documents.length === 1 ? ('inline' as const) : ('managed' as const),
      policies: one.documents.map((document, index) => ({
        name: policyName(one, index),
        characters: sizeOf(document),
        document: { ...document },
      })),
      trust: { ...trustOf(one, settings), Version: '2012-10-17' },
    })),
    ...(caller === undefined ? {} : { caller: { ...caller, Version: '2012-10-17' } }),
  } satisfies z.input<typeof permissionsJsonSchema>;
  return jsonText(value);
}

function policyName({ use, documents }: RolePermissions, index: number): string {
  return documents.length === 1 ? `keywright-${use}` : `keywright-${use}-${index + 1}`;
}
