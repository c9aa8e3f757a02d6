import type { Of } from './facts.ts';
import type { Sentences } from './words.ts';

/** Why a step of a saved plan does not run, or is not in it. */
export const savedSentences = {
  notInPlan: () => ({
    why: 'not in this plan: AWS changed since it was made',
    release: 'plan again',
  }),
  notShown: () => ({ why: 'AWS accepted it and does not show it yet', release: 'wait until AWS shows it' }),
  stale: ({ why }: Of<'why'>) => ({
    why,
    release: 'plan again, and review what changed',
  }),

  // Why it is stale.
  footingMoved: ({ addresses }: Of<'addresses'>) =>
    `its prerequisites changed: ${[...new Set(addresses)].join(', ')}`,
  afterHeld: ({ cause, inPlan }: Of<'cause' | 'inPlan'>) =>
    `the step depends on ${cause}, which ${inPlan ? 'is stale' : 'is not in this plan'}`,
  otherCalls: () => 'the step would now make different calls than planned',
  changed: ({ facet, address }: Of<'facet' | 'address'>) =>
    `${facet} of ${address} changed in AWS after the plan`,
  noLongerPlanned: ({ address }: Of<'address'>) => `${address} is no longer part of the plan`,
  blocked: ({ address, why }: Of<'address' | 'why'>) => `${address} is blocked: ${why}`,
  unknown: ({ address, why }: Of<'address'> & Partial<Of<'why'>>) =>
    because(`the state of ${address} in AWS is unknown`, why),
  unread: ({ facet, address }: Of<'address' | 'facet'>) => `${facet} of ${address} could not be read`,
  gone: ({ address }: Of<'address'>) => `${address} no longer exists`,
  deferred: ({ why }: Of<'why'>) => because('the resource cannot be written in its current state', why),
  wouldNotBeMade: ({ address }: Of<'address'>) => `${address} would no longer be created`,
} as const satisfies Sentences;

function because(what: string, why: string | undefined): string {
  return why === undefined ? what : `${what}: ${why}`;
}
