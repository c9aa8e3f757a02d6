import type { Place } from '../model/call.ts';
import type { AnyKind } from '../model/kind/kind.ts';
import type { Settings } from '../model/resource.ts';
import { didYouMean } from './nearest.ts';
import type { CheckedManifest, Positions, Report } from './manifest.ts';
import type { FilledStack } from './stack-declaration.ts';

/** Where a resource lives: by its metadata, else the kind's own rule, else the Stack's defaults. */
export function placeOf(
  manifest: CheckedManifest,
  kind: AnyKind,
  at: Positions,
  { settings, defaults }: FilledStack,
  report: Report,
): Place | undefined {
  const own = kind.place(manifest.spec);
  const account = accountOf(manifest, at, settings, own.account ?? defaults.account, report);
  if (account === undefined) return undefined;
  if (kind.global) return globalPlace(manifest, account, kind, at, report);
  const region = manifest.region ?? own.region ?? defaults.region ?? onlyOf(account.regions);
  if (region === undefined) {
    const message = `it is not said in which Region of ${account.id} this lives`;
    const hint = `set metadata.region, or defaults.region of the Stack; Regions: ${account.regions.join(', ')}`;
    const path = '/metadata/region';
    report({
      severity: 'error',
      code: 'manifest.place',
      message,
      hint,
      path,
      span: at.keySpanOf('/metadata'),
    });
    return undefined;
  }
  if (account.regions.includes(region)) return { account: account.id, region };
  const message = `the Region ${region} is not declared for the account ${account.id}${didYouMean(region, account.regions)}`;
  const hint = `Regions of ${account.id}: ${account.regions.join(', ')}`;
  const path = manifest.region === undefined && own.region !== undefined ? '/region' : '/metadata/region';
  report({ severity: 'error', code: 'manifest.place', message, hint, path, span: at.spanOf(path) });
  return undefined;
}

/** What has no Region is asked for through one of them: the account's first. */
function globalPlace(
  { region }: CheckedManifest,
  { id, regions }: Settings['accounts'][number],
  { kind }: AnyKind,
  at: Positions,
  report: Report,
): Place | undefined {
  const [first] = regions;
  if (first !== undefined && region === undefined) return { account: id, region: first };
  const message = `a ${kind} has no Region`;
  const hint = 'remove metadata.region: IAM is the same in all Regions';
  const path = '/metadata/region';
  report({ severity: 'error', code: 'manifest.place', message, hint, path, span: at.spanOf(path) });
  return undefined;
}

function accountOf(
  manifest: CheckedManifest,
  at: Positions,
  { accounts }: Settings,
  fallback: string | undefined,
  report: Report,
): Settings['accounts'][number] | undefined {
  const ids = accounts.map(({ id }) => id);
  const id = manifest.account ?? fallback ?? onlyOf(ids);
  if (id === undefined) {
    const message = 'it is not said in which account this lives';
    const hint = `set metadata.account, or defaults.account of the Stack; accounts: ${ids.join(', ')}`;
    const path = '/metadata/account';
    report({
      severity: 'error',
      code: 'manifest.place',
      message,
      hint,
      path,
      span: at.keySpanOf('/metadata'),
    });
    return undefined;
  }
  const account = accounts.find((one) => one.id === id);
  if (account === undefined) {
    const message = `the account ${id} is not declared in the Stack${didYouMean(id, ids)}`;
    report({
      severity: 'error',
      code: 'manifest.place',
      message,
      hint: `accounts: ${ids.join(', ')}`,
      path: '/metadata/account',
      span: at.spanOf('/metadata/account'),
    });
  }
  return account;
}

function onlyOf(values: readonly string[]): string | undefined {
  return values.length === 1 ? values[0] : undefined;
}
