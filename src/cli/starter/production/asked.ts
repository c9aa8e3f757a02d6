import { bucketName } from '../../../kinds/shared/fields.ts';
import { partitionOfRegion } from '../../../model/partition.ts';
import type { Stack } from '../../../model/resource.ts';
import { roleName } from '../../../permissions/bootstrap.ts';
import type { GitHub } from '../../../permissions/github.ts';
import type { Options } from '../../options.ts';
import { refused, type Refused } from '../../refused.ts';
import type { StarterFacts } from '../files.ts';
import type { RolesAs } from './facts.ts';

/** What the command line asks for besides manifests. */
export interface Asked {
  readonly is: 'asked';
  readonly rolesAs: RolesAs;
  readonly github: GitHub | undefined;
  /** Undefined where a bucket is not wanted, or is named by the Stack that is there. */
  readonly bucket: string | undefined;
  /** ARNs of those who run Keywright besides CI. */
  readonly operators: readonly string[];
}

/** Parses the options for production; undefined if there are none. */
export function askedFor(options: Options, directory: string): Asked | Refused | undefined {
  const { ci, repository, branch, roles, coordination, trust } = options;
  if (ci === undefined) {
    const [stray] = [...given('--repository', repository), ...given('--branch', branch)];
    if (stray !== undefined) return refused('cli.usage', `${stray} needs --ci`, 'add --ci github');
  }
  if (ci === undefined && roles === undefined && coordination === undefined) {
    return trust.length === 0
      ? undefined
      : refused('cli.usage', '--trust needs roles to assume', 'add --roles cli');
  }
  if (ci !== undefined && repository === undefined)
    return refused(
      'cli.usage',
      '--ci needs the repository',
      'add --repository ORG/REPO; gh repo view --json nameWithOwner prints it',
    );
  const problem =
    coordination === undefined ? undefined : bucketName.safeParse(coordination).error?.issues[0]?.message;
  if (problem !== undefined) return refused('cli.usage', `--coordination ${coordination ?? ''}: ${problem}`);
  if (!/^[\w.-]*\w[\w./-]*$/u.test(directory) || directory.split('/').includes('..'))
    return refused(
      'cli.usage',
      `the manifests need a separate subdirectory of this directory, but ${directory} is not one`,
      'run it at the root of the repository, e.g. reconcile init estate --ci github --repository ORG/REPO',
    );
  return {
    is: 'asked',
    rolesAs: roles ?? 'cli',
    github: repository === undefined ? undefined : { repository, branch: branch ?? 'main' },
    bucket: coordination,
    operators: trust,
  };
}

function given(name: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [name];
}

/** Lists what a new Stack names: two roles, and a bucket where workflows need one. */
export function stackParts(
  { github, bucket }: Asked,
  { account, region, stack }: Pick<StarterFacts, 'account' | 'region' | 'stack'>,
): Pick<StarterFacts, 'roles' | 'coordination'> {
  const arn = (use: string): string =>
    `arn:${partitionOfRegion(region)}:iam::${account}:role/${roleName(stack, use)}`;
  const name = bucket ?? (github === undefined ? undefined : `keywright-${account}-${region}`);
  return {
    roles: { read: arn('read'), write: arn('write') },
    ...(name === undefined ? {} : { coordination: name }),
  };
}

/** Tells why roles cannot be written for a Stack that is there; undefined if they can. */
export function lackOf({ settings }: Stack, { github, bucket }: Asked): Refused | undefined {
  const { accounts, coordination, name, partition } = settings;
  for (const { id, roles } of accounts) {
    const arn = (use: string): string => `arn:${partition}:iam::${id}:role/${roleName(name, use)}`;
    if (roles === undefined)
      return refused(
        'cli.usage',
        `the Stack names no roles for account ${id}`,
        `add to the account in spec.accounts: roles: { read: ${arn('read')}, write: ${arn('write')} }`,
      );
    const arns = Object.values(roles);
    if (new Set(arns).size < arns.length)
      return refused(
        'cli.usage',
        `the Stack names one role for two uses in account ${id}`,
        'use a separate role for each purpose',
      );
  }
  const shared = coordination?.is === 's3' ? coordination.bucket : undefined;
  const [first] = accounts;
  const wanted = bucket ?? `keywright-${first?.id ?? ''}-${first?.regions[0] ?? ''}`;
  if (shared === undefined && (github !== undefined || bucket !== undefined))
    return refused(
      'cli.usage',
      'the Stack names no coordination bucket, which all runs share',
      `add to spec: coordination: { s3: { bucket: ${wanted}, prefix: keywright/, account: '${first?.id ?? ''}', region: ${first?.regions[0] ?? ''} } }`,
    );
  if (bucket !== undefined && bucket !== shared)
    return refused(
      'cli.usage',
      `the Stack names the coordination bucket ${shared ?? ''}, not ${bucket}`,
      'leave --coordination out',
    );
  return undefined;
}
