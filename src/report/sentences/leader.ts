import type { Duration } from '../../model/instant.ts';
import type { Sentences } from './words.ts';

/** Why a process may not lead, for the probe of readiness. */
export const leaderSentences = {
  skew: ({ by }: { readonly by: Duration }) => `${clockOff(by)}: synchronize the clock (NTP)`,
  unreadable: ({ why }: { readonly why: string }) => `lease and decisions cannot be read: ${why}`,
  unanswered: () => 'the lease was not renewed or the decisions not read for two thirds of a term',
  wedged: () => 'this process is stuck, so it does not request the lease',
  late: () => 'the request timed out',
} satisfies Sentences;

export function clockOff(by: Duration): string {
  return `the clock of this machine is ${by > 0 ? 'ahead of' : 'behind'} S3 by at least ${Math.round(Math.abs(by) / 1000)} s`;
}
