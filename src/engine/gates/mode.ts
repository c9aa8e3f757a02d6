import { modeOf } from '../../model/mode.ts';
import type { Metadata, Settings } from '../../model/resource.ts';
import { boundedMode } from './guardrails.ts';
import { approvalsOf } from './approval.ts';
import { blocked, type OpenGate } from './types.ts';

/** Stops everything where the Stack or the resource only observes. */
export const observeGate: OpenGate =
  ({ stack }) =>
  ({ address }) => {
    const own = stack.resources.get(address)?.metadata ?? {};
    if (modeOf(stack.settings, own) !== 'observe') return undefined;
    return blocked('engine.observe-mode', `${address} is in mode observe`, outOfObserve(stack.settings, own));
  };

/** Makes every step wait for a person in mode approve: also what the Stack releases, and what narrows drift. */
export const approveModeGate: OpenGate =
  ({ stack, approved, guardrails }) =>
  (step) => {
    const own = stack.resources.get(step.address)?.metadata ?? {};
    const mode = boundedMode(modeOf(stack.settings, own), guardrails);
    if (approved === 'shown' || mode !== 'approve') return undefined;
    const needs = approvalsOf(step);
    if (needs.length > 0 && needs.every((one) => approved.has(one))) return undefined;
    return blocked('engine.approve-mode', `${step.address} is in mode approve`, 'answer yes to the plan');
  };

/** Where it must be changed: the tighter of two modes holds. */
function outOfObserve(settings: Pick<Settings, 'mode'>, own: Pick<Metadata, 'mode'>): string {
  const places = [
    ...(settings.mode === 'observe' ? ['in the Stack'] : []),
    ...(own.mode === 'observe' ? ['in its metadata'] : []),
  ];
  return `set mode: enforce ${places.join(' and ')}`;
}
