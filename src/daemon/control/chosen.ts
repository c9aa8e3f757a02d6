import type { Approved } from '../../model/decisions.ts';
import { planIdOf } from '../../model/plan-id.ts';
import type { ControllerState } from '../controller.ts';
import { approvables } from '../decide/approved.ts';
import { refusal, type Refusal } from './control.ts';

/**
 * Finds what of the current plan a person decides on: what was named, by steps or addresses. Takes all that waits for
 * a person where nothing was named, the change of the Stack included. Refuses a plan of another name, which was not
 * what the person saw.
 */
export function chosenOf(
  { plan, under }: Pick<ControllerState, 'plan' | 'under'>,
  id: string,
  named: readonly string[] | undefined,
): readonly Approved[] | Refusal {
  const current = plan === undefined ? undefined : planIdOf(plan);
  if (plan === undefined || current !== id) {
    return refusal(
      'control.plan',
      `plan ${id} is not the current plan${current === undefined ? ': there is no plan yet' : `, which is ${current}`}`,
      current === undefined
        ? undefined
        : {
            command: `review it with reconcile plans ${current}`,
            http: `review it with GET /api/v1/plans/${current}`,
          },
    );
  }
  const waiting = approvables({ plan, guardrails: under.guardrails });
  if (named === undefined) {
    return waiting.length > 0
      ? waiting
      : refusal('control.step', `plan ${id} has no step that waits for a person`);
  }
  const strange = named.filter((name) => !waiting.some((one) => isNamed(one, name)));
  if (strange.length > 0) {
    return refusal(
      'control.step',
      `plan ${id} has no step that waits for a person under ${strange.join(', ')}`,
    );
  }
  return waiting.filter((one) => named.some((name) => isNamed(one, name)));
}

function isNamed({ step, address }: Approved, name: string): boolean {
  return name === step || name === address;
}
