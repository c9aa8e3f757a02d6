import { showPlace } from '../../model/call.ts';
import type { ErrorCode } from '../../model/errors/index.ts';
import { modeOf } from '../../model/mode.ts';
import type { Gate } from '../../model/plan.ts';
import type { Metadata, Mode, Settings } from '../../model/resource.ts';
import type { SavedPlan } from '../../model/saved-plan.ts';

/**
 * Finds a contradiction in a saved plan: its plan is of another stack, account or resource than its declared values.
 * Such a file was edited by hand.
 */
export function contradictionIn({ plan, stack, madeAt, expiresAt }: SavedPlan): string | undefined {
  const { settings, resources } = stack;
  if (plan.stack !== settings.name || plan.uid !== settings.uid) {
    return `its plan is for stack ${plan.stack} (${plan.uid}), but its declared values are for ${settings.name} (${settings.uid})`;
  }
  if (expiresAt <= madeAt) return 'its expiry is before its creation';
  const accounts = new Map(settings.accounts.map(({ id, regions }) => [id, regions]));
  for (const { address, place } of resources.values()) {
    if (accounts.get(place.account)?.includes(place.region) !== true)
      return `${address} is in ${showPlace(place)}, which its Stack does not declare`;
  }
  const ids = new Set<string>();
  for (const { id, address, calls, gate } of plan.steps) {
    const loosened = loosenedIn(gate, settings, resources.get(address)?.metadata ?? {});
    if (loosened !== undefined) return `${id} ${loosened}`;
    if (ids.has(id)) return `step ${id} is a duplicate`;
    ids.add(id);
    const foreign = calls.find(({ at }) => !accounts.has(at.account));
    if (foreign !== undefined)
      return `${id} calls account ${foreign.at.account}, which its Stack does not declare`;
    const known = resources.has(address) || plan.resources.some((one) => one.address === address);
    if (!known) return `${id} belongs to ${address}, which it does not declare`;
  }
  return undefined;
}

/** Finds steps that were shown as waiting or blocked and that the declared values would now release. */
function loosenedIn(gate: Gate, settings: Settings, own: Pick<Metadata, 'mode'>): string | undefined {
  if (gate.is === 'approval' && gate.classes.some((one) => settings.release.includes(one)))
    return `waits for an approval of ${gate.classes.join(', ')}, which its Stack releases`;
  if (gate.is !== 'blocked') return undefined;
  const mode = modeOf(settings, own);
  const shown = modesOfGates[gate.code];
  return shown === undefined || shown === mode
    ? undefined
    : `is blocked by mode ${shown}, and its declared mode is ${mode}`;
}

const modesOfGates: Partial<Record<ErrorCode, Mode>> = {
  'engine.observe-mode': 'observe',
  'engine.approve-mode': 'approve',
};
