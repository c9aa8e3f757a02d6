import { isoOf } from '../../model/instant.ts';
import type { Of } from './facts.ts';
import type { Sentences } from './words.ts';

const letIn = 'to accept it: reconcile accept-baseline';

/** Why a revision of the source does not come into force. */
export const admissionSentences = {
  pinned: ({ person, why, until, commit }: Of<'person' | 'why' | 'until' | 'commit'>) =>
    `${person} pinned the Stack to ${commit ?? ''} until ${isoOf(until)}: ${why}; to end it: reconcile sync`,

  rewound: ({ commit }: Of<'commit'>) =>
    `history was rewritten: it does not descend from ${commit ?? 'the revision'}, the last accepted commit; ${letIn}`,

  noLineage: ({ why }: Of<'why'>) =>
    `cannot check whether it descends from the last accepted commit: ${why}; ${letIn}`,

  relocated: () =>
    `its Stack, account, role or place of decisions differs from the active one, which stays in force; ${letIn}`,

  elsewhere: () =>
    'its Stack or place of decisions differs from the active one, so the pin would have no effect',

  notAccepted: ({ commit }: Of<'commit'>) =>
    `${commit ?? 'the revision'} was accepted last and cannot be read; the older copy on this machine is not used`,

  notKept: ({ commit }: Of<'commit'>) =>
    `${commit ?? 'the revision'} was active and cannot be read, so the newest revision cannot be compared with it; if it is permanently lost, delete the file "revision" in the data directory`,

  unsigned: ({ commit }: Of<'commit'>) =>
    commit === undefined
      ? 'signatures are required, and the source has none'
      : `commit ${commit} is not signed by an allowed signer; ${letIn}`,
} as const satisfies Sentences;
