import type { Address } from '../../model/address.ts';
import type { StepId } from '../../model/plan.ts';
import type { Words } from './words.ts';

/** Why a step of a saved plan does not run, or is not in it. */
export const savedSentences = {
  notInPlan: (): Words => ({
    why: 'not in this plan: AWS changed since it was made',
    release: 'plan again',
  }),
  notShown: (): Words => ({ why: 'AWS accepted it and does not show it yet', release: 'wait' }),
  stale: ({ why }: { readonly why: string }): Words => ({
    why,
    release: 'plan again, and look at what moved',
  }),

  // Why it is stale.
  footingMoved: ({ addresses }: { readonly addresses: readonly Address[] }): string =>
    `what it rests on moved: ${[...new Set(addresses)].join(', ')}`,
  afterHeld: ({ cause, inPlan }: { readonly cause: StepId; readonly inPlan: boolean }): string =>
    `it comes after ${cause}, which ${inPlan ? 'is stale' : 'is not in this plan'}`,
  otherCalls: (): string => 'it would now make other calls than planned',
  changed: ({ facet, address }: { readonly facet: string; readonly address: Address }): string =>
    `${facet} of ${address} changed in AWS after it was planned`,
  noLongerPlanned: ({ address }: At): string => `${address} is no longer part of the plan`,
  blocked: ({ address, why }: At & { readonly why: string }): string => `${address} is blocked: ${why}`,
  unknown: ({ address, why }: At & { readonly why: string | undefined }): string =>
    because(`what AWS holds for ${address} is not known`, why),
  unread: ({ facet, address }: At & { readonly facet: string }): string =>
    `${facet} of ${address} could not be read`,
  gone: ({ address }: At): string => `${address} is no longer there`,
  deferred: ({ why }: { readonly why: string }): string => because('it cannot be written now', why),
  wouldNotBeMade: ({ address }: At): string => `${address} would not be made now`,
} as const;

interface At {
  readonly address: Address;
}

function because(what: string, why: string | undefined): string {
  return why === undefined ? what : `${what}: ${why}`;
}
