import { isSameThing } from '../../../model/ids.ts';
import { minute } from '../../../model/instant.ts';
import { undoesDrift, waitsForNobody } from '../../../model/motive.ts';
import type { Present } from '../../../model/observation.ts';
import { wasApplied } from '../../facet/unconfirmed.ts';
import { draftFacets } from './facets.ts';
import type { Draft, DraftInput } from './types.ts';

/** How far the clock of AWS may be from ours (*guess*). */
const clocksApart = minute;

/**
 * Drafts what only narrows drift, where it is sure whose the resource is. A commit that cannot be carried out, or
 * waits for a person, must not end the guard of its own resource: until it is approved the accepted one counts.
 */
export function draftGuard(input: DraftInput, { owner, facets, reads }: Present): readonly Draft[] {
  if (owner.is !== 'ours' && owner.is !== 'unmarked') return [];
  // A stray is declared by nothing, so nothing says what it should be.
  if (input.kind.strays !== undefined && input.at.metadata.state === 'absent') return [];
  const { drafts } = draftFacets(input, facets, reads);
  // What is being removed is not built up again beside its removal.
  return input.at.metadata.state === 'absent' ? narrowingOf(drafts) : guardingOf(drafts);
}

/** Keeps steps that revert drift without giving access: they remove what it gave, or restore a protection. */
export function guardingOf(drafts: readonly Draft[]): readonly Draft[] {
  return drafts.filter((one) => waitsForNobody(one) || undoesDrift(one));
}

/** Keeps steps that only remove what drift gave. */
function narrowingOf(drafts: readonly Draft[]): readonly Draft[] {
  return drafts.filter((one) => one.half === 'contract' && waitsForNobody(one));
}

/**
 * Drafts the removal of hostile access from what another mark was set on, or whose mark another thing carries too.
 * Whoever can tag can set a mark, so neither ends a guard where the record knows the thing by its id and memory knows what was applied to it.
 */
export function draftUnderMark(input: DraftInput, observation: Present): readonly Draft[] {
  const { owner, facets, reads } = observation;
  const isClaimed = owner.is === 'anothers' || owner.is === 'disputed';
  if (!isClaimed || !isRecorded(input, observation)) return [];
  return narrowingOf(draftFacets({ ...input, held: true }, facets, reads).drafts).filter(
    ({ overHold }) => overHold === 'hostile',
  );
}

/**
 * Returns true if the record of earlier runs names this very thing. An id that AWS chose is never given twice; a name
 * is, and so is the id of a replica: what is younger than our last write to it is somebody else's.
 */
function isRecorded({ kind, last }: DraftInput, { evidence, ids, reads }: Present): boolean {
  if (last === undefined || !wasApplied(last)) return false;
  if (kind.identity.by === 'mark') return evidence === 'journal';
  const born = kind.bornAt(reads);
  const written = Math.max(...Object.values(last.facets).map((facet) => facet.at));
  return born !== undefined && born <= written + clocksApart && isSameThing(last.ids, ids);
}
