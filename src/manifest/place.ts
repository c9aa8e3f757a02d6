import type { Place } from '../model/call.ts';
import type { AnyKind } from '../model/kind/kind.ts';
import type { Settings } from '../model/resource.ts';
import { didYouMean } from '../model/nearest.ts';
import type { CheckedManifest, Positions, Report } from './manifest.ts';
import type { FilledStack } from './stack-declaration.ts';

type Account = Settings['accounts'][number];

/** What is wrong with a part of the place. */
interface Misplaced {
  readonly path: '/region' | '/metadata/region' | '/metadata/account';
  readonly message: string;
  readonly hint: string;
}

/** Determines where a resource lives: by its metadata, else the kind's own rule, else the Stack's defaults. */
export function placeOf(
  manifest: CheckedManifest,
  kind: AnyKind,
  at: Positions,
  settled: FilledStack,
  report: Report,
): Place | undefined {
  const found = placeIn(manifest, kind, settled);
  if (!('message' in found)) return found;
  const { path } = found;
  // What is not said is missing in metadata.
  const span = at.writtenAt(path) === undefined ? at.keySpanOf('/metadata') : at.spanOf(path);
  report({ severity: 'error', code: 'manifest.place', ...found, span });
  return undefined;
}

function placeIn(
  manifest: CheckedManifest,
  kind: AnyKind,
  { settings, defaults }: FilledStack,
): Place | Misplaced {
  const own = kind.place(manifest.spec);
  const account = accountOf(manifest.account ?? own.account ?? defaults.account, settings);
  if ('message' in account) return account;
  const { id, regions } = account;
  const [first] = regions;
  // What has no Region is asked for through one of them: the account's first.
  if (kind.global && first !== undefined && manifest.region === undefined)
    return { account: id, region: first };
  if (kind.global)
    return {
      path: '/metadata/region',
      message: `a ${kind.kind} has no Region`,
      hint: 'remove metadata.region: IAM is the same in all Regions',
    };
  const region = manifest.region ?? own.region ?? defaults.region ?? onlyOf(regions);
  if (region === undefined)
    return {
      path: '/metadata/region',
      message: `the Region in account ${id} is missing`,
      hint: `set metadata.region, or defaults.region of the Stack; Regions: ${regions.join(', ')}`,
    };
  if (regions.includes(region)) return { account: id, region };
  return {
    path: manifest.region === undefined && own.region !== undefined ? '/region' : '/metadata/region',
    message: `Region ${region} is not declared for account ${id}${didYouMean(region, regions)}`,
    hint: `Regions of ${id}: ${regions.join(', ')}`,
  };
}

function accountOf(asked: string | undefined, { accounts }: Settings): Account | Misplaced {
  const path = '/metadata/account';
  const ids = accounts.map(({ id }) => id);
  const id = asked ?? onlyOf(ids);
  if (id === undefined)
    return {
      path,
      message: 'the account is missing',
      hint: `set metadata.account, or defaults.account of the Stack; accounts: ${ids.join(', ')}`,
    };
  const message = `account ${id} is not declared in the Stack${didYouMean(id, ids)}`;
  const hint = `accounts: ${ids.join(', ')}`;
  return accounts.find((one) => one.id === id) ?? { path, message, hint };
}

function onlyOf(values: readonly string[]): string | undefined {
  return values.length === 1 ? values[0] : undefined;
}
