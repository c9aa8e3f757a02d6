import type { Duration } from '../../model/instant.ts';
import type { Sentences } from './words.ts';

/** Why a process may not lead, for the probe of readiness. */
export const leaderSentences = {
  skew: ({ by }: { readonly by: Duration }) => `${clockOff(by)}: synchronise it (NTP)`,
  unreadable: ({ why }: { readonly why: string }) => `lease and decisions cannot be read: ${why}`,
  unanswered: () => 'lease and decisions could not be renewed and read for two thirds of a term',
  wedged: () => 'work of this process hangs, so it does not ask for the lease',
  late: () => 'no answer in time',
} satisfies Sentences;

export function clockOff(by: Duration): string {
  return `the clock of this machine is ${by > 0 ? 'ahead of' : 'behind'} S3 by at least ${Math.round(Math.abs(by) / 1000)} s`;
}
