import { kindsByName } from '../../kinds/index.ts';
import { permissionsOf, type RolePermissions } from '../../permissions/permissions.ts';
import { permissionsText } from '../../permissions/show-human.ts';
import { permissionsJson } from '../../permissions/show-json.ts';
import { escapedJson } from '../../report/text/visible.ts';
import type { Io } from '../io.ts';
import { loadManifests } from '../manifests.ts';
import type { Invocation, Options } from '../options.ts';
import { looksOf } from '../look.ts';
import { refused, type Refused } from '../refused.ts';
import { sameEstate } from '../same-estate.ts';

/** Prints what the roles need; asks nobody. Exit: 0 printed, 1 not valid or no such role. */
export async function permissions({ args, options }: Invocation, io: Io): Promise<number | Refused> {
  const loaded = await loadManifests(args, io);
  if (loaded.is === 'refused') return loaded;
  const { settings } = loaded.stack;
  const roles = permissionsOf(loaded.stack, kindsByName()).filter(
    ({ account, use }) =>
      (options.account === undefined || options.account === account) &&
      (options.role === 'all' || options.role === use),
  );
  if (roles.length === 0) {
    const hint = `the accounts are ${settings.accounts.map(({ id }) => id).join(', ')}`;
    return refused('cli.usage', `the Stack has no account ${options.account ?? ''}`, hint);
  }
  if (!options.document) {
    const text =
      options.output === 'json'
        ? permissionsJson(roles, settings)
        : permissionsText(roles, settings, {
            ...looksOf(options, io.environment).out,
            estate: sameEstate(options, args),
          });
    io.terminal.out(text);
    return 0;
  }
  const document = documentOf(roles, options);
  if ('is' in document) return document;
  io.terminal.out(`${escapedJson(JSON.stringify(document, undefined, 2))}\n`);
  return 0;
}

/** Picks the one document that was asked for, or tells how to ask for one. */
function documentOf(
  roles: readonly RolePermissions[],
  { part }: Options,
): RolePermissions['documents'][number] | Refused {
  const [role, more] = roles;
  if (role === undefined || more !== undefined) {
    const choices = roles.map(({ account, use }) => `--account ${account} --role ${use}`).join(', or ');
    return refused('cli.usage', '--document prints one policy, but several match', `add ${choices}`);
  }
  const { documents } = role;
  const found = part === undefined && documents.length > 1 ? undefined : documents[(part ?? 1) - 1];
  return (
    found ??
    refused(
      'cli.usage',
      `the policy of the ${role.use} role has ${documents.length} part${documents.length === 1 ? '' : 's'}`,
      `add --part with a number from 1 to ${documents.length}`,
    )
  );
}
