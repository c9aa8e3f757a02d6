import { waitsForNobody } from '../../../model/motive.ts';
import type { Present } from '../../../model/observation.ts';
import { draftFacets } from './facets.ts';
import type { Draft, DraftInput } from './types.ts';

/**
 * Drafts what only narrows drift, where it is sure whose the resource is. A commit that cannot be carried out, or
 * waits for a person, must not end the guard of its own resource: until it is approved the accepted one counts.
 */
export function draftGuard(input: DraftInput, { owner, facets, reads }: Present): readonly Draft[] {
  if (owner.is !== 'ours' && owner.is !== 'unmarked') return [];
  // A stray is declared by nothing, so nothing says what it should be.
  if (input.kind.strays !== undefined && input.at.metadata.state === 'absent') return [];
  return narrowingOf(draftFacets(input, facets, reads).drafts);
}

/** Those that take away what drift gave, and nothing else. */
export function narrowingOf(drafts: readonly Draft[]): readonly Draft[] {
  return drafts.filter((one) => one.half === 'contract' && waitsForNobody(one));
}

/**
 * Drafts the removal of hostile access from what another mark was set on. Whoever can tag can set a mark, so one over
 * ours ends no guard where the journal knows the thing by its id and memory knows what was applied to it.
 */
export function draftUnderMark(
  input: DraftInput,
  { owner, evidence, facets, reads }: Present,
): readonly Draft[] {
  if (owner.is !== 'anothers' || evidence !== 'journal' || input.last === undefined) return [];
  return narrowingOf(draftFacets({ ...input, held: true }, facets, reads).drafts).filter(
    ({ overHold }) => overHold === 'hostile',
  );
}
