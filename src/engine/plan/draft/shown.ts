import type { Change } from '../../../model/change.ts';
import type { Given, Taken } from '../../../model/narrows.ts';
import type { Observation } from '../../../model/observation.ts';
import type { AnyReads } from '../../../model/kind/read.ts';
import type { AnyFacet } from '../../facet/diff.ts';
import type { Part } from '../../facet/parts.ts';
import type { Draft, DraftInput } from './types.ts';

/**
 * Tells whether a write makes what was not there, or was deleted, as opposed to AWS's default, which is always there:
 * another default encryption replaces it.
 */
export function actionOf(
  exists: boolean,
  observation: Observation,
  changes: readonly Change[],
): 'create' | 'update' {
  const replaces = ({ before }: Change): boolean => before !== undefined && before !== null;
  return exists || (observation.is === 'present' && changes.some(replaces)) ? 'update' : 'create';
}

/** Lists principals who lose access, which a person should see first. */
export function removedOf(taken: readonly Taken[] = []): Pick<Draft, 'removes'> {
  return taken.length === 0
    ? {}
    : {
        removes: taken.map(({ who, what, means }) => ({
          who,
          what,
          ...(means === undefined ? {} : { means }),
        })),
      };
}

/** Lists principals who get access, of which a person should know even where nobody must approve. */
export function givenOf(given: readonly Given[] = []): Pick<Draft, 'gives'> {
  return given.length === 0 ? {} : { gives: given };
}

/** Tells what a change that Git asks for means for those who use what is there. */
export function affectsOf(facet: AnyFacet, part: Part, changes: readonly Change[]): Pick<Draft, 'affects'> {
  const all = changes
    .filter(({ label }) => label !== 'drifted')
    .flatMap((change) => facet.affects?.(change, part) ?? []);
  return all.length === 0 ? {} : { affects: [...new Set(all)] };
}

/**
 * Lists changes by hand that would have waited for a person in Git: the risks of the way back from the manifest to
 * AWS.
 */
export function undoneOf(
  facet: AnyFacet,
  { from, target, narrows }: Part,
  changes: readonly Change[],
  { at, others, reads }: Pick<DraftInput, 'at' | 'others'> & { readonly reads: AnyReads },
): Pick<Draft, 'undoes'> {
  const back = changes.filter(({ label }) => label === 'drifted').map(reversed);
  if (back.length === 0 || from === undefined) return {};
  const written = { from: target, target: from };
  // Of access that was given, the principals are named.
  const risks = narrows === undefined ? (facet.risk?.(back, at, reads, others, written) ?? []) : [];
  const harm = back.flatMap((change) => facet.harm?.(change, written) ?? []);
  const undoes = [...new Set([...risks.map(({ message }) => message), ...harm])];
  return undoes.length === 0 ? {} : { undoes };
}

/** Says what a reader sees of a write, where that is not all of its changes. */
export function shownOf(
  { quiet }: AnyFacet,
  { shown }: Part,
  changes: readonly Change[],
  labelled: (all: readonly Change[]) => readonly Change[],
): Pick<Draft, 'shown'> {
  if (shown !== undefined) return { shown: labelled(shown) };
  return quiet === undefined ? {} : { shown: changes.filter((change) => !quiet(change)) };
}

function reversed({ before, after, label: _label, ...change }: Change): Change {
  return {
    ...change,
    ...(after === undefined ? {} : { before: after }),
    ...(before === undefined ? {} : { after: before }),
  };
}
