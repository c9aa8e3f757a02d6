import { draftClaim, draftRelease, draftUnproven, immutables } from './draft/claim.ts';
import { draftCreate } from './draft/create.ts';
import { draftFacets } from './draft/facets.ts';
import { draftRemoval } from './draft/removal.ts';
import { nothing, type Drafted, type DraftInput } from './draft/types.ts';

export { nothing, type Draft, type Drafted } from './draft/types.ts';

/** What one resource needs: pure, from what was seen. */
export function draft(input: DraftInput): Drafted {
  const { kind, at, observation } = input;
  if (observation.is === 'unknown') return nothing;
  if (observation.is === 'ambiguous') {
    return {
      ...nothing,
      blocked: {
        code: observation.vanished === true ? 'engine.vanished' : 'engine.ambiguous',
        why: observation.why,
        release: observation.release,
      },
    };
  }
  if (observation.is === 'absent') return at.metadata.state === 'present' ? draftCreate(input) : nothing;
  if (at.metadata.state === 'released') return draftRelease(kind, at, observation);
  if (at.metadata.state === 'absent') return draftRemoval(input, observation);
  const stuck = immutables(kind, at, observation);
  if (stuck !== undefined) return { ...nothing, blocked: stuck };
  const unproven = draftUnproven(kind, at, observation);
  if (unproven !== undefined) return { ...nothing, blocked: unproven };
  const facets = draftFacets(input, observation.facets, observation.reads);
  const claim = draftClaim(kind, at, observation, facets.drafts.length > 0);
  const notes = [...claim.notes, ...(kind.notes?.(observation.reads, at) ?? [])];
  const blocked = claim.blocked ?? facets.blocked;
  if (blocked !== undefined) return { ...facets, notes, drafts: [], blocked };
  return { ...facets, notes: [...facets.notes, ...notes], drafts: [...claim.drafts, ...facets.drafts] };
}
