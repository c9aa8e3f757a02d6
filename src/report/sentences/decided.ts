import { isoOf } from '../../model/instant.ts';
import type { Of } from './facts.ts';
import type { Sentences } from './words.ts';

/** What a step waits for that persons, brakes or the rules of a daemon stop. */
export const decidedSentences = {
  stopOrdered: ({ person, why }: Of<'person' | 'why'>) => ({
    why: `STOP is set by ${person}${because(why)}`,
    release: 'take the order back: reconcile start, or remove the object STOP',
  }),

  paused: ({ person, why, until }: Of<'person' | 'why' | 'until'>) => ({
    why: `paused by ${person} until ${isoOf(until)}${because(why)}`,
    release: 'wait for the end, or: reconcile resume',
  }),

  yielded: ({ person, who, why, until }: Of<'person' | 'who' | 'why' | 'until'>) => ({
    why: `${person} lent the lease to ${who} until ${isoOf(until)}${because(why)}`,
    release: 'wait for the end, or: reconcile resume',
  }),

  rejected: ({ person, why, name }: Of<'person' | 'why' | 'name'>) => ({
    why: `rejected by ${person}${because(why)}`,
    release: `change the manifest, or: reconcile reject --end ${name}`,
  }),

  braked: ({ kind, count }: Of<'kind' | 'count'>) => ({
    why: `the brake holds ${kind}: ${String(count)} of them would be written within 10 minutes, and after 20 it stops`,
    release: 'look at what was written, then: reconcile resume --brake --for 30m --reason TEXT',
  }),

  brakeAhead: ({ kind, count }: Of<'kind' | 'count'>) =>
    `${String(count)} resources of kind ${kind} wait to be written: the brake will stop after the first 3, since they are more than 20 in 10 minutes`,

  anotherWriter: ({ paths, count }: Of<'paths' | 'count'>) => ({
    why: `another writer changes ${paths.join(', ')}: it was put back ${String(count)} times within an hour`,
    release: 'find the other writer and stop it, or ignore the path',
  }),

  noBaseline: () => ({
    why: 'nobody has accepted what this daemon found',
    release: 'read the plan, then: reconcile accept-baseline',
  }),

  firstLook: () => ({
    why: 'version, settings or guardrails are new, and the first full look only observes',
    release: 'wait for the end of the look',
  }),

  upgrade: () => ({
    why: 'it was in sync before version, settings or guardrails changed',
    release: 'approve the step',
  }),

  pinned: ({ person, why, until, commit }: Of<'person' | 'why' | 'until' | 'commit'>) => ({
    why: `${person} pinned the Stack to ${commit ?? ''} until ${isoOf(until)}${because(why)}`,
    release: 'wait for the end, or: reconcile sync',
  }),

  sourceStale: ({ at }: Of<'at'>) => ({
    why: `the source was read last at ${isoOf(at)}: after a day only what protects is repaired`,
    release: 'make the source readable again',
  }),

  frozen: ({ person, why, until }: Of<'person' | 'why' | 'until'>) => ({
    why: `frozen by ${person} until ${isoOf(until)}${because(why)}`,
    release: 'wait for the end, approve the step, or: reconcile resume',
  }),

  approvalGone: () => 'its approval was used, ended or withdrawn meanwhile',

  superseded: () => ({
    why: 'a newer revision came into force while this pass was under way',
    release: 'wait for the next pass, which works by the newer revision',
  }),

  byRule: ({ rule }: Of<'rule'>) => ({
    why: `the Stack says ${rule}`,
    release: 'approve the step, or change the rule',
  }),

  outsideWindow: () => ({
    why: 'none of its windows is open',
    release: 'wait for a window, or approve the step',
  }),

  earlierWave: ({ account }: Of<'account'>) => ({
    why: `account ${account} comes in an earlier wave and is not done yet`,
    release: 'wait for it, or approve the step',
  }),

  overHourlyCap: ({ account, allowed }: Of<'account' | 'allowed'>) => ({
    why: `${String(allowed)} of account ${account} lost something or got access back within an hour, and the caps allow no more`,
    release: 'wait, raise caps.hourly in the Stack, or apply from the command line',
  }),
} as const satisfies Sentences;

function because(why: string): string {
  return why === '' ? '' : `: ${why}`;
}
