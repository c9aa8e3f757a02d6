import { ruledAs, type Motive } from '../../../model/motive.ts';
import type { Step, Stop } from '../../../model/plan.ts';
import { decidedSentences } from '../../../report/sentences/decided.ts';
import { handlingOf, narrows } from '../handling.ts';
import { isOpen } from './person.ts';
import { blocked, type DecideContext, type StepGate } from './types.ts';

/** A freeze lets only what narrows drift run, at the command line too: who froze it is named (authority.md §4.16). */
export const freezeGate: StepGate = (step, context) => {
  const freeze = context.rules?.decisions.freeze;
  if (freeze === undefined || !isOpen(freeze.until, context)) return undefined;
  if (ruledAs(step) === 'narrows-drift' || context.approvals.of(step) === 'shown') return undefined;
  const { by, why, until } = freeze;
  return blocked('engine.frozen', decidedSentences.frozen({ person: by.name, why, until }));
};

/**
 * Holds a daemon to what the Stack lets it do by itself: `apply` rules what comes from Git, `heal` what drifted, and
 * windows all that does not protect. At the command line a person decides.
 */
export const handlingGate: StepGate = (step, context) => {
  const { rules, stack, approvals } = context;
  if (rules?.daemon === undefined || approvals.of(step) === 'shown') return undefined;
  const { daemon } = rules;
  const motive = ruledAs(step);
  const rule = ruleAgainst(motive, step, context);
  if (rule !== undefined) return blocked('engine.frozen', decidedSentences.byRule({ rule }));
  if (motive === 'narrows-drift') return undefined;
  const { windows } = handlingOf(stack.settings, stack.resources.get(step.address));
  if (windows.every((some) => some.some((window) => daemon.isOpen(window)))) return waveBefore(step, context);
  return blocked('engine.frozen', decidedSentences.outsideWindow(), 'outside-window');
};

function ruleAgainst(motive: Motive, { address }: Step, { stack }: DecideContext): string | undefined {
  const resource = stack.resources.get(address);
  const { apply, heal } = handlingOf(stack.settings, resource);
  switch (motive) {
    case 'narrows-drift':
      return narrows(stack.settings, resource) ? undefined : 'heal: off';
    case 'repairs':
      return heal === 'auto' ? undefined : `heal: ${heal}`;
    case 'follows-git':
      return apply === 'auto' ? undefined : `apply: ${apply}`;
  }
}

/**
 * Stops a step while Git still changes something in an account of an earlier wave. It also stops while something
 * there does not work.
 */
function waveBefore(step: Step, { stack, unfinished }: DecideContext): Stop | undefined {
  const { waves = [] } = stack.settings;
  const own = waves.findIndex((wave) => wave.includes(step.place.account));
  if (ruledAs(step) !== 'follows-git' || own < 1) return undefined;
  const account = waves
    .slice(0, own)
    .flat()
    .find((one) => unfinished.has(one));
  if (account === undefined) return undefined;
  return blocked('engine.frozen', decidedSentences.earlierWave({ account }), 'earlier-wave');
}
