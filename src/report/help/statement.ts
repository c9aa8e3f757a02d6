import type { Grantee } from './principal.ts';

/** Writes a statement for an identity policy: who gets it is where it is attached. */
export function identityStatement(actions: readonly string[], resources: readonly string[]): string {
  return text({ Effect: 'Allow', Action: oneOrMany(actions), Resource: oneOrMany(resources) });
}

/**
 * Writes a statement for the policy of a key, bucket or role: it says who. Omits the resource in a role's trust
 * policy, which has none.
 */
export function resourceStatement(
  { principal, only }: Grantee,
  actions: readonly string[],
  resource?: string,
  externalId?: string,
): string {
  const condition = {
    ...(only === undefined ? {} : { ArnLike: { 'aws:PrincipalArn': only } }),
    ...(externalId === undefined ? {} : { StringEquals: { 'sts:ExternalId': externalId } }),
  };
  return text({
    Effect: 'Allow',
    Principal: { AWS: principal },
    Action: oneOrMany(actions),
    ...(resource === undefined ? {} : { Resource: resource }),
    ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
  });
}

function oneOrMany(values: readonly string[]): string | readonly string[] {
  const [only, ...more] = values;
  return only !== undefined && more.length === 0 ? only : values;
}

/** Writes JSON on one line, with spaces: it stays valid JSON where it is wrapped at them. */
function text(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(text).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${text(member)}`);
  return `{ ${members.join(', ')} }`;
}
