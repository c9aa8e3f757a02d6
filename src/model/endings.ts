import type { ReasonCode } from './reasons.ts';

/**
 * What ends the wait for a reason.
 * - `approval`: a person approves the step.
 * - `time`: it ends by itself, and an approval ends it sooner.
 * - `acceptance`: a person accepts a revision, a Stack or what a daemon found.
 * - `decision`: a person decided so, and it ends as they said.
 * - `change`: a person changes a manifest, the guardrails or AWS.
 * - `itself`: it ends by itself, and nothing ends it sooner.
 */
type Ending = 'approval' | 'time' | 'acceptance' | 'decision' | 'change' | 'itself';

/** Every reason has its ending, so that a new one is approved, told and counted by what it is. */
export const endings: Readonly<Record<ReasonCode, Ending>> = {
  'waits-for-approval': 'approval',
  upgrade: 'approval',
  frozen: 'approval',
  pinned: 'time',
  'outside-window': 'time',
  'earlier-wave': 'time',
  'no-baseline': 'acceptance',
  'waits-for-stack': 'acceptance',
  rewind: 'acceptance',
  relocated: 'acceptance',
  unsigned: 'acceptance',
  held: 'decision',
  'stop-ordered': 'decision',
  paused: 'decision',
  yielded: 'decision',
  rejected: 'decision',
  braked: 'decision',
  'observe-mode': 'decision',
  'outside-scope': 'decision',
  'not-in-plan': 'decision',
  stopped: 'decision',
  guardrails: 'change',
  'stands-on': 'change',
  'in-use': 'change',
  immutable: 'change',
  missing: 'change',
  vanished: 'change',
  elsewhere: 'change',
  'another-owner': 'change',
  unproven: 'change',
  ambiguous: 'change',
  'other-id': 'change',
  'dead-principal': 'change',
  unreadable: 'change',
  'source-stale': 'change',
  'another-writer': 'change',
  'access-opened': 'itself',
  disabled: 'change',
  'pending-deletion': 'change',
  'no-key-material': 'change',
  'not-multi-region': 'change',
  'not-recording': 'change',
  'not-delivering': 'change',
  public: 'change',
  unversioned: 'change',
  unusable: 'change',
  'too-large': 'change',
  'waits-for-another': 'itself',
  superseded: 'itself',
  capped: 'itself',
  moved: 'itself',
  'not-created': 'itself',
  deleted: 'itself',
  'not-read': 'itself',
  stale: 'itself',
  confirming: 'itself',
  unanswered: 'itself',
  spreading: 'itself',
  lagging: 'itself',
  'young-journal': 'itself',
  'open-intent': 'itself',
  'made-before': 'itself',
  'young-principal': 'itself',
  conflicting: 'itself',
  'in-transition': 'itself',
  'not-applicable': 'itself',
  watching: 'itself',
};
