import type { ErrorRow } from './index.ts';

/** What planning, gating and applying say. Rows with exit 3 wait for a person; nothing is broken. */
export const engineErrors = {
  'engine.ambiguous': {
    class: 'conflict',
    hint: 'the evidence of what is ours disagrees; nothing is changed until it agrees',
    exit: 3,
  },
  'engine.not-ours': {
    class: 'conflict',
    hint: 'it exists and is not ours: metadata.adopt takes it over',
    exit: 3,
  },
  'engine.immutable': { class: 'invalid', hint: 'AWS cannot change this in place', exit: 3 },
  'engine.missing-container': {
    class: 'terminal',
    hint: 'create what it belongs to first, or declare it',
    exit: 1,
  },
  'engine.held': {
    class: 'conflict',
    hint: 'take the tag keywright:hold off to let Keywright write again',
    exit: 3,
  },
  'engine.observe-mode': {
    class: 'conflict',
    hint: 'mode observe writes nothing to AWS: set mode: enforce',
    exit: 3,
  },
  'engine.approve-mode': {
    class: 'conflict',
    hint: 'mode approve: every step waits for an approval',
    exit: 3,
  },
  'engine.cap-exceeded': {
    class: 'conflict',
    hint: 'more is taken away at once than the guardrails allow: raise guardrails.caps, or apply in parts',
    exit: 3,
  },
  'engine.outside-scope': {
    class: 'conflict',
    hint: 'include what it waits for, or apply that first',
    exit: 3,
  },
  'engine.waits-for-blocked': {
    class: 'conflict',
    hint: 'what it needs is blocked: look there first',
    exit: 3,
  },
  'engine.vanished': {
    class: 'terminal',
    hint: 'a key that was made is gone, and with it the data under it',
    exit: 3,
  },
  'engine.unreadable-tags': {
    class: 'forbidden',
    hint: 'a tag keywright:hold cannot be ruled out: let the read role list the tags',
    exit: 1,
  },
  'engine.in-use': { class: 'conflict', hint: 'something still uses it', exit: 3 },
  'engine.tombstone-id': {
    class: 'invalid',
    hint: 'a tombstone names its dead: metadata.keyId must be the id of the live key',
    exit: 3,
  },
  'engine.lease-held': {
    class: 'conflict',
    hint: 'another run is changing this stack: wait for it, or for its lease to end',
    exit: 1,
  },
  'engine.lease-lost': {
    class: 'conflict',
    hint: 'this run no longer holds the lease, so it starts nothing more',
    exit: 1,
  },
  'engine.candidate': {
    class: 'conflict',
    hint: 'a key that may be ours cannot be read; look at it before another is made',
    exit: 3,
  },
  'engine.create-unsettled': {
    class: 'propagating',
    hint: 'it is not known yet whether AWS made it: run again in a few minutes',
    exit: 3,
  },
  'engine.not-shown': {
    class: 'propagating',
    hint: 'AWS accepted the change and does not show it yet: run again in a few minutes',
    exit: 3,
  },
  'engine.stale': { class: 'conflict', hint: 'plan again and look at what moved', exit: 1 },
  'engine.internal': { class: 'terminal', hint: 'this is a mistake in Keywright, please report it', exit: 1 },
} as const satisfies Record<string, ErrorRow>;
