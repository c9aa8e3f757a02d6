import type { ErrorCode } from './errors/index.ts';

/**
 * Every reason why something is blocked, waits, was put off or is not as it should be. The codes are stable: programs,
 * filters and tests match on them, and the sentence beside a code (`why`) is for people.
 */
export const reasons = {
  'waits-for-approval': 'A person has not approved it yet.',
  'waits-for-stack': 'Only a Stack that nobody accepted yet allows it.',
  'waits-for-another': 'It comes after something that is blocked, waits or failed.',
  held: 'The tag keywright:hold stops writes to it.',
  'stop-ordered': 'An order to stop is there: nothing is written.',
  paused: 'A person paused it.',
  yielded: 'The lease was lent to a person, whose changes are not undone meanwhile.',
  rejected: 'A person rejected it, and nothing of it changed since.',
  braked: 'More of its kind was written than a person should miss.',
  'no-baseline': 'Nobody accepted yet what this daemon found.',
  upgrade: 'A new version, or new settings, would write it to what was in sync before.',
  pinned: 'The Stack is held at an earlier commit.',
  rewind: 'The commit does not descend from the one that was accepted last.',
  relocated: 'The commit moves the Stack to another name, account, role or place of decisions.',
  unsigned: 'A commit is not signed by anybody whom the operator lists.',
  superseded: 'A newer revision came into force during the pass.',
  'source-stale': 'The source was not read for a day.',
  frozen: 'A freeze, or the rules of the Stack, let nothing be applied now.',
  'outside-window': 'None of its windows is open.',
  'earlier-wave': 'An account of an earlier wave is not done yet.',
  capped: 'The plan takes away, or gives back, more at once than the caps allow.',
  'observe-mode': 'Its mode is observe.',
  guardrails: 'The guardrails outside the repository do not allow it.',
  'stands-on': 'Keywright itself stands on it.',
  'outside-scope': 'This run was told to leave it out.',
  'not-in-plan': 'The saved plan does not have it.',
  moved: 'AWS changed after the plan was made.',
  'in-use': 'Something still uses it.',
  immutable: 'AWS fixed the value when the thing was made.',
  missing: 'The bucket, role, key or policy that it needs does not exist.',
  'not-created': 'It does not exist yet.',
  deleted: 'It was deleted outside Git.',
  vanished: 'An earlier run recorded it, and AWS does not have it any more.',
  elsewhere: 'It exists in another account or Region, and cannot move.',
  'another-owner': 'It is marked as the resource of another Stack or address, or belongs to another account.',
  unproven: 'Nothing, or only one sign, shows that it is ours.',
  ambiguous: 'The signs of which thing is ours disagree.',
  'other-id': 'The tombstone names another thing than the live one.',
  'dead-principal': 'A statement names a principal that was deleted.',
  'too-large': 'The document would be larger than AWS accepts.',
  'not-read': 'No look has read all of it yet.',
  stale: 'The last look at it is more than two intervals old.',
  unreadable: 'AWS refused to show something that must be known first.',
  confirming: 'AWS accepted the write and does not show it yet.',
  unanswered: 'No answer to the write came, so AWS may have done it or not.',
  spreading: 'It was written a moment ago, and other readers in AWS may not see it yet.',
  lagging: 'It exists, and AWS does not show all of it yet.',
  'young-journal': 'The journal is too young to rule out that an earlier run made it.',
  'open-intent': 'An earlier create was not answered: what it may have made must show first.',
  'made-before': 'An earlier run had already made it.',
  'young-principal': 'The service may not know a new principal yet.',
  conflicting: 'Another change of the same thing is under way.',
  'another-writer': 'Another run, or another machine, may be writing the same.',
  stopped: 'The run was asked to stop.',
  'access-opened': 'Access that no manifest declares was opened outside Git.',
  disabled: 'The key is disabled.',
  'pending-deletion': 'The deletion of the key is pending.',
  'no-key-material': 'The key has no key material yet.',
  'in-transition': 'The key is being created or updated.',
  'not-multi-region': 'The primary is not a multi-Region key.',
  'not-applicable': 'AWS does not have this setting for such a resource.',
  watching: 'The disabled key is watched for users before its deletion is scheduled.',
  'not-recording': 'The trail does not record.',
  'not-delivering': 'The trail cannot deliver its log files.',
  public: 'Public access to the bucket is not blocked.',
  unversioned: 'The bucket does not keep old versions.',
  unusable: 'It is in a state in which it does not do its work.',
} as const satisfies Readonly<Record<string, string>>;

export type ReasonCode = keyof typeof reasons;

/** A reason as programs match it, and as people read it. */
export interface Reasoned {
  readonly reason: ReasonCode;
  readonly why: string;
}

/** The errors that block a step or a resource, each with its reason. */
export const blockReasons = {
  'check.trail-access': 'missing',
  'engine.ambiguous': 'ambiguous',
  'engine.approve-mode': 'waits-for-approval',
  'engine.cap-exceeded': 'capped',
  'engine.former-mark': 'another-owner',
  'engine.frozen': 'frozen',
  'engine.guardrails': 'guardrails',
  'engine.held': 'held',
  'engine.immutable': 'immutable',
  'engine.in-use': 'in-use',
  'engine.missing-container': 'missing',
  'engine.not-in-plan': 'not-in-plan',
  'engine.not-ours': 'another-owner',
  'engine.observe-mode': 'observe-mode',
  'engine.outside-scope': 'outside-scope',
  'engine.paused': 'paused',
  'engine.stale': 'moved',
  'engine.stands-on': 'stands-on',
  'engine.tombstone-id': 'other-id',
  'engine.unproven': 'unproven',
  'engine.unread-coordination-key': 'unreadable',
  'engine.unreadable-tags': 'unreadable',
  'engine.vanished': 'vanished',
  'engine.waits-for-blocked': 'waits-for-another',
  'engine.waits-for-stack': 'waits-for-stack',
  'policy.stale-principal': 'dead-principal',
  'policy.too-large': 'too-large',
} as const satisfies Partial<Record<ErrorCode, ReasonCode>>;

export type BlockCode = keyof typeof blockReasons;

/** Why nothing goes on before a person acts, and what the person can do. */
export interface Block extends Reasoned {
  readonly code: BlockCode;
  readonly release: string;
}

/** Builds a block. Its reason is that of its code, unless a closer one is known. */
export function blockOf(
  code: BlockCode,
  words: Pick<Block, 'why' | 'release'>,
  reason: ReasonCode = blockReasons[code],
): Block {
  return { code, reason, ...words };
}
