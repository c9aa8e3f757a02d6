import type { Of } from './facts.ts';
import type { Sentences } from './words.ts';

/** Why a step of a saved plan does not run, or is not in it. */
export const savedSentences = {
  notInPlan: () => ({
    why: 'not in this plan: AWS changed since it was made',
    release: 'plan again',
  }),
  notShown: () => ({ why: 'AWS accepted it and does not show it yet', release: 'wait' }),
  stale: ({ why }: Of<'why'>) => ({
    why,
    release: 'plan again, and look at what moved',
  }),

  // Why it is stale.
  footingMoved: ({ addresses }: Of<'addresses'>) =>
    `what it rests on moved: ${[...new Set(addresses)].join(', ')}`,
  afterHeld: ({ cause, inPlan }: Of<'cause' | 'inPlan'>) =>
    `it comes after ${cause}, which ${inPlan ? 'is stale' : 'is not in this plan'}`,
  otherCalls: () => 'it would now make other calls than planned',
  changed: ({ facet, address }: Of<'facet' | 'address'>) =>
    `${facet} of ${address} changed in AWS after it was planned`,
  noLongerPlanned: ({ address }: Of<'address'>) => `${address} is no longer part of the plan`,
  blocked: ({ address, why }: Of<'address' | 'why'>) => `${address} is blocked: ${why}`,
  unknown: ({ address, why }: Of<'address'> & Partial<Of<'why'>>) =>
    because(`what AWS holds for ${address} is not known`, why),
  unread: ({ facet, address }: Of<'address' | 'facet'>) => `${facet} of ${address} could not be read`,
  gone: ({ address }: Of<'address'>) => `${address} is no longer there`,
  deferred: ({ why }: Of<'why'>) => because('it cannot be written now', why),
  wouldNotBeMade: ({ address }: Of<'address'>) => `${address} would not be made now`,
} as const satisfies Sentences;

function because(what: string, why: string | undefined): string {
  return why === undefined ? what : `${what}: ${why}`;
}
