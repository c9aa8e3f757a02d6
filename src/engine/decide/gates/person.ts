import type { Address } from '../../../model/address.ts';
import type { Instant } from '../../../model/instant.ts';
import type { Step } from '../../../model/plan.ts';
import { decidedSentences } from '../../../report/sentences/decided.ts';
import { blocked, type DecideContext, type StepGate } from './types.ts';

/** Stops everything while an order to stop is there (authority.md §4.18). */
export const stopGate: StepGate = (_, { rules }) => {
  if (rules?.stop === undefined) return undefined;
  const { by: person, why } = rules.stop;
  return blocked('engine.paused', decidedSentences.stopOrdered({ person, why }), 'stop-ordered');
};

/** Stops everything of what a person paused, until the end that each pause has. */
export const pauseGate: StepGate = (step, context) => {
  const pause = context.rules?.decisions.pauses.find(
    ({ until, addresses }) =>
      isOpen(until, context) && (addresses === undefined || isAmong(addresses, step, context)),
  );
  if (pause === undefined) return undefined;
  const { by, why, until } = pause;
  return blocked('engine.paused', decidedSentences.paused({ person: by.name, why, until }));
};

/** Stops a daemon while its lease is lent: what the borrower changes is not put back before the end. */
export const yieldGate: StepGate = (_, context) => {
  const yielded = context.rules?.decisions.yielded;
  if (context.rules?.daemon === undefined || yielded === undefined || !isOpen(yielded.until, context))
    return undefined;
  const { by, to: who, why, until } = yielded;
  return blocked('engine.paused', decidedSentences.yielded({ person: by.name, who, why, until }), 'yielded');
};

/** Stops a daemon at what a person rejected, until desired or observed changes. */
export const rejectionGate: StepGate = (step, { rules }) => {
  if (rules?.daemon === undefined) return undefined;
  const found = rules.decisions.rejections.find(
    ({ of }) => of.step === step.id && of.desired === step.desired && of.observed === step.observed,
  );
  if (found === undefined) return undefined;
  const { by, why, id: name } = found;
  return blocked('engine.paused', decidedSentences.rejected({ person: by.name, why, name }), 'rejected');
};

/** Returns true before the end of something that has one. */
export function isOpen(until: Instant, { rules }: Pick<DecideContext, 'rules'>): boolean {
  return rules !== undefined && rules.now < until;
}

/** Tests whether an address is paused, also as a part of a paused manifest, such as an alias of its key. */
function isAmong(addresses: readonly Address[], { address }: Step, { stack }: DecideContext): boolean {
  const whole = stack.resources.get(address)?.metadata.partOf;
  return addresses.includes(address) || (whole !== undefined && addresses.includes(whole));
}
