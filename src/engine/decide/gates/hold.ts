import type { Address } from '../../../model/address.ts';
import { passesHold, type Hold } from '../../../model/hold.ts';
import type { Observation } from '../../../model/observation.ts';
import type { Stop } from '../../../model/plan.ts';
import { gateSentences } from '../../../report/sentences/gates.ts';
import { blocked, type GateInput, type StepGate } from './types.ts';

/**
 * Stops the steps of a resource with the tag `keywright:hold`, and of what hangs on it. The tag is a claim by
 * whoever can tag, so it protects no hostile access and silences no trail (authority.md §2.11).
 */
export const holdGate: StepGate = (step, { observations, hangsOn, guardrails }) => {
  if (passesHold(step, guardrails)) return undefined;
  const around = [step.address, ...(hangsOn.get(step.address) ?? [])];
  return around.map((address) => holdOn(address, step.address, observations.get(address))).find(Boolean);
};

/** Returns true if a hold, on it or on what it hangs on, stands or cannot be ruled out. */
export function isHeld(
  address: Address,
  { observations, hangsOn }: Pick<GateInput, 'observations' | 'hangsOn'>,
): boolean {
  return [address, ...(hangsOn.get(address) ?? [])].some(
    (one) => holdOn(one, address, observations.get(one)) !== undefined,
  );
}

function holdOn(address: Address, of: Address, seen: Observation | undefined): Stop | undefined {
  if (seen?.is !== 'present') return undefined;
  const on = address === of ? undefined : address;
  if (seen.hold !== undefined) return heldBy(seen.hold, on);
  if (seen.facets['tags']?.is !== 'unreadable') return undefined;
  return blocked('engine.unreadable-tags', gateSentences.unreadTags({ on }));
}

/** Stops a step for a hold, which may be set on what the resource hangs on. */
export function heldBy(hold: Hold, on: Address | undefined): Stop {
  return blocked('engine.held', gateSentences.held({ hold, on }));
}
