import { modeOf, tighterMode } from '../../../model/mode.ts';
import { motiveOf } from '../../../model/motive.ts';
import type { Step } from '../../../model/plan.ts';
import type { Mode } from '../../../model/resource.ts';
import { gateSentences } from '../../../report/sentences/gates.ts';
import { boundedMode } from './guardrails.ts';
import { approvalsOf } from './approval.ts';
import { blocked, type DecideContext, type StepGate } from './types.ts';

/** Stops everything where the Stack or the resource only observes. */
export const observeGate: StepGate = (step, context) => {
  if (context.rules?.daemon?.maxMode === 'observe')
    return blocked('engine.observe-mode', gateSentences.maxModeObserve());
  if (modeFor(step, context) !== 'observe') return undefined;
  const { address } = step;
  const { settings, resources } = context.stack;
  const own = resources.get(address)?.metadata;
  return blocked(
    'engine.observe-mode',
    gateSentences.observeMode({
      address,
      inStack: settings.mode === 'observe',
      inMetadata: own?.mode === 'observe',
    }),
  );
};

/** Makes every step wait for a person in mode approve: also what the Stack releases, and what narrows drift. */
export const approveModeGate: StepGate = (step, context) => {
  const approved = context.approvals.of(step);
  const mode = bounded(modeFor(step, context), context);
  if (approved === 'shown' || mode !== 'approve') return undefined;
  const needs = approvalsOf(step);
  if (needs.length > 0 && needs.every((one) => approved.has(one))) return undefined;
  return blocked(
    'engine.approve-mode',
    gateSentences.approveMode({ ...step, inDaemon: context.rules?.daemon !== undefined }),
  );
};

/** Returns the mode, or what guardrails and the operator of a daemon make of a looser one. */
function bounded(mode: Mode, { guardrails, rules }: Pick<DecideContext, 'guardrails' | 'rules'>): Mode {
  const found = boundedMode(mode, guardrails);
  const most = rules?.daemon?.maxMode;
  return most === undefined ? found : tighterMode(found, most);
}

/**
 * Finds the mode that counts for a step. While another mode is not accepted the tighter of both counts. But what
 * narrows drift goes on as it was accepted. A commit cannot end the guard of what it opens next.
 */
function modeFor(step: Step, { stack }: Pick<DecideContext, 'stack'>): Mode {
  const resource = stack.resources.get(step.address);
  const guard = motiveOf(step) === 'narrows-drift' ? resource?.guard : undefined;
  return guard ?? modeOf(stack.settings, resource?.metadata ?? {});
}
