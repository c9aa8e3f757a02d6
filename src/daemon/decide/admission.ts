import type { Decisions, Pin, Taken } from '../../model/decisions.ts';
import type { Instant } from '../../model/instant.ts';
import type { ReasonCode } from '../../model/reasons.ts';
import type { Settings } from '../../model/resource.ts';
import type { Commit, GoodRevision, Lineage } from '../../model/revision.ts';
import { admissionSentences } from '../../report/sentences/admission.ts';
import { isMoved } from '../moved.ts';

/** Whether each commit must be signed by a signer that the operator lists. */
export type Signatures = 'required' | 'not-required';

export type Admission =
  | { readonly is: 'in-force' }
  /** A person must let it in. `moves`: it would leave what is looked after. */
  | ({ readonly is: 'waits'; readonly moves: boolean } & Wait);

/** Why a revision waits for a person. */
interface Wait {
  readonly reason: ReasonCode;
  readonly why: string;
}

export interface AdmissionGiven {
  /** What was accepted last; undefined: nobody accepted anything yet. */
  readonly taken: Taken | undefined;
  readonly lineage: Lineage;
  /** The settings by which the Stack is guarded, of what was accepted last. */
  readonly before: Settings;
  readonly signatures: Signatures;
  /** Whether the source declares it now, or a person rolled the Stack back to it. */
  readonly asked: 'by-source' | 'by-pin';
}

type AdmissionGate = (
  revision: Pick<GoodRevision, 'commit' | 'stack'>,
  given: AdmissionGiven,
) => Wait | undefined;

/** History was rewritten (authority.md §1.6). A person who rolls back asks for what came before: that is no rewriting. */
const rewindGate: AdmissionGate = (_, { taken, lineage, asked }) => {
  if (taken === undefined) return undefined;
  const rewound: Wait = { reason: 'rewind', why: admissionSentences.rewound({ commit: taken.commit }) };
  switch (lineage.is) {
    case 'same':
    case 'descends':
    case 'untracked':
      return undefined;
    case 'precedes':
      return asked === 'by-pin' ? undefined : rewound;
    case 'rewound':
      return rewound;
    case 'unknown':
      return { reason: 'rewind', why: admissionSentences.noLineage({ why: lineage.why }) };
  }
};

/** A commit that it brings is not signed. Of what came before, its own: others may have been let in since. */
const signatureGate: AdmissionGate = (revision, { taken, lineage, signatures }) => {
  if (taken === undefined || signatures === 'not-required' || lineage.is === 'same') return undefined;
  if (lineage.is === 'untracked') return unsigned(revision.commit);
  const brought = broughtBy(revision, lineage);
  if (brought === 'untold') return undefined;
  const strange = brought.find(({ signer }) => signer === undefined);
  return strange === undefined ? undefined : unsigned(strange);
};

/** It leaves what was looked after so far. */
const movedGate: AdmissionGate = ({ stack }, { before }) =>
  isMoved(before, stack.settings) ? { reason: 'relocated', why: admissionSentences.relocated() } : undefined;

const gates: readonly AdmissionGate[] = [rewindGate, signatureGate, movedGate];

/**
 * Decides whether a revision may take the place of the one in force, whoever asks for it (authority.md §1.6): the newest
 * of the source and the one to which a person rolls back meet the same gates. Whatever it loosens waits later, step by
 * step.
 */
export function admissionOf(
  revision: Pick<GoodRevision, 'id' | 'commit' | 'stack'>,
  given: AdmissionGiven,
): Admission {
  // A person let exactly this one in.
  if (given.taken?.revision === revision.id) return { is: 'in-force' };
  const [first, ...more] = gates.flatMap((gate) => gate(revision, given) ?? []);
  if (first === undefined) return { is: 'in-force' };
  const all = [first, ...more];
  return {
    is: 'waits',
    reason: first.reason,
    why: all.map(({ why }) => why).join('; '),
    moves: all.some(({ reason }) => reason === 'relocated'),
  };
}

function unsigned(commit: Commit | undefined): Wait {
  return { reason: 'unsigned', why: admissionSentences.unsigned({ commit: commit?.id }) };
}

/** Returns the pin that holds at an instant. */
export function pinAt({ pin }: Decisions, now: Instant): Pin | undefined {
  return pin !== undefined && now < pin.until ? pin : undefined;
}

/** Tests whether a pin names this revision. */
export function isPinned(id: string, { commit }: Pin): boolean {
  return id.startsWith(commit);
}

/** Lists the commits that a revision brings. Gives at least its own for one that came before. */
export function broughtBy(
  { commit }: Pick<GoodRevision, 'commit'>,
  lineage: Lineage,
): readonly Commit[] | 'untold' {
  const own = commit === undefined ? [] : [commit];
  switch (lineage.is) {
    case 'same':
      return [];
    case 'precedes':
    case 'untracked':
      return own;
    case 'descends':
    case 'rewound':
    case 'unknown':
      return lineage.commits;
  }
}

/** Stands for everybody, where nobody can tell who contributed. */
export const anybody = '*';

/** Lists e-mail addresses and signers of commits, as they are compared. */
export function contributorsOf(commits: readonly Commit[] | 'untold'): readonly string[] {
  if (commits === 'untold') return [anybody];
  const all = commits.flatMap(({ author, committer, signer }) => [
    author.email,
    committer.email,
    ...(signer === undefined ? [] : [signer]),
  ]);
  return [...new Set(all.map((one) => one.toLowerCase()))];
}

/** Bounds what is kept of them beside the lease, which is read before each write: whoever commits can name anybody. */
const mostContributors = 1_000;

/** Joins the contributors so far and more. Stops telling apart who they are where they are too many. */
export function contributorsWith(
  before: readonly string[] | undefined,
  more: readonly string[],
): readonly string[] {
  const all = [...new Set([...(before ?? []), ...more])];
  return all.length > mostContributors ? [anybody] : all;
}
