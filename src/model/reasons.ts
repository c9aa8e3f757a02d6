import type { ErrorCode } from './errors/index.ts';

/**
 * Every reason why something is blocked, waits, was put off or is not as it should be. The codes are stable: programs,
 * filters and tests match on them, and the sentence beside a code (`why`) is for people.
 */
export const reasons = {
  'waits-for-approval': 'A person has not approved it yet.',
  'waits-for-stack': 'Only a Stack that is not accepted yet allows the step.',
  'waits-for-another': 'A prerequisite is blocked, waiting or failed.',
  held: 'The tag keywright:hold stops writes to the resource.',
  'stop-ordered': 'A stop order is in force: nothing is written.',
  paused: 'A person paused the resource or the Stack.',
  yielded: 'The lease is lent to a person, whose changes are not reverted until it ends.',
  rejected: 'A person rejected the step, and it has not changed since.',
  braked: 'Too many resources of this kind were written without supervision.',
  'no-baseline': 'The baseline of this daemon is not accepted yet.',
  upgrade: 'A new version or new settings would change a resource that was in sync before.',
  pinned: 'The Stack is pinned to an earlier commit.',
  rewind: 'The commit does not descend from the last accepted one.',
  relocated: 'The commit moves the Stack to another name, account, role or place of decisions.',
  unsigned: 'A commit is not signed by an allowed signer.',
  superseded: 'A newer revision was accepted during the pass.',
  'source-stale': 'The source has not been read for a day.',
  frozen: 'A freeze or a rule of the Stack allows no changes now.',
  'outside-window': 'No maintenance window is open.',
  'earlier-wave': 'An account of an earlier wave is not finished.',
  capped: 'The plan removes or restores more at once than the caps allow.',
  'observe-mode': 'The mode of the resource is observe.',
  guardrails: 'The guardrails do not allow the step.',
  'stands-on': 'Keywright depends on the resource.',
  'outside-scope': 'The resource is out of scope of this run.',
  'not-in-plan': 'The step is not in the saved plan.',
  moved: 'AWS changed after the plan was made.',
  'in-use': 'The resource is still in use.',
  immutable: 'AWS does not allow a change of this value after creation.',
  missing: 'A required bucket, role, key or policy does not exist.',
  'not-created': 'The resource does not exist yet.',
  deleted: 'The resource was deleted outside Git.',
  vanished: 'An earlier run recorded the resource, and it no longer exists in AWS.',
  elsewhere: 'The resource exists in another account or Region and cannot move.',
  'another-owner': 'The resource belongs to another Stack, address or account.',
  unproven: 'Too little evidence shows that this Stack owns the resource.',
  ambiguous: 'The evidence of ownership is contradictory.',
  'other-id': 'The tombstone does not name the live resource.',
  'dead-principal': 'A statement names a principal that was deleted.',
  'too-large': 'The document would exceed the AWS size limit.',
  'not-read': 'The resource has not been read completely yet.',
  stale: 'The resource was last read more than two intervals ago.',
  unreadable: 'AWS denied a read that is needed first.',
  confirming: 'AWS accepted the write but does not show it yet.',
  unanswered: 'The write got no response, so AWS may or may not have executed it.',
  spreading: 'The resource was just written and may not have propagated in AWS yet.',
  lagging: 'The resource exists, but AWS does not show all of it yet.',
  'young-journal': 'The journal is too new to rule out that an earlier run created the resource.',
  'open-intent': 'An earlier create got no response: Keywright first waits for its possible result to show.',
  'made-before': 'An earlier run already created the resource.',
  'young-principal': 'A new principal may not have propagated to the service yet.',
  conflicting: 'Another change of the same resource is in progress.',
  'another-writer': 'Another run or another machine may be writing the same resource.',
  stopped: 'The run was asked to stop.',
  'access-opened': 'Access that no manifest declares was opened outside Git.',
  disabled: 'The key is disabled.',
  'pending-deletion': 'The deletion of the key is pending.',
  'no-key-material': 'The key has no key material yet.',
  'in-transition': 'The key is being created or updated.',
  'not-multi-region': 'The primary is not a multi-Region key.',
  'not-applicable': 'AWS does not support this setting for this resource.',
  watching: 'Keywright watches the disabled key for users before it schedules the deletion.',
  'not-recording': 'The trail is not logging.',
  'not-delivering': 'The trail cannot deliver its log files.',
  public: 'Public access to the bucket is not blocked.',
  unversioned: 'The bucket does not keep old versions.',
  unusable: 'The resource is in a state in which it does not work.',
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
