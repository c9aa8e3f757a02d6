import { isoOf } from '../../model/instant.ts';
import type { Of } from './facts.ts';
import type { Sentences } from './words.ts';

const letIn = 'to let it in: reconcile accept-baseline';

/** Why a revision of the source does not come into force. */
export const admissionSentences = {
  pinned: ({ person, why, until, commit }: Of<'person' | 'why' | 'until' | 'commit'>) =>
    `${person} pinned the Stack to ${commit ?? ''} until ${isoOf(until)}: ${why}; to end it: reconcile sync`,

  rewound: ({ commit }: Of<'commit'>) =>
    `it does not descend from ${commit ?? 'the revision'} that was accepted last: history was rewritten; ${letIn}`,

  noLineage: ({ why }: Of<'why'>) =>
    `it cannot be told whether it descends from the one that was accepted last: ${why}; ${letIn}`,

  relocated: () =>
    `it names another Stack, account, role or place of decisions than the one in force, which is kept on; ${letIn}`,

  elsewhere: () =>
    'it names another Stack or place of decisions than the one in force, where the pin would not count',

  notAccepted: ({ commit }: Of<'commit'>) =>
    `${commit ?? 'the revision'} was accepted last and cannot be read; this machine kept an older one, which is not brought back`,

  notKept: ({ commit }: Of<'commit'>) =>
    `${commit ?? 'the revision'} was in force and cannot be read, and the newest revision leads elsewhere: nobody can judge it; if the former is gone for good, remove the file revision in the data directory`,

  unsigned: ({ commit }: Of<'commit'>) =>
    commit === undefined
      ? 'the source has no signatures, and they are required'
      : `commit ${commit} is not signed by anybody whom the operator lists; ${letIn}`,
} as const satisfies Sentences;
