import type { Address } from './address.ts';
import { minute, type Duration, type Instant } from './instant.ts';
import type { AnyKind } from './kind/kind.ts';
import { motiveOf, waitsForNobody } from './motive.ts';
import { isWithin } from './path.ts';
import type { Step } from './plan.ts';
import type { Reference } from './resource.ts';
import { addressOfStep, facetNameOf } from './step-id.ts';

/*
 * How an apply paces itself beside AWS's quotas: what the engine does, and what an estimate of its time has
 * to know.
 */

/** Steps under way at once for one quota, without those that only let a write spread. */
export const width = 16;

/** Between two reads that wait for a write to show: doubled from the first to the longest. */
export const rereads: { readonly first: Duration; readonly longest: Duration } = {
  first: 250,
  longest: 5_000,
};

/** How often in a row something must show that is made, marked or taken away as a whole: reads may go backwards. */
export const equalReadsOfWhole = 2;

/** A document is put as a whole, so it is read at most so long before (authority.md §2.9). */
export const documentFreshFor: Duration = 2_000;

/** Tags may take longer to take effect than other settings (KMS Developer Guide, troubleshooting-tags-aliases). */
export const tagsSettleIn: Duration = 5 * minute;

/** After this long what we wrote is seen by everybody, not only by our own reads (design §6). */
export const spreadFor: Duration = minute;

/**
 * Gives what must be seen by every reader in AWS before the step runs: else an application may fail. In a thing that
 * this apply made, nobody has data yet, and nobody reads (docs/adr/0018).
 */
export function restsOn(
  step: Step,
  kind: Pick<AnyKind, 'restsOn'> | undefined,
  references: readonly Reference[],
  isPartOfNew: boolean,
): ReadonlySet<Address> {
  const paths = takesAccess(step) ? ['' as const] : isPartOfNew ? [] : (kind?.restsOn ?? []);
  if (paths.length === 0 || waitsForNobody(step)) return new Set();
  const isBelow = ({ path }: Reference): boolean => paths.some((one) => isWithin(path, one));
  const [below, beside] = [references.filter(isBelow), references.filter((one) => !isBelow(one))];
  const named = below.filter(({ edge }) => edge).map(({ to }) => to);
  const others = new Set([...named, ...step.after.map(addressOfStep)]);
  for (const address of [step.address, ...beside.map(({ to }) => to)])
    if (!named.includes(address)) others.delete(address);
  return others;
}

/**
 * Tells whether a write must be seen by every reader in AWS before another step rests on it. A description changes
 * nothing for them. Access that is taken away is missed by nobody whose next step takes more away.
 */
export function mustSpread(
  { name, half }: Pick<Step, 'name' | 'half'>,
  kind: Pick<AnyKind, 'facets' | 'givesAccess'> | undefined,
): boolean {
  const facet = kind?.facets.find((one) => one.name === facetNameOf(name));
  if (facet?.affectsUse === false) return false;
  return half === 'expand' || (facet?.narrowed === undefined && kind?.givesAccess !== true);
}

/**
 * Computes from when it is certain that no earlier run left a thing that AWS still hides from listings. That is so
 * long after the last create without a known end, and after the birth of the journal. The journal has none
 * before (docs/adr/0005). What lies after `now` was written by a clock that is ahead of ours. It is over by now, so
 * `now` stands for it.
 */
export function certainFrom({
  journalBornAt,
  intents = [],
  settle,
  now,
  isFirstRun = false,
}: {
  readonly journalBornAt: Instant;
  readonly intents?: readonly { readonly at: Instant }[];
  readonly settle: Duration;
  readonly now: Instant;
  /** A person said that no run was before this one. */
  readonly isFirstRun?: boolean;
}): Instant {
  const doubts = [...intents.map(({ at }) => at), ...(isFirstRun ? [] : [journalBornAt])];
  return Math.max(...doubts.map((at) => Math.min(at, now))) + settle;
}

/**
 * Lists the locks of a step: one writer at a time per resource and per lock. What this pass made is locked by its
 * address.
 */
export function locksOf({ address, locks }: Step): readonly string[] {
  return [address, ...locks];
}

/**
 * Access may move between things that do not know each other, from a grant to a policy of a role: so what takes it away
 * starts when nothing that gives it is left to do. That is an order, not a condition.
 */
export function takesLast(step: Step): boolean {
  return takesAccess(step) && motiveOf(step) !== 'narrows-drift';
}

/**
 * Returns true for a step that takes access. Disabling, deleting and narrowing a document hurt whoever still relies
 * on it; other contract steps do not.
 */
function takesAccess({ half, action, risks, changes }: Step): boolean {
  return (
    half === 'contract' &&
    (action === 'remove' || risks.length > 0 || changes.some((change) => change.half !== undefined))
  );
}
