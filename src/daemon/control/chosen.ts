import type { Plan, Step } from '../../model/plan.ts';
import { planIdOf } from '../../model/plan-id.ts';
import { refusal, type Refusal } from './control.ts';

/**
 * The steps of the current plan that a person decides on: those that were named, by their ids or addresses, or all that
 * wait. A plan of another name was not what the person saw.
 */
export function chosenSteps(
  plan: Plan | undefined,
  id: string,
  named: readonly string[] | undefined,
): readonly Step[] | Refusal {
  const current = plan === undefined ? undefined : planIdOf(plan);
  if (plan === undefined || current !== id) {
    return refusal(
      'control.plan',
      `plan ${id} is not the current plan${current === undefined ? ': nothing was planned yet' : `, which is ${current}`}`,
      current === undefined ? undefined : `see what it does: reconcile plans ${current}`,
    );
  }
  const waiting = plan.steps.filter(({ gate }) => gate.is === 'approval');
  if (named === undefined) {
    return waiting.length > 0 ? waiting : refusal('control.step', `no step of plan ${id} waits for a person`);
  }
  const strange = named.filter((name) => !waiting.some((step) => isNamed(step, name)));
  if (strange.length > 0) {
    return refusal('control.step', `in plan ${id} nothing waits for a person under ${strange.join(', ')}`);
  }
  return waiting.filter((step) => named.some((name) => isNamed(step, name)));
}

function isNamed({ id, address }: Step, name: string): boolean {
  return name === id || name === address;
}
