import { draftClaim, draftRelease, draftUnproven, immutables } from './draft/claim.ts';
import { draftCreate } from './draft/create.ts';
import { draftFacets } from './draft/facets.ts';
import { draftGuard, draftUnderMark, guardingOf } from './draft/guard.ts';
import { draftRemoval } from './draft/removal.ts';
import { nothing, type Draft, type Drafted, type DraftInput } from './draft/types.ts';

export { nothing, type Draft, type Drafted } from './draft/types.ts';

/** Drafts the steps of one resource from its observation. Pure. */
export function draft(input: DraftInput): Drafted {
  const { kind, at, observation } = input;
  if (observation.is === 'unknown') return nothing;
  if (observation.is === 'ambiguous') {
    return {
      ...nothing,
      blocked: {
        code: observation.reason === 'vanished' ? 'engine.vanished' : 'engine.ambiguous',
        reason: observation.reason,
        why: observation.why,
        release: observation.release,
      },
    };
  }
  if (observation.is === 'absent') return at.metadata.state === 'present' ? draftCreate(input) : nothing;
  if (observation.owner.is === 'disputed') {
    const { reason, why, release } = observation.owner;
    const blocked = { code: 'engine.ambiguous', reason, why, release } as const;
    const isAsMade = immutables(kind, at, observation) === undefined;
    return { ...nothing, blocked, drafts: isAsMade ? draftUnderMark(input, observation) : [] };
  }
  if (at.metadata.state === 'released') {
    const release = draftRelease(kind, at, observation);
    return input.letGoWaits === true ? withGuard(release, draftGuard(input, observation)) : release;
  }
  if (at.metadata.state === 'absent')
    return withGuard(draftRemoval(input, observation), draftGuard(input, observation));
  const stuck = immutables(kind, at, observation);
  const access = kind.foreignAccess(observation.reads, at);
  if (stuck !== undefined) {
    const drafted = { ...nothing, access, notes: access.foreign, blocked: stuck };
    return withGuard(drafted, draftGuard(input, observation));
  }
  const unproven = draftUnproven(kind, at, observation);
  if (unproven !== undefined) return { ...nothing, blocked: unproven };
  const facets = draftFacets(input, observation.facets, observation.reads);
  const claim = draftClaim(kind, at, observation, facets.drafts.length > 0);
  const notes = [
    ...access.foreign,
    ...claim.notes,
    ...kind.notes(observation.reads, at, (facet) => input.last?.facets[facet]?.tree),
  ];
  const blocked = claim.blocked ?? facets.blocked;
  if (blocked !== undefined) {
    const drafts =
      claim.blocked === undefined ? guardingOf(facets.drafts) : draftUnderMark(input, observation);
    return { ...facets, notes, access, drafts, blocked };
  }
  return {
    ...facets,
    notes: [...notes, ...facets.notes],
    access,
    drafts: [...claim.drafts, ...facets.drafts],
  };
}

function withGuard(drafted: Drafted, guard: readonly Draft[]): Drafted {
  return { ...drafted, drafts: [...guard, ...drafted.drafts] };
}
