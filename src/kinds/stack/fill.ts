import type { Caps, Coordination, Handling, Settings } from '../../model/resource.ts';
import { partitionOfRegion } from '../../model/partition.ts';
import { pathOf, type Path } from '../../model/path.ts';
import type { StackSpec } from './schema.ts';

/** A contradiction inside a Stack, below its spec. */
export interface StackProblem {
  readonly path: Path;
  readonly message: string;
}

export interface FilledStack {
  readonly settings: Settings;
  readonly defaults: { readonly account?: string; readonly region?: string };
  readonly problems: readonly StackProblem[];
}

/** Derives the settings that a Stack document makes, and its contradictions. `name` is its metadata.name. */
export function fill(name: string, spec: StackSpec): FilledStack {
  const { accounts, defaults = {}, coordination } = spec;
  const partitions = [...new Set(accounts.flatMap(({ regions }) => regions.map(partitionOfRegion)))];
  const settings: Settings = {
    name,
    uid: spec.uid,
    partition: partitions[0] ?? 'aws',
    accounts,
    ...(spec.mode === undefined ? {} : { mode: spec.mode }),
    keyAdministrators: spec.keyAdministrators ?? [],
    trustedAccounts: spec.trustedAccounts ?? [],
    ...(spec.organization === undefined ? {} : { organization: spec.organization }),
    ...(spec.rolePolicies === undefined ? {} : { rolePolicies: spec.rolePolicies }),
    tags: textsOf(defaults.tags ?? {}),
    caps: capsOf(spec),
    ...handlingOf(spec),
    ...(spec.waves === undefined ? {} : { waves: spec.waves }),
    ...(spec.notify === undefined ? {} : { notify: spec.notify }),
    release: spec.release ?? [],
    ...(coordination === undefined ? {} : { coordination: coordinationOf(coordination) }),
  };
  const [only, more] = accounts;
  const account = defaults.account ?? (more === undefined ? only?.id : undefined);
  return {
    settings,
    defaults: {
      ...(account === undefined ? {} : { account }),
      ...(defaults.region === undefined ? {} : { region: defaults.region }),
    },
    problems: problemsOf(spec, partitions),
  };
}

function capsOf({ caps = {} }: StackSpec): Caps {
  const { count = 5, percent = 10, hourly } = caps;
  if (hourly === undefined) return { count, percent };
  return { count, percent, hourly: { count: hourly.count ?? 5, percent: hourly.percent ?? 1 } };
}

type Rule = NonNullable<StackSpec['rules']>[number];

type LayerSpec = { readonly [K in keyof Rule]?: Rule[K] | undefined };

/** Collects what holds for all resources, and each rule. */
function handlingOf({ apply, heal, windows, rules = [] }: StackSpec): Pick<Settings, 'handling'> {
  const handling = [{ apply, heal, windows }, ...rules]
    .map(layerOf)
    .filter((one) => Object.keys(one).length > 0);
  return handling.length === 0 ? {} : { handling };
}

function layerOf({ labels, apply, heal, windows }: LayerSpec): Handling {
  return {
    ...(labels === undefined ? {} : { labels }),
    ...(apply === undefined ? {} : { apply }),
    ...(heal === undefined ? {} : { heal }),
    ...(windows === undefined
      ? {}
      : { windows: windows.map(({ opens, for: lasts, timeZone }) => ({ opens, lasts, timeZone })) }),
  };
}

function coordinationOf(written: NonNullable<StackSpec['coordination']>): Coordination {
  return 'directory' in written ? { is: 'directory', path: written.directory } : { is: 's3', ...written.s3 };
}

function textsOf(tags: Readonly<Record<string, string | null>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(tags).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}

function problemsOf(spec: StackSpec, partitions: readonly string[]): readonly StackProblem[] {
  const { accounts, defaults = {}, coordination } = spec;
  const problems: StackProblem[] = [];
  function report(segments: readonly (string | number)[], message: string): void {
    problems.push({ path: pathOf(segments), message });
  }

  if (partitions.length > 1)
    report(
      ['accounts'],
      `a Stack must be in one partition, but these Regions are in ${partitions.join(' and ')}`,
    );
  accounts.forEach(({ id, roles }, index) => {
    if (accounts.findIndex((other) => other.id === id) < index) {
      report(['accounts', index, 'id'], `the account ${id} is a duplicate`);
    }
    const keeps = coordination !== undefined && 's3' in coordination && coordination.s3.account === id;
    if (roles?.coordination !== undefined && !keeps) {
      report(
        ['accounts', index, 'roles', 'coordination'],
        `the account ${id} does not own the bucket of coordination.s3`,
      );
    }
    for (const [use, role] of Object.entries(roles ?? {})) {
      const owner = role.split(':')[4];
      if (owner !== id)
        report(
          ['accounts', index, 'roles', use],
          `this role belongs to ${String(owner)}, not to the account ${id}`,
        );
    }
  });
  const waves = (spec.waves ?? []).flatMap((wave, index) =>
    wave.map((id, place) => ({ id, at: ['waves', index, place] })),
  );
  waves.forEach(({ id, at }, index) => {
    if (!accounts.some((one) => one.id === id)) report(at, `the account ${id} is not one of spec.accounts`);
    if (waves.findIndex((one) => one.id === id) < index) report(at, `the account ${id} is in two waves`);
  });
  const home = accounts.find(({ id }) => id === defaults.account);
  if (defaults.account !== undefined && home === undefined) {
    report(['defaults', 'account'], `the account ${defaults.account} is not one of spec.accounts`);
  }
  const regions = home === undefined ? accounts.flatMap((account) => account.regions) : home.regions;
  if (defaults.region !== undefined && !regions.includes(defaults.region)) {
    report(['defaults', 'region'], `the Region ${defaults.region} is not one of the account's regions`);
  }
  for (const [key, value] of Object.entries(defaults.tags ?? {})) {
    if (value === null)
      report(['defaults', 'tags', key], 'a default tag must have a value; null is only valid in a resource');
  }
  if (
    coordination !== undefined &&
    's3' in coordination &&
    !accounts.some(({ id }) => id === coordination.s3.account)
  ) {
    report(
      ['coordination', 's3', 'account'],
      `the account ${coordination.s3.account} is not one of spec.accounts`,
    );
  }
  return problems;
}
