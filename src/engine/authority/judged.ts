import type { Accepted, AcceptedResource, ManagedPaths } from '../../model/accepted.ts';
import { derivedFrom } from '../../model/derived.ts';
import { modeOf, modeOfStack, tighterMode } from '../../model/mode.ts';
import type { AccountSettings, Metadata, Mode, Resource, Settings, Stack } from '../../model/resource.ts';
import { sameTree } from '../../model/tree.ts';
import type { Approved } from '../decide/approvals.ts';
import { strictest, type Baseline } from './baseline.ts';
import { accepts, type StackApprovals } from './accepts.ts';
import { quietNow } from './ignores.ts';
import { judgedHandling, judgedOwn, keptHandling, lowerCaps } from './kept-handling.ts';
import { withDropped } from './managed.ts';

/**
 * Returns the declared Stack as it counts until it is accepted: of each field the stricter value. What was tightened
 * counts at once. What was loosened does not count for the commit that loosens it.
 */
export function judgedStack({ accepted, of, dropped }: Baseline, declared: Stack): Stack {
  return judgedFrom(declared, accepted, of, dropped);
}

const judgedFrom = derivedFrom(
  (
    declared: Stack,
    accepted: Baseline['accepted'],
    of: Baseline['of'],
    dropped: Baseline['dropped'],
  ): Stack => {
    const settings = judgedSettings(accepted, declared.settings);
    const resources = [...declared.resources.values()].map(
      (resource) =>
        [
          resource.address,
          judgedResource(
            resource,
            { before: of.get(resource.address), dropped: dropped.get(resource.address) ?? [] },
            accepted,
            declared.settings,
          ),
        ] as const,
    );
    return { ...declared, settings, resources: new Map(resources) };
  },
);

function judgedSettings(accepted: Accepted | undefined, declared: Settings): Settings {
  const before = accepted?.settings ?? strictest(declared);
  const { accounts, keyAdministrators, trustedAccounts, organization } = keptSettings(accepted, declared);
  return {
    ...declared,
    release: both(before.release, declared.release),
    caps: lowerCaps(before.caps, declared.caps),
    ...judgedHandling(before, declared),
    mode: tighterMode(modeOfStack(before), modeOfStack(declared)),
    judgedBy: {
      accounts: accounts.filter(({ id }) => declared.accounts.some((one) => one.id === id)),
      keyAdministrators,
      trustedAccounts,
      ...(organization === undefined ? {} : { organization }),
      allowActions: both(before.rolePolicies?.allowActions ?? [], declared.rolePolicies?.allowActions ?? []),
    },
  };
}

function judgedResource(
  resource: Resource,
  { before, dropped }: { readonly before: AcceptedResource | undefined; readonly dropped: ManagedPaths },
  accepted: Accepted | undefined,
  declared: Settings,
): Resource {
  const { mode, ignore } = resource.metadata;
  const own = judgedOwn(before, resource.metadata);
  const metadata: Metadata = {
    ...resource.metadata,
    ...own.metadata,
    ignore: quietNow(before?.ignore ?? [], ignore),
    ...tighterOf(before, mode),
  };
  const { ownership } = before ?? {};
  const left = metadata.state === 'present' ? dropped : [];
  const kept = ownership === 'document' && resource.spec['ownership'] === 'statements';
  return {
    ...resource,
    metadata,
    ...own.guard,
    guard: guardOf(resource, before, accepted, declared),
    ...(metadata.state === 'released' && before?.state !== 'released' ? { letGoWaits: true } : {}),
    ...(kept || left.length > 0
      ? { spec: withDropped({ ...resource.spec, ...(kept ? { ownership } : {}) }, left) }
      : {}),
  };
}

/** Returns the mode that was accepted for a resource; a new one is guarded as the Stack says. */
function guardOf(
  { metadata }: Resource,
  before: AcceptedResource | undefined,
  accepted: Accepted | undefined,
  declared: Settings,
): Mode {
  if (accepted === undefined) return modeOf(declared, metadata);
  return modeOf(accepted.settings, before ?? {});
}

function tighterOf(before: AcceptedResource | undefined, mode: Metadata['mode']): Pick<Metadata, 'mode'> {
  const found =
    before?.mode === undefined ? mode : mode === undefined ? before.mode : tighterMode(before.mode, mode);
  return found === undefined ? {} : { mode: found };
}

/** Returns the settings that are accepted by an apply that does not accept what was loosened. */
export function keptSettings(accepted: Accepted | undefined, declared: Settings): Settings {
  const before = accepted?.settings ?? strictest(declared);
  const {
    judgedBy: _,
    coordination: __,
    mode: ___,
    rolePolicies: ____,
    handling: _____,
    organization,
    ...rest
  } = declared;
  const { coordination, mode } = before;
  const allowActions = both(
    before.rolePolicies?.allowActions ?? [],
    declared.rolePolicies?.allowActions ?? [],
  );
  return {
    ...rest,
    accounts: keptAccounts(before.accounts, declared.accounts),
    keyAdministrators: both(before.keyAdministrators, declared.keyAdministrators),
    trustedAccounts: both(before.trustedAccounts, declared.trustedAccounts),
    release: both(before.release, declared.release),
    caps: lowerCaps(before.caps, declared.caps),
    ...keptHandling(before, declared),
    ...(allowActions.length === 0 ? {} : { rolePolicies: { allowActions } }),
    ...(organization === undefined || organization !== before.organization ? {} : { organization }),
    ...(mode === undefined ? {} : { mode }),
    ...(coordination === undefined ? {} : { coordination }),
  };
}

/**
 * Keeps the accepted accounts: one is added, changed or dropped only when that is accepted. A Region may be added.
 */
function keptAccounts(
  before: readonly AccountSettings[],
  declared: readonly AccountSettings[],
): readonly AccountSettings[] {
  return before.map((account) => {
    const regions = declared.find(({ id }) => id === account.id)?.regions ?? [];
    return { ...account, regions: [...new Set([...account.regions, ...regions])] };
  });
}

function both<T extends string>(before: readonly T[], declared: readonly T[]): readonly T[] {
  return declared.filter((one) => before.includes(one));
}

/** Tests whether roles and external id of an account are those that were accepted. */
export function isAcceptedAccount(settings: Settings, id: string): boolean {
  const { judgedBy } = settings;
  if (judgedBy === undefined) return true;
  const identity = (accounts: readonly AccountSettings[]) => {
    const found = accounts.find((one) => one.id === id);
    return found && { roles: { ...found.roles }, externalId: found.externalId ?? null };
  };
  return sameTree(identity(settings.accounts), identity(judgedBy.accounts));
}

/**
 * Returns the judged Stack once an approval accepts it. The modes count as written, and with a typed yes the caps.
 */
export function acceptedNow(
  { stack, declared }: { readonly stack: Stack; readonly declared: Stack },
  approvals: StackApprovals,
  approved: Approved,
): Stack {
  if (!accepts(approvals)) return stack;
  const { release, caps, judgedBy } = stack.settings;
  const resources = [...stack.resources].map(([address, resource]) => {
    const written = declared.resources.get(address) ?? resource;
    const { guard: _, guardHeal: __, guardLabels: ___, ...rest } = resource;
    const { ignore } = resource.metadata;
    return [address, { ...rest, metadata: { ...written.metadata, ignore } }] as const;
  });
  return {
    ...stack,
    settings: {
      ...declared.settings,
      release,
      caps: approved === 'shown' ? declared.settings.caps : caps,
      ...(judgedBy === undefined ? {} : { judgedBy }),
    },
    resources: new Map(resources),
  };
}
