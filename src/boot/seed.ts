import { mapLeaves, byCodeUnit, isUnknown } from '../model/tree.ts';
import { kinds } from '../kinds/index.ts';
import type { Stack } from '../model/resource.ts';
import type { Place } from '../model/call.ts';

/** What the manifests expect of AWS and do not make themselves. */
export interface Expected {
  readonly partition: string;
  /** ARNs of roles and users. */
  readonly principals: readonly string[];
  readonly accounts: readonly string[];
  readonly buckets: readonly (Place & { readonly name: string })[];
}

/** An ARN of IAM that stands for one role or user: one with a wildcard or a hole names none. */
const principalArn = /arn:aws[a-z-]*:iam::\d{12}:(?:role|user)\/[\w+=,.@/-]+(?![\w+=,.@/*?$-])/gu;

/** Lists the roles and users that policies, settings and manifests name, and the buckets that no manifest makes. */
export function expectedBy({ settings, resources }: Stack): Expected {
  const principals = new Set<string>(settings.keyAdministrators);
  for (const { roles } of settings.accounts) {
    if (roles === undefined) continue;
    for (const arn of Object.values<string>({ ...roles })) principals.add(arn);
  }
  for (const { kind, place, spec } of resources.values()) {
    if (kind === 'RolePolicy' && typeof spec['role'] === 'string')
      principals.add(`arn:${settings.partition}:iam::${place.account}:role/${spec['role']}`);
    mapLeaves(spec, (leaf) => {
      const text = isUnknown(leaf) ? leaf.$unknown : String(leaf);
      for (const [arn] of text.matchAll(principalArn)) principals.add(arn);
      return leaf;
    });
  }
  const named = [...principals].filter((arn) => /:(?:role|user)\//u.test(arn)).sort(byCodeUnit);
  const buckets = bucketsExpected(resources);
  const accounts = [...settings.accounts.map(({ id }) => id), ...named.map((arn) => arn.split(':')[4] ?? '')];
  return {
    partition: settings.partition,
    principals: named,
    accounts: [...new Set(accounts)].sort(byCodeUnit),
    buckets,
  };
}

/** Lists buckets that are named and not declared; in the Region of the first that names them. */
function bucketsExpected(resources: Stack['resources']): Expected['buckets'] {
  const all = [...resources.values()];
  const made = new Set(all.flatMap(({ kind, spec }) => (kind === 'Bucket' ? [spec['name']] : [])));
  const expected = new Map<string, Expected['buckets'][number]>();
  for (const { kind, place, spec } of all) {
    const name = ofBucket.has(kind) ? spec['bucket'] : undefined;
    if (typeof name !== 'string' || made.has(name) || expected.has(name)) continue;
    expected.set(name, { ...place, name });
  }
  return [...expected.values()];
}

/** Kinds that configure a bucket and live where it lives. A trail's may be of another account or Region. */
const ofBucket: ReadonlySet<string> = new Set(
  kinds.flatMap(({ kind, hangsOn }) => (hangsOn.paths.includes('/bucket') ? [kind] : [])),
);

/** Writes one line for people; nothing if nothing was made. */
export function seedNote({ principals, buckets }: Expected): readonly string[] {
  const named = principals.map(nameOf);
  const made = [
    ...buckets.map(({ name }) => `bucket ${name}`),
    ...principals.map((arn) => (named.filter((name) => name === nameOf(arn)).length > 1 ? arn : nameOf(arn))),
  ];
  if (made.length === 0) return [];
  const last = made.length > 1 ? [`${made.slice(0, -1).join(', ')} and ${made.at(-1) ?? ''}`] : made;
  return [`sandbox: created ${last.join('')}, which the manifests expect`];
}

function nameOf(arn: string): string {
  return `${arn.includes(':role/') ? 'role' : 'user'} ${arn.slice(arn.lastIndexOf('/') + 1)}`;
}
