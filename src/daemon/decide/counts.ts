import { countsAgainstCap } from '../../engine/decide/gates/cap.ts';
import type { Brake, Counted, Decisions, Reverted } from '../../model/decisions.ts';
import type { Instant } from '../../model/instant.ts';
import type { PassResult } from '../../model/outcome.ts';
import type { Plan, Step } from '../../model/plan.ts';

/** Counts what a plan is about to write: a process that dies with the next call has counted it. */
export function counting(decisions: Decisions, { steps }: Pick<Plan, 'steps'>, at: Instant): Decisions {
  const released = steps.filter(({ gate }) => gate.is === 'released');
  if (released.length === 0) return decisions;
  return {
    ...decisions,
    writes: noted(decisions.writes, released, at),
    losses: noted(decisions.losses, released.filter(countsAgainstCap), at),
  };
}

/** Counts what a pass put back, as of its look, and sets the brake for kinds that it stopped. */
export function counted(decisions: Decisions, { plan, outcomes }: PassResult, at: Instant): Decisions {
  const done = plan.steps.filter(({ id }) => outcomes.get(id)?.is === 'done');
  const reverts = done
    .filter(({ repair }) => repair !== undefined)
    .flatMap((step) => revertsOf(step, plan.at));
  const brakes = brakesOf(plan, done, decisions, at);
  if (reverts.length + brakes.length === 0) return decisions;
  return {
    ...decisions,
    reverts: [...decisions.reverts, ...reverts],
    brakes: [...decisions.brakes, ...brakes],
  };
}

/** In their place where they are counted already: the order says which ones a limit let through first. */
function noted(before: readonly Counted[], steps: readonly Step[], at: Instant): readonly Counted[] {
  const now = new Map(
    steps.map(({ address, kind, place: { account } }) => [address, { address, account, kind, at }] as const),
  );
  const kept = before.map((one) => now.get(one.address) ?? one);
  const known = new Set(before.map(({ address }) => address));
  return [...kept, ...[...now.values()].filter(({ address }) => !known.has(address))];
}

function revertsOf({ address, changes }: Step, at: Instant): readonly Reverted[] {
  return changes.filter(({ label }) => label !== 'changed-in-git').map(({ path }) => ({ address, path, at }));
}

function brakesOf(
  { steps }: Plan,
  done: readonly Step[],
  { brakes }: Decisions,
  at: Instant,
): readonly Brake[] {
  const kinds = new Set(
    steps.flatMap(({ gate, kind }) => (gate.is === 'blocked' && gate.reason === 'braked' ? [kind] : [])),
  );
  return [...kinds]
    .filter((kind) => !brakes.some((one) => one.kind === kind))
    .map((kind) => ({
      kind,
      at,
      confirmed: new Set(done.filter((step) => step.kind === kind).map(({ address }) => address)).size,
    }));
}
