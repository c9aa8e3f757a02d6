import type { Brake, Decisions, Reverted } from '../../model/decisions.ts';
import type { Instant } from '../../model/instant.ts';
import type { PassResult } from '../../model/outcome.ts';
import type { Plan, Step } from '../../model/plan.ts';

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
