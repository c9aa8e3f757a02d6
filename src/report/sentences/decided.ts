import { isoOf } from '../../model/instant.ts';
import type { Of } from './facts.ts';
import type { Sentences } from './words.ts';
import { plural } from '../../model/plural.ts';

/** What a step waits for that persons, brakes or the rules of a daemon stop. */
export const decidedSentences = {
  stopOrdered: ({ person, why }: Of<'person' | 'why'>) => ({
    why: `STOP was set by ${person}${because(why)}`,
    release: 'run reconcile start, or delete the object STOP',
  }),

  paused: ({ person, why, until }: Of<'person' | 'why' | 'until'>) => ({
    why: `paused by ${person} until ${isoOf(until)}${because(why)}`,
    release: 'wait until it ends, or run reconcile resume',
  }),

  yielded: ({ person, who, why, until }: Of<'person' | 'who' | 'why' | 'until'>) => ({
    why: `${person} lent the lease to ${who} until ${isoOf(until)}${because(why)}`,
    release: 'wait until it ends, or run reconcile resume',
  }),

  rejected: ({ person, why, name }: Of<'person' | 'why' | 'name'>) => ({
    why: `rejected by ${person}${because(why)}`,
    release: `change the manifest, or run reconcile reject --end ${name}`,
  }),

  braked: ({ kind, count }: Of<'kind' | 'count'>) => ({
    why: `the brake blocks ${kind}: ${plural(count, 'write')} would be due within 10 minutes, and the limit is 20`,
    release: 'review these writes, then run reconcile resume --brake --for 30m --reason TEXT',
  }),

  brakeAhead: ({ kind, count }: Of<'kind' | 'count'>) =>
    `${plural(count, 'write')} of kind ${kind} will be due: the brake will stop after the first 3 (limit: 20 in 10 minutes)`,

  anotherWriter: ({ paths, count }: Of<'paths' | 'count'>) => ({
    why: `another writer keeps changing ${paths.join(', ')}: Keywright reverted it ${plural(count, 'time')} within an hour`,
    release: 'find and stop the other writer, or ignore the path',
  }),

  noBaseline: () => ({
    why: 'the baseline of this daemon is not accepted yet',
    release: 'review the plan, then run reconcile accept-baseline',
  }),

  firstLook: () => ({
    why: 'after a change of version, settings or guardrails, the first full look only observes',
    release: 'wait until the look ends',
  }),

  upgrade: () => ({
    why: 'the resource was in sync before the version, settings or guardrails changed',
    release: 'approve the step',
  }),

  pinned: ({ person, why, until, commit }: Of<'person' | 'why' | 'until' | 'commit'>) => ({
    why: `${person} pinned the Stack to ${commit ?? ''} until ${isoOf(until)}${because(why)}`,
    release: 'wait until it ends, or run reconcile sync',
  }),

  sourceStale: ({ at }: Of<'at'>) => ({
    why: `the source was last read at ${isoOf(at)}: after a day, only protective repairs run`,
    release: 'make the source readable again',
  }),

  frozen: ({ person, why, until }: Of<'person' | 'why' | 'until'>) => ({
    why: `frozen by ${person} until ${isoOf(until)}${because(why)}`,
    release: 'wait until it ends, approve the step, or run reconcile resume',
  }),

  approvalGone: () => 'its approval was used, expired or withdrawn in the meantime',

  superseded: () => ({
    why: 'a newer revision was accepted during this pass',
    release: 'wait for the next pass, which uses the newer revision',
  }),

  byRule: ({ rule }: Of<'rule'>) => ({
    why: `the Stack sets ${rule}`,
    release: 'approve the step, or change the rule',
  }),

  outsideWindow: () => ({
    why: 'no maintenance window is open',
    release: 'wait for the next window, or approve the step',
  }),

  earlierWave: ({ account }: Of<'account'>) => ({
    why: `account ${account} is in an earlier wave and not finished`,
    release: 'wait until it is finished, or approve the step',
  }),

  overHourlyCap: ({ account, allowed }: Of<'account' | 'allowed'>) => ({
    why: `${String(allowed)} of account ${account} lost something or regained access within an hour, which reaches the caps`,
    release: 'wait, raise caps.hourly in the Stack, or run reconcile apply',
  }),
} as const satisfies Sentences;

function because(why: string): string {
  return why === '' ? '' : `: ${why}`;
}
