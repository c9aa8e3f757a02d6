import { digestOf } from '../../../model/digest.ts';
import type { AnyKind, AnyReads, ByName } from '../../../model/kind.ts';
import type { Subject } from '../../../model/subject.ts';
import type { LiveMark, Owner, Present } from '../../../model/observation.ts';
import { markOf } from '../../../model/resource.ts';
import { sameTree, type Tree } from '../../../model/tree.ts';
import { showIds } from '../../../model/ids.ts';
import { blockOf } from '../../../model/reasons.ts';
import { showMark } from '../../observe/ownership.ts';
import { nothing, type Draft, type Drafted } from './types.ts';

/** What the manifest says and AWS cannot change in place. */
export function immutables(kind: AnyKind, at: Subject<unknown>, observation: Present): Drafted['blocked'] {
  for (const { path, seen, want, release } of kind.immutable) {
    const live = seen(observation.reads);
    const wanted = want(at);
    if (live === undefined || wanted === undefined || sameTree(live, wanted)) continue;
    const why = `${path.slice(1)} is ${show(live)} and the manifest says ${show(wanted)}; AWS cannot change it in place`;
    return blockOf('engine.immutable', why, release);
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
  return blockOf(
    'engine.unproven',
    `${showIds(ids)} was found by its tags alone and is not what ${at.address} would have made: ${byTags.doubts.join('; ')}`,
    `if it is yours, set metadata.adopt: ${ids['keyId'] ?? showIds(ids)}; if not, take its mark off: ${identity.unmarkByHand(ids, at.place)}`,
  );
}

/** One sign alone, say an entry in the journal, is not enough to write to what does not carry our mark. */
function onOneWord(at: Subject<unknown>, { ids }: Present): NonNullable<Drafted['blocked']> {
  return blockOf(
    'engine.unproven',
    `the record of earlier runs names ${showIds(ids)} for ${at.address}, its tags do not, and nothing else shows that it is ours`,
    `if it is yours, set metadata.adopt: ${ids['keyId'] ?? showIds(ids)}; if not: reconcile forget ${at.address}`,
  );
}

/** A mark is its holder's to take off: adoption does not take what another stack, or another address, has. */
function notToBeTaken(
  at: Subject<unknown>,
  { ids }: Present,
  mark: LiveMark,
): NonNullable<Drafted['blocked']> {
  const holder = mark.address ?? 'the resource';
  return blockOf(
    'engine.not-ours',
    `${showIds(ids)} belongs to ${showMark(mark)}`,
    mark.stack === markOf(at.settings)
      ? `if ${at.address} is ${holder} under another name, set metadata.formerly: [${holder}]; if not, release it first (metadata.state: released)`
      : `release ${holder} in that stack first (metadata.state: released), or give ${at.address} another name in AWS`,
  );
}

/** Equal settings are no sign of whose it is: what can carry a mark waits for `metadata.adopt` (docs/adr/0011). */
function unclaimed(
  { marking, adoption }: ByName<unknown, AnyReads>,
  at: Subject<unknown>,
  { reads, ids }: Present,
  differs: boolean,
): Claim {
  const line =
    adoption.is === 'refused'
      ? adoption.instead
      : `set metadata.adopt: ${adoption.is === 'id' ? (adoption.live(reads) ?? 'true') : 'true'}`;
  if (marking === undefined && !differs) {
    const note = `already exists with these settings, and nothing shows that this stack made it: a later difference is not corrected unless you take it over (${line})`;
    return { ...unopposed, notes: [note] };
  }
  const how = differs ? ' and differs from the manifest' : '';
  const why = `${at.address} (${showIds(ids)}) already exists${how}, and nothing shows that this stack made it`;
  return {
    ...unopposed,
    blocked: blockOf(
      'engine.not-ours',
      why,
      adoption.is === 'refused' ? line : `${line} to take it over`,
      'unproven',
    ),
  };
}

/** Why it is tagged again. */
function notesOf(owner: Owner): readonly string[] {
  if (owner.is !== 'unmarked') return [];
  return [owner.former === undefined ? 'its ownership tags are missing' : `renamed from ${owner.former}`];
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

function show(tree: Tree): string {
  return typeof tree === 'string' ? tree : JSON.stringify(tree);
}
