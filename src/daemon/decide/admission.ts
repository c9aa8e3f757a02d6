import type { Decisions } from '../../model/decisions.ts';
import type { Instant } from '../../model/instant.ts';
import type { Commit, GoodRevision, Lineage } from '../../model/revision.ts';
import { admissionSentences } from '../../report/sentences/admission.ts';
import type { Admission } from '../parts.ts';

/** Whether each commit must be signed by somebody whom the operator lists. */
export type Signatures = 'required' | 'not-required';

export interface AdmissionGiven {
  readonly decisions: Decisions;
  readonly lineage: Lineage;
  readonly signatures: Signatures;
  readonly now: Instant;
}

/**
 * Decides whether a revision may take the place of the one in force (authority.md §1.6): not while the Stack is pinned,
 * not if history was rewritten, and not with a commit that nobody signed where signatures are required. Whatever it
 * loosens waits later, step by step.
 */
export function admissionOf(
  { id, commit }: Pick<GoodRevision, 'id' | 'commit'>,
  { decisions: { pin, taken }, lineage, signatures, now }: AdmissionGiven,
): Admission {
  if (pin !== undefined && now < pin.until && !id.startsWith(pin.commit)) {
    const { by, why, until } = pin;
    const sentence = admissionSentences.pinned({ person: by.name, why, until, commit: pin.commit });
    return { is: 'instead', id: pin.commit, reason: 'pinned', why: sentence };
  }
  // A person let exactly this one in, or nobody accepted anything yet and so nothing is written.
  if (taken === undefined || taken.revision === id) return { is: 'in-force' };
  switch (lineage.is) {
    case 'same':
      return { is: 'in-force' };
    case 'rewound':
      return { is: 'waits', reason: 'rewind', why: admissionSentences.rewound({ commit: taken.commit }) };
    case 'unknown':
      return { is: 'waits', reason: 'rewind', why: admissionSentences.noLineage({ why: lineage.why }) };
    case 'untracked':
      return signatures === 'required' ? unsigned(commit) : { is: 'in-force' };
    case 'descends': {
      const strange = lineage.commits.find(({ signer }) => signer === undefined);
      return signatures === 'required' && strange !== undefined ? unsigned(strange) : { is: 'in-force' };
    }
  }
}

function unsigned(commit: Commit | undefined): Admission {
  const why = admissionSentences.unsigned({ commit: commit?.id });
  return { is: 'waits', reason: 'unsigned', why };
}

/** E-mail addresses and signers of commits, as they are compared. */
export function contributorsOf(commits: readonly Commit[]): readonly string[] {
  const all = commits.flatMap(({ author, committer, signer }) => [
    author.email,
    committer.email,
    ...(signer === undefined ? [] : [signer]),
  ]);
  return [...new Set(all.map((one) => one.toLowerCase()))];
}
