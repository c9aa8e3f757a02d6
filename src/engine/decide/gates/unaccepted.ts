import { day } from '../../../model/instant.ts';
import { ruledAs } from '../../../model/motive.ts';
import { decidedSentences } from '../../../report/sentences/decided.ts';
import { isOpen } from './person.ts';
import { blocked, type StepGate } from './types.ts';

/**
 * Stops a daemon that finds no decisions: either it is new here, or they were lost, with every pause and rejection that
 * was among them. Only a person accepts what is there (authority.md §3.12, §1.3).
 */
export const baselineGate: StepGate = (_, { rules }) => {
  if (rules?.daemon?.needsBaseline !== true || rules.decisions.taken !== undefined) return undefined;
  return blocked('engine.frozen', decidedSentences.noBaseline(), 'no-baseline');
};

/**
 * After a change of version, settings or guardrails the first full look only observes; what it would write to what was
 * in sync before waits for a person (authority.md §4.19). Only hostile access is removed whatever else waits (§2.10).
 */
export const upgradeGate: StepGate = (step, { rules, approvals }) => {
  if (rules?.daemon === undefined) return undefined;
  if (rules.daemon.isNew) return blocked('engine.frozen', decidedSentences.firstLook(), 'upgrade');
  const isHostile = step.overHold === 'hostile' && ruledAs(step) === 'narrows-drift';
  if (isHostile || approvals.of(step) === 'shown') return undefined;
  const held = rules.decisions.upgrade?.steps.some(
    (one) => one.step === step.id && one.desired === step.desired && one.observed === step.observed,
  );
  return held === true ? blocked('engine.frozen', decidedSentences.upgrade(), 'upgrade') : undefined;
};

/** Makes what comes from another commit wait while a person pinned the Stack to one. Drift is repaired as before. */
export const pinGate: StepGate = (step, context) => {
  const pin = context.rules?.decisions.pin;
  if (pin === undefined || !isOpen(pin.until, context) || ruledAs(step) !== 'follows-git') return undefined;
  const revision = context.rules?.daemon?.revision ?? context.commit;
  if (revision === pin.commit || context.approvals.of(step) === 'shown') return undefined;
  const { by, why, until, commit } = pin;
  return blocked('engine.frozen', decidedSentences.pinned({ person: by.name, why, until, commit }), 'pinned');
};

/** A source that was not read for a day may declare something else by now: only what protects is repaired (§4.22). */
export const sourceGate: StepGate = (step, { rules }) => {
  if (rules?.daemon === undefined || rules.daemon.sourceAge < day) return undefined;
  if (ruledAs(step) === 'narrows-drift') return undefined;
  const at = rules.now - rules.daemon.sourceAge;
  return blocked('engine.frozen', decidedSentences.sourceStale({ at }), 'source-stale');
};
