import type { Address } from '../../model/address.ts';
import type { Decisions, Taken } from '../../model/decisions.ts';
import type { PassResult } from '../../model/outcome.ts';
import type { ResourcePlan, Step } from '../../model/plan.ts';
import { addressOfStep } from '../../model/step-id.ts';
import { byCodeUnit, sameTree } from '../../model/tree.ts';
import type { Look } from '../due.ts';

/** Bounds the document. What does not fit counts as in sync, so that a new version asks before it writes there. */
const most = 1_000;

/**
 * Notes what a pass of the leader found other than in sync. It stands beside the lease: a new version looks before it
 * leads, and what it sees then must not take the place of what the old one said (authority.md §4.19).
 */
export function judged(
  before: Decisions,
  result: PassResult,
  { look, under }: { readonly look: Look; readonly under: Taken['under'] },
): Decisions {
  const is = verdictsIn(result, before);
  const isWhole = look === 'full' && result.plan.scope.is === 'all' && result.seen === 'complete';
  // A fast look reads too little to say that all of a resource is in sync. What a whole look lacks is gone.
  const isOver = (address: Address): boolean =>
    (look === 'full' && isInSync(is.get(address))) || (isWhole && !is.has(address));
  const found = [...is].filter(([, verdict]) => verdict === 'out-of-sync').map(([address]) => address);
  const still = outOfSync(before, under)?.filter((address) => !isOver(address)) ?? [];
  const out = new Set([...still, ...found]);
  const verdicts = { under, outOfSync: [...out].sort(byCodeUnit).slice(0, most) };
  const after = look === 'full' ? withoutDone(before, is) : before;
  return sameTree(outOfSync(after, under), verdicts.outOfSync) ? after : { ...after, verdicts };
}

/**
 * Tells whether an address was in sync for the version that led last. Of what nobody knows how it was, nobody can say
 * that it was not. What waits as an upgrade waits on: the version in between never wrote it.
 */
export function wasInSync(address: Address, decisions: Decisions): boolean {
  const { taken, upgrade } = decisions;
  if (upgrade?.steps.some(({ step }) => addressOfStep(step) === address) === true) return true;
  return taken === undefined || outOfSync(decisions, taken.under)?.includes(address) !== true;
}

/** Lists the addresses that were not in sync by these settings. Returns undefined if nobody looked by them. */
function outOfSync({ verdicts }: Decisions, under: Taken['under']): readonly Address[] | undefined {
  return verdicts !== undefined && sameTree({ ...verdicts.under }, { ...under })
    ? verdicts.outOfSync
    : undefined;
}

/** How a pass leaves a resource. `held`: only a new version would write it. */
type Verdict = 'in-sync' | 'held' | 'out-of-sync' | 'unknown';

function isInSync(verdict: Verdict | undefined): boolean {
  return verdict === 'in-sync' || verdict === 'held';
}

function verdictsIn({ plan, outcomes }: PassResult, { upgrade }: Decisions): ReadonlyMap<Address, Verdict> {
  const all = Map.groupBy(plan.steps, ({ address }) => address);
  const isHeld = ({ id, desired, observed }: Step): boolean =>
    upgrade?.steps.some((one) => one.step === id && one.desired === desired && one.observed === observed) ===
    true;
  const isWritten = ({ id }: Step): boolean => {
    const end = outcomes.get(id);
    return end?.is === 'done' || (end?.is === 'waiting' && end.sent !== undefined);
  };
  return new Map(
    plan.resources.map((resource) => {
      const steps = all.get(resource.address) ?? [];
      const left = steps.filter((step) => !isWritten(step));
      if (left.some(isHeld)) return [resource.address, 'held'];
      return [resource.address, verdictOn(resource, { isAllWritten: steps.length > 0 && left.length === 0 })];
    }),
  );
}

function verdictOn(
  { sync, deferred }: ResourcePlan,
  { isAllWritten }: { readonly isAllWritten: boolean },
): Verdict {
  if (isAllWritten && deferred.length === 0) return 'in-sync';
  switch (sync) {
    case 'InSync':
    case 'Settling':
      return 'in-sync';
    case 'Drifted':
    case 'PendingChange':
      return 'out-of-sync';
    case 'Unknown':
      return 'unknown';
  }
}

/** Forgets what waited as an upgrade and is done: where the same drift comes back, it is drift. */
function withoutDone(decisions: Decisions, is: ReadonlyMap<Address, Verdict>): Decisions {
  const { upgrade, ...rest } = decisions;
  if (upgrade === undefined) return decisions;
  const steps = upgrade.steps.filter(({ step }) => is.get(addressOfStep(step)) !== 'in-sync');
  if (steps.length === upgrade.steps.length) return decisions;
  return { ...rest, ...(steps.length === 0 ? {} : { upgrade: { ...upgrade, steps } }) };
}
