import type { ErrorRow } from './row.ts';

/** What planning, gating and applying say. Rows with exit 3 wait for a person; nothing is broken. */
export const engineErrors = {
  'engine.ambiguous': {
    means: 'Tags, aliases, recorded state and journal disagree about which resource belongs to an address',
    class: 'conflict',
    hint: 'resolve the conflicting evidence first; Keywright changes nothing until then',
    exit: 3,
  },
  'engine.not-ours': {
    means: 'A resource with this name exists without the ownership tags of this Stack',
    class: 'conflict',
    hint: 'to take over the existing resource: set metadata.adopt',
    exit: 3,
  },
  'engine.unproven': {
    means: 'The evidence that a key belongs to this Stack is weak: only tags, or only one record',
    class: 'conflict',
    hint: 'check who can use the key; to take it over, set metadata.adopt to its id',
    exit: 3,
  },
  'engine.immutable': {
    means: 'The manifest changes a value that AWS does not allow to change after creation',
    class: 'invalid',
    hint: 'AWS cannot update this value in-place: restore it, or declare a new resource',
    exit: 3,
  },
  'engine.missing-container': {
    means: 'The bucket or role of the resource does not exist',
    class: 'terminal',
    hint: 'create the bucket or role first, or declare it',
    exit: 1,
  },
  'engine.waits-for-stack': {
    means: 'The step relies on a Stack change that nobody has accepted yet',
    class: 'conflict',
    hint: 'a commit cannot approve itself: accept the Stack by typing yes, or with --approve=loosen',
    exit: 3,
  },
  'engine.former-mark': {
    means: 'A resource has the ownership tags of this Stack under another name or uid',
    class: 'conflict',
    hint: 'if this is the same Stack, restore its name and uid: otherwise all its resources count as foreign; for a new Stack, choose an unused name and uid',
    exit: 3,
  },
  'engine.held': {
    means: 'The resource or its parent has the tag keywright:hold, which stops writes',
    class: 'conflict',
    hint: 'remove the tag keywright:hold, or set an end as its value (until 2026-12-01T10:00Z); hostile access is still removed, unless the guardrails set hold: everything',
    exit: 3,
  },
  'engine.stands-on': {
    means:
      'A manifest targets a resource that Keywright depends on: the key of its coordination bucket, or an entry of standsOn in the guardrails',
    class: 'forbidden',
    hint: 'remove it from the manifests: write access to a dependency of Keywright is control over Keywright',
    exit: 3,
  },
  'engine.unread-coordination-key': {
    means:
      'Keywright could not read which key encrypts its coordination bucket, so it could be any key in that Region',
    class: 'forbidden',
    hint: 'allow the read role s3:GetEncryptionConfiguration on the coordination bucket, and kms:DescribeKey if the bucket uses an alias',
    exit: 1,
  },
  'engine.new-hold': {
    means: 'A tag keywright:hold appeared on a resource since the last apply',
    class: 'conflict',
    hint: 'find out who set it and why: anyone who can tag the resource can stop writes, also to keep access open',
    exit: 3,
  },
  'engine.observe-mode': {
    means: 'The Stack or the resource is in mode observe',
    class: 'conflict',
    hint: 'Keywright writes nothing in mode observe: set mode: enforce',
    exit: 3,
  },
  'engine.approve-mode': {
    means: 'The Stack or the resource is in mode approve',
    class: 'conflict',
    hint: 'every step needs an approval in mode approve: approve the step',
    exit: 3,
  },
  'engine.guardrails': {
    means: 'The guardrails of this run do not allow the step',
    class: 'forbidden',
    hint: 'an approval cannot release this step: ask the owner of the guardrails, or name roles.destroy in the Stack, as the plan says',
    exit: 3,
  },
  'engine.paused': {
    means: 'Writes are stopped by a person or by the brake',
    class: 'conflict',
    hint: 'a STOP, a pause, a rejection or the brake blocks the step: the plan shows who set it and until when',
    exit: 3,
  },
  'engine.brake-ahead': {
    means: 'More resources of one kind are due for a write than a daemon writes in 10 minutes unattended',
    class: 'conflict',
    hint: 'if the plan is correct, release the brake in advance: reconcile resume --brake --for 1h --reason TEXT',
    exit: 3,
  },
  'engine.frozen': {
    means: 'The step waits for a freeze, a pin or a maintenance window',
    class: 'conflict',
    hint: 'wait until it ends, or approve the step',
    exit: 3,
  },
  'engine.cap-exceeded': {
    means: 'The run has more dangerous steps than the caps of the Stack allow',
    class: 'conflict',
    hint: 'raise caps in the Stack, or apply in smaller parts',
    exit: 3,
  },
  'engine.outside-scope': {
    means: 'A step depends on a change that --target or --exclude left out',
    class: 'conflict',
    hint: 'include the dependency in the scope, or apply it first',
    exit: 3,
  },
  'engine.waits-for-blocked': {
    means: 'A step depends on a blocked step',
    class: 'conflict',
    hint: 'resolve the blocked step first',
    exit: 3,
  },
  'engine.vanished': {
    means: 'A key that Keywright created or recorded no longer exists',
    class: 'terminal',
    hint: 'data encrypted under the missing key is lost: check who deleted it before you create a new key',
    exit: 3,
  },
  'engine.no-memory': {
    means: 'There is no record of earlier applies, and AWS differs from the manifests',
    class: 'invalid',
    hint: 'keep the data directory between runs, or set coordination.s3 in the Stack',
    exit: 3,
  },
  'engine.unread-index': {
    means: 'The tags in an account and Region cannot be listed, so orphans there are unknown',
    class: 'transient',
    hint: 'allow the read role tag:GetResources in every account and Region of the Stack, then run again',
    exit: 1,
  },
  'engine.unreadable-tags': {
    means: 'The tags of a resource cannot be read, so a hold cannot be ruled out',
    class: 'forbidden',
    hint: 'allow the read role to list the tags of the resource',
    exit: 1,
  },
  'engine.in-use': {
    means: 'A tombstone would delete a resource that is still in use',
    class: 'conflict',
    hint: 'move its users to another resource first',
    exit: 3,
  },
  'engine.tombstone-id': {
    means: 'The key id of a tombstone is missing, or it is not the id of the live key',
    class: 'invalid',
    hint: 'set metadata.keyId to the id of the live key that the tombstone deletes',
    exit: 3,
  },
  'engine.lease-lost': {
    means: 'The lease of this run expired or was taken by another run',
    class: 'conflict',
    hint: 'this run lost the lease and starts no further steps: run again',
    exit: 1,
  },
  'engine.candidate': {
    means: 'An interrupted run may have created a key whose tags cannot be read',
    class: 'conflict',
    hint: 'inspect the unreadable key before Keywright creates another',
    exit: 3,
  },
  'engine.stale': {
    means: 'A prerequisite of the step changed after the plan was made, so the step did not run',
    class: 'conflict',
    hint: 'plan again and review what changed',
    exit: 1,
  },
  'engine.not-in-plan': {
    means: 'The step is not in the saved plan, so it did not run',
    class: 'conflict',
    hint: 'AWS changed since the plan was saved: plan again to include it',
    exit: 3,
  },
  'engine.internal': {
    means: 'Internal error: an assumption in Keywright turned out to be wrong',
    class: 'terminal',
    hint: 'this is a bug in Keywright: please report it',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
