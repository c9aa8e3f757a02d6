import { digestOf } from '../../../model/digest.ts';
import type { ByName } from '../../../model/kind/identity.ts';
import type { AnyKind } from '../../../model/kind/kind.ts';
import type { AnyReads } from '../../../model/kind/read.ts';
import type { Subject } from '../../../model/subject.ts';
import type { LiveMark, Owner, Present } from '../../../model/observation.ts';
import { markOf } from '../../../model/resource.ts';
import { sameTree } from '../../../model/tree.ts';
import { blockOf } from '../../../model/reasons.ts';
import { planSentences } from '../../../report/sentences/plan.ts';
import { nothing, type Draft, type Drafted } from './types.ts';

/** Lists declared fields that AWS cannot change in place. */
export function immutables(kind: AnyKind, at: Subject<unknown>, observation: Present): Drafted['blocked'] {
  for (const { path, seen, want, release } of kind.immutable) {
    const live = seen(observation.reads);
    const wanted = want(at);
    if (live === undefined || wanted === undefined || sameTree(live, wanted)) continue;
    return blockOf('engine.immutable', planSentences.immutable({ path, live, wanted, release }));
  }
  return undefined;
}

type Claim = Pick<Drafted, 'blocked' | 'notes' | 'drafts'>;

const unopposed: Claim = { drafts: [], notes: [] };

/** Drafts the step that makes it ours: re-tagging what lost its mark, taking over what `metadata.adopt` names. */
export function draftClaim(
  kind: AnyKind,
  at: Subject<unknown>,
  observation: Present,
  differs: boolean,
): Claim {
  const { identity } = kind;
  const { owner } = observation;
  switch (owner.is) {
    case 'ours':
    // Judged before any claim: `draft`.
    case 'disputed':
      return unopposed;
    case 'anothers':
      return { ...unopposed, blocked: notToBeTaken(at, observation, owner.mark) };
    case 'unclaimed':
      return identity.by === 'name'
        ? unclaimed(identity, at, observation, differs)
        : { ...unopposed, blocked: onOneWord(at, observation) };
    case 'adopted':
    case 'unmarked':
      return identity.marking === undefined
        ? unopposed
        : { notes: notesOf(owner), drafts: [tagging(identity.marking, at, observation)] };
  }
}

/** Blocks what carries our mark and is not what the manifest would have made, if nothing else shows that it is ours. */
export function draftUnproven(
  { identity }: AnyKind,
  at: Subject<unknown>,
  { byTags, ids }: Present,
): Drafted['blocked'] {
  if (identity.by !== 'mark' || byTags === undefined || byTags.doubts.length === 0) return undefined;
  const { doubts } = byTags;
  const unmark = identity.unmarkByHand(ids, at.place);
  return blockOf(
    'engine.unproven',
    planSentences.unprovenByTags({ address: at.address, ids, doubts, unmark }),
  );
}

/** Blocks a write to what does not carry our mark. One sign alone, say an entry in the journal, is not enough. */
function onOneWord(at: Subject<unknown>, { ids }: Present): NonNullable<Drafted['blocked']> {
  return blockOf('engine.unproven', planSentences.onOneWord({ address: at.address, ids }));
}

/**
 * Refuses an adoption that would take what another stack, or another address, has. A mark is its holder's to take
 * off.
 */
function notToBeTaken(
  at: Subject<unknown>,
  { ids }: Present,
  mark: LiveMark,
): NonNullable<Drafted['blocked']> {
  const ourStack = mark.stack === markOf(at.settings);
  return blockOf('engine.not-ours', planSentences.anothers({ address: at.address, ids, mark, ourStack }));
}

/**
 * Makes what can carry a mark wait for `metadata.adopt` (docs/adr/0011). Equal settings are no sign of whose it is.
 */
function unclaimed(
  { marking, adoption }: ByName<unknown, AnyReads>,
  at: Subject<unknown>,
  { reads, ids }: Present,
  differs: boolean,
): Claim {
  const how =
    adoption.is === 'refused'
      ? adoption
      : { is: 'by' as const, value: adoption.is === 'id' ? (adoption.live(reads) ?? 'true') : 'true' };
  if (marking === undefined && !differs) return { ...unopposed, notes: [planSentences.unclaimedNote(how)] };
  const words = planSentences.unclaimed({ address: at.address, ids, differs, adoption: how });
  return { ...unopposed, blocked: blockOf('engine.not-ours', words, 'unproven') };
}

/** Explains why a resource is re-tagged. */
function notesOf(owner: Owner): readonly string[] {
  if (owner.is !== 'unmarked') return [];
  return [planSentences.retagged({ former: owner.former })];
}

function tagging(
  marking: NonNullable<AnyKind['identity']['marking']>,
  at: Subject<unknown>,
  { owner, reads }: Present,
): Draft {
  const action = owner.is === 'adopted' ? 'adopt' : 'mark';
  const calls = marking.mark(at, reads);
  return {
    name: action,
    half: 'expand',
    action,
    changes: [],
    calls,
    risks: [],
    desired: digestOf(calls.map((call) => call.input)),
    observed: digestOf(owner.is),
    afterFacets: marking.after ?? [],
  };
}

/** Takes the mark off: the resource stays and is nobody's. */
export function draftRelease(kind: AnyKind, at: Subject<unknown>, observation: Present): Drafted {
  const { marking } = kind.identity;
  if (marking === undefined || observation.owner.is !== 'ours') return nothing;
  const calls = marking.unmark(at, observation.reads);
  const step: Draft = {
    name: 'release',
    half: 'contract',
    action: 'release',
    changes: [],
    calls,
    risks: [],
    desired: digestOf(calls.map((call) => call.input)),
    observed: digestOf(observation.owner.is),
    afterFacets: [],
  };
  return { ...nothing, drafts: [step] };
}
