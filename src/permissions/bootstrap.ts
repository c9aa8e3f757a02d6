import type { Coordination, Settings } from '../model/resource.ts';
import { byCodeUnit } from '../model/tree.ts';
import { coordinationPolicy } from './coordination-bucket.ts';
import { gitHubTrust, type GitHub, type Job } from './github.ts';
import type { RolePermissions } from './permissions.ts';
import { callerDocument, trustOf, type IamDocument } from './trust.ts';

/** A role to create before Keywright runs. */
export interface BootstrapRole {
  readonly name: string;
  /** As IAM takes it: begins and ends with a slash. */
  readonly path: string;
  /** What it is for, as its description in IAM. */
  readonly does: string;
  readonly trust: IamDocument;
  /** More than one if a single document would be too long. */
  readonly policies: readonly IamDocument[];
}

/** One that the Stack names. */
export interface NamedRole extends BootstrapRole {
  readonly use: RolePermissions['use'];
}

/** The bucket of `coordination.s3`. */
export interface BootstrapBucket {
  readonly name: string;
  readonly region: string;
  readonly policy: IamDocument;
}

/** What an account must hold before Keywright runs in it. */
export interface AccountBootstrap {
  readonly account: string;
  readonly partition: string;
  readonly region: string;
  /** The account whose tokens of GitHub are exchanged for credentials. */
  readonly isHome: boolean;
  /** Roles that jobs of GitHub get; the others trust them, so they come first. */
  readonly callers: readonly BootstrapRole[];
  readonly roles: readonly NamedRole[];
  readonly bucket?: BootstrapBucket;
}

export interface BootstrapParts {
  readonly settings: Settings;
  readonly roles: readonly RolePermissions[];
  readonly github: GitHub | undefined;
  /** ARNs of those who run Keywright besides. */
  readonly operators: readonly string[];
}

/** Builds the name of a role of a Stack. IAM takes at most 64 characters. */
export function roleName(stack: string, use: string): string {
  return `keywright-${stack.slice(0, 40)}-${use}`;
}

/**
 * Finds the account in which whoever runs Keywright gets credentials: that of coordination, else the first of the
 * Stack.
 */
function homeOf({ accounts, coordination }: Settings): string {
  return coordination?.is === 's3' ? coordination.account : (accounts[0]?.id ?? '');
}

/** Lists what each account must hold, the home account first: roles of the others trust roles of that one. */
export function bootstrapOf(parts: BootstrapParts): readonly AccountBootstrap[] {
  const { settings, roles } = parts;
  const { partition } = settings;
  const home = homeOf(settings);
  const named = roles.filter(({ role }) => role !== undefined);
  return settings.accounts
    .toSorted((a, b) => Number(b.id === home) - Number(a.id === home) || byCodeUnit(a.id, b.id))
    .map(({ id, regions }) => ({
      account: id,
      partition,
      region: regionOf(id, settings) ?? regions[0] ?? '',
      isHome: id === home,
      callers: id === home ? callersOf(parts, home) : [],
      roles: named.filter(({ account }) => account === id).map((one) => roleOf(one, parts, home)),
      ...bucketOf(id, settings, named),
    }));
}

function regionOf(account: string, { coordination }: Settings): string | undefined {
  return coordination?.is === 's3' && coordination.account === account ? coordination.region : undefined;
}

/** Lists the jobs of a use. What a pull request may start never assumes a role that writes. */
function jobsOf(use: RolePermissions['use']): readonly Job[] {
  return use === 'read' ? ['plan', 'apply'] : ['apply'];
}

function callersOf({ settings, roles, github }: BootstrapParts, account: string): readonly BootstrapRole[] {
  if (github === undefined) return [];
  const { name, partition } = settings;
  return (['plan', 'apply'] as const).map((job) => {
    const may = callerDocument(roles.filter(({ use }) => jobsOf(use).includes(job)));
    return {
      name: roleName(name, job),
      path: '/',
      does: `GitHub Actions assumes this to ${job} Stack ${name} with Keywright`,
      trust: gitHubTrust(job, github, { account, partition }),
      policies: may === undefined ? [] : [may],
    };
  });
}

function roleOf(
  one: RolePermissions,
  { settings, github, operators }: BootstrapParts,
  home: string,
): NamedRole {
  const arn = (rest: string): string => `arn:${settings.partition}:iam::${home}:${rest}`;
  const jobs = github === undefined ? [] : jobsOf(one.use);
  const named = [...jobs.map((job) => arn(`role/${roleName(settings.name, job)}`)), ...operators];
  // The root stands for all principals of the account whose own policies allow it (IAM User Guide, Principal).
  const principals = named.length === 0 ? [arn('root')] : named;
  const [, ...path] = (one.role ?? '').split(':').at(-1)?.split('/') ?? [];
  return {
    use: one.use,
    name: path.at(-1) ?? '',
    path: ['', ...path.slice(0, -1), ''].join('/'),
    does: `Keywright assumes this: ${one.use} role of Stack ${settings.name}`,
    trust: trustOf(one, settings, principals),
    policies: one.documents.map(({ Statement }) => ({
      Version: '2012-10-17',
      Statement: Statement.map((statement) => ({ ...statement })),
    })),
  };
}

function bucketOf(
  account: string,
  { coordination, partition }: Settings,
  roles: readonly RolePermissions[],
): { readonly bucket?: BootstrapBucket } {
  if (!isHeldBy(account, coordination)) return {};
  const arns = [...new Set(roles.flatMap(({ role }) => role ?? []))].toSorted(byCodeUnit);
  return {
    bucket: {
      name: coordination.bucket,
      region: coordination.region,
      policy: coordinationPolicy(coordination, partition, arns),
    },
  };
}

function isHeldBy(
  account: string,
  coordination: Coordination | undefined,
): coordination is Extract<Coordination, { readonly is: 's3' }> {
  return coordination?.is === 's3' && coordination.account === account;
}
