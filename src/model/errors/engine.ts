import type { ErrorRow } from './row.ts';

/** What planning, gating and applying say. Rows with exit 3 wait for a person; nothing is broken. */
export const engineErrors = {
  'engine.ambiguous': {
    means: 'Tags, aliases, memory or the journal name different things for one address',
    class: 'conflict',
    hint: 'the evidence of what is ours disagrees; nothing is changed until it agrees',
    exit: 3,
  },
  'engine.not-ours': {
    means: 'Something is there under this name and does not carry the mark of this Stack',
    class: 'conflict',
    hint: 'it exists and is not ours: metadata.adopt takes it over',
    exit: 3,
  },
  'engine.unproven': {
    means:
      'Only tags, or only one record, say that a key belongs to this Stack, and something speaks against it',
    class: 'conflict',
    hint: 'look at who may use the key; metadata.adopt with its id takes it over',
    exit: 3,
  },
  'engine.immutable': {
    means: 'The manifest asks for a value that AWS fixed when the thing was made',
    class: 'invalid',
    hint: 'AWS cannot change this in place',
    exit: 3,
  },
  'engine.missing-container': {
    means: 'The bucket or role that this belongs to does not exist',
    class: 'terminal',
    hint: 'create what it belongs to first, or declare it',
    exit: 1,
  },
  'engine.waits-for-stack': {
    means: 'Only a Stack that nobody accepted yet allows this step',
    class: 'conflict',
    hint: 'a commit does not serve itself: accept the Stack with a typed yes or --approve=loosen',
    exit: 3,
  },
  'engine.former-mark': {
    means: 'Something carries the mark of this Stack under another name or uid',
    class: 'conflict',
    hint: 'for another Stack choose a name and a uid that nothing carries; if it is the same Stack, restore both, since a changed name or uid makes everything that exists foreign',
    exit: 3,
  },
  'engine.held': {
    means: 'The live resource, or what it hangs on, carries the tag keywright:hold, which stops writes to it',
    class: 'conflict',
    hint: 'take the tag keywright:hold off, or let its value name an end (until 2026-12-01T10:00Z); hostile access is removed all the same, unless the guardrails say hold: everything',
    exit: 3,
  },
  'engine.stands-on': {
    means:
      'A manifest targets what Keywright stands on: the key of its coordination bucket, or what the guardrails list in standsOn',
    class: 'forbidden',
    hint: 'take it out of the manifests: whoever can change what Keywright stands on decides for Keywright',
    exit: 3,
  },
  'engine.unread-coordination-key': {
    means:
      'Keywright could not read which key encrypts its coordination bucket, so any key of that Region may be it',
    class: 'forbidden',
    hint: 'allow the read role s3:GetEncryptionConfiguration on the coordination bucket, and kms:DescribeKey where the bucket names its key by an alias',
    exit: 1,
  },
  'engine.new-hold': {
    means: 'A tag keywright:hold appeared on a resource since the last apply',
    class: 'conflict',
    hint: 'ask who set it and why: a hold stops writes by the word of whoever can tag, so it may be set to keep access open',
    exit: 3,
  },
  'engine.observe-mode': {
    means: 'The Stack or the resource is in mode observe',
    class: 'conflict',
    hint: 'mode observe writes nothing to AWS: set mode: enforce',
    exit: 3,
  },
  'engine.approve-mode': {
    means: 'The Stack or the resource is in mode approve',
    class: 'conflict',
    hint: 'mode approve: every step waits for an approval',
    exit: 3,
  },
  'engine.guardrails': {
    means: 'The guardrails file of this run does not allow the step',
    class: 'forbidden',
    hint: 'the plan says what is missing: a bound that the owner of the guardrails file set, or a role destroy in the Stack; no approval releases it',
    exit: 3,
  },
  'engine.paused': {
    means: 'A person, or a brake, stopped writes',
    class: 'conflict',
    hint: 'a STOP, a pause, a rejection or a brake holds the step: the plan says who gave it and until when',
    exit: 3,
  },
  'engine.brake-ahead': {
    means: 'More of a kind waits to be written than a daemon writes in 10 minutes without a person',
    class: 'conflict',
    hint: 'if the plan is right, release the brake before it stops: reconcile resume --brake --for 1h --reason TEXT',
    exit: 3,
  },
  'engine.frozen': {
    means: 'A freeze, a pin or a window makes the step wait',
    class: 'conflict',
    hint: 'wait for its end, or approve the step',
    exit: 3,
  },
  'engine.cap-exceeded': {
    means: 'The run would make more dangerous steps than the caps of the Stack allow',
    class: 'conflict',
    hint: 'more is taken away at once than the guardrails allow: raise caps in the Stack, or apply in parts',
    exit: 3,
  },
  'engine.outside-scope': {
    means: 'A step waits for a change of something that --target or --exclude left out',
    class: 'conflict',
    hint: 'include what it waits for, or apply that first',
    exit: 3,
  },
  'engine.waits-for-blocked': {
    means: 'A step waits for another one that is blocked',
    class: 'conflict',
    hint: 'what it needs is blocked: look there first',
    exit: 3,
  },
  'engine.vanished': {
    means: 'A key that Keywright made or knew is not there any more',
    class: 'terminal',
    hint: 'a key that was made is gone, and with it the data under it',
    exit: 3,
  },
  'engine.no-memory': {
    means: 'No record of earlier applies was found, and what exists differs from the manifests',
    class: 'invalid',
    hint: 'keep the data directory between runs, or set coordination.s3 in the Stack',
    exit: 3,
  },
  'engine.unread-index': {
    means: 'The tags of an account and Region cannot be listed, so orphans there are not known',
    class: 'transient',
    hint: 'run again; the read role needs tag:GetResources in every account and Region of the Stack',
    exit: 1,
  },
  'engine.unreadable-tags': {
    means: 'The tags of a resource cannot be read, so nobody knows whether it is held',
    class: 'forbidden',
    hint: 'a tag keywright:hold cannot be ruled out: let the read role list the tags',
    exit: 1,
  },
  'engine.in-use': {
    means: 'A tombstone asks for the end of something that is still used',
    class: 'conflict',
    hint: 'something still uses it',
    exit: 3,
  },
  'engine.tombstone-id': {
    means: 'The key id of a tombstone is missing, or it is not the id of the live key',
    class: 'invalid',
    hint: 'a tombstone names its dead: metadata.keyId must be the id of the live key',
    exit: 3,
  },
  'engine.lease-lost': {
    means: 'The lease of this run ended or was taken by another one',
    class: 'conflict',
    hint: 'this run no longer holds the lease, so it starts nothing more',
    exit: 1,
  },
  'engine.candidate': {
    means:
      'After an interrupted run there is a key whose tags cannot be read: it may be the one that was being made',
    class: 'conflict',
    hint: 'a key that may be ours cannot be read; look at it before another is made',
    exit: 3,
  },
  'engine.stale': {
    means: 'What a step rests on changed after the plan was made, so the step was not run',
    class: 'conflict',
    hint: 'plan again and look at what moved',
    exit: 1,
  },
  'engine.not-in-plan': {
    means: 'A fresh plan has a step that the saved plan being applied does not have, so it was not run',
    class: 'conflict',
    hint: 'AWS changed since the plan was saved: plan again to include it',
    exit: 3,
  },
  'engine.internal': {
    means: 'Something happened that Keywright holds for impossible',
    class: 'terminal',
    hint: 'this is a mistake in Keywright, please report it',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
