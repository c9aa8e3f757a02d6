import { hasCritical, hasErrors } from '../model/diagnostic.ts';
import { errors, type ErrorCode } from '../model/errors/index.ts';
import type { ErrorRow } from '../model/errors/row.ts';
import type { Outcome, PassResult } from '../model/outcome.ts';
import type { Gate, Orphan, Plan, ResourcePlan, StepId } from '../model/plan.ts';
import { outsideOf } from './display/scope.ts';
import { needsAttention, type StatusDisplay } from './display/status.ts';

/** What is no change and makes the exit code 2 all the same, where it is asked for. */
export type FailOn = 'orphans';

/**
 * Computes the exit code of `plan` and `--dry-run`. Returns 0 if nothing is to do, 1 on an error, 2 if there are
 * changes or something still settles. Treats what could not be read as an error. Nobody may take such a plan for "no
 * changes" or for the whole of them.
 */
export function exitCodeOf(plan: Plan, failOn?: FailOn): 0 | 1 | 2 {
  if (hasErrors(plan.diagnostics) || plan.resources.some(isUnknown)) return 1;
  const outside = outsideOf(plan);
  const differs =
    plan.stackChange !== undefined ||
    hasCritical(plan.diagnostics) ||
    plan.steps.some(({ address }) => !outside.has(address)) ||
    plan.resources.some((resource) => !outside.has(resource.address) && needsChange(resource));
  return differs || fails(plan.orphans, failOn) ? 2 : 0;
}

/**
 * Returns true if an orphan counts for the exit code. An orphan alone is no change. One that somebody opened is:
 * nobody guards it any more.
 */
function fails(orphans: readonly Orphan[], failOn: FailOn | undefined): boolean {
  return orphans.some(({ opened }) => opened !== undefined || failOn === 'orphans');
}

function isUnknown(resource: ResourcePlan): boolean {
  if (resource.blocked !== undefined) return false;
  return resource.sync === 'Unknown' || resource.unreadable.length > 0;
}

/**
 * Returns true if a resource may not be as declared. Includes what settles, which may be as declared or not: nobody
 * may take it for "no changes".
 */
function needsChange({ blocked, sync }: ResourcePlan): boolean {
  return blocked !== undefined || sync === 'Drifted' || sync === 'PendingChange' || sync === 'Settling';
}

/**
 * Computes the exit code of `status`. Returns 0 if all is in sync and healthy, 1 if something could not be read.
 * Returns 2 if something drifted, is pending, settles or is not healthy, or the Stack waits for a person.
 */
export function exitCodeOfStatus(
  status: Pick<StatusDisplay, 'resources' | 'diagnostics' | 'orphans' | 'stackChange'>,
  failOn?: FailOn,
): 0 | 1 | 2 {
  const { resources, diagnostics, orphans, stackChange } = status;
  const unknown = resources.some(
    ({ sync, unreadable, blocked }) => blocked === undefined && (sync === 'Unknown' || unreadable.length > 0),
  );
  if (hasErrors(diagnostics) || unknown) return 1;
  return fails(orphans, failOn) ||
    hasCritical(diagnostics) ||
    stackChange !== undefined ||
    resources.some(needsAttention)
    ? 2
    : 0;
}

/**
 * Computes the exit code of a run that applies. Returns 0 if all is done, 1 if something failed, could not be read or
 * was not started. Returns 3 if the rest is done and something waits, settles or is blocked, the Stack included.
 */
export function exitCodeOfApply({ plan, outcomes }: Pick<PassResult, 'plan' | 'outcomes'>): 0 | 1 | 3 {
  if (hasErrors(plan.diagnostics) || plan.resources.some(isUnknown)) return 1;
  const outside = outsideOf(plan);
  const mine = plan.steps.filter(({ address }) => !outside.has(address));
  const codes = mine.map((step): 0 | 1 | 3 => {
    const outcome = outcomes.get(step.id);
    if (outcome !== undefined) return exitOf(outcome, outcomes);
    return step.gate.is === 'released' ? 1 : exitOfGate(step.gate);
  });
  const blocked = plan.resources.flatMap(({ blocked: one }) =>
    one === undefined ? [] : [exitOfCode(one.code)],
  );
  codes.push(...blocked);
  if (plan.resources.some(({ address, sync }) => sync === 'Settling' && !outside.has(address))) codes.push(3);
  if (hasCritical(plan.diagnostics)) codes.push(3);
  if (plan.stackChange !== undefined && plan.stackChange.gate.is !== 'released') codes.push(3);
  if (codes.includes(1)) return 1;
  return codes.includes(3) ? 3 : 0;
}

function exitOf(outcome: Outcome, outcomes: ReadonlyMap<StepId, Outcome>): 0 | 1 | 3 {
  switch (outcome.is) {
    case 'done':
      return 0;
    case 'waiting':
      return 3;
    case 'blocked':
      return exitOfGate(outcome.gate);
    // What failed has its own code; what was only skipped follows what it waits for.
    case 'skipped':
      return isWaiting(outcomes.get(outcome.cause)) ? 3 : 1;
    case 'stale':
    case 'not-started':
      return 1;
    case 'failed':
      return exitOfCode(outcome.failure.code);
  }
}

function exitOfGate(gate: Exclude<Gate, { is: 'released' }>): 1 | 3 {
  return gate.is === 'approval' ? 3 : exitOfCode(gate.code);
}

function exitOfCode(code: ErrorCode): 1 | 3 {
  const row: ErrorRow = errors[code];
  return row.exit;
}

/**
 * Returns true if a cause only waits. A cause that is itself skipped counts where it stands: its own cause decides
 * there.
 */
function isWaiting(cause: Outcome | undefined): boolean {
  return cause !== undefined && cause.is !== 'failed' && cause.is !== 'stale' && cause.is !== 'not-started';
}
