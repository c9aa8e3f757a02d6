import type { Change } from '../../../model/change.ts';
import type { Taken } from '../../../model/narrows.ts';
import type { Observation } from '../../../model/observation.ts';
import type { Draft } from './types.ts';

/** AWS always has a default encryption: to set another one makes nothing that was not there. */
export function actionOf(
  known: boolean,
  observation: Observation,
  changes: readonly Change[],
): 'create' | 'update' {
  const replaces = ({ before }: Change): boolean => before !== undefined && before !== null;
  return known || (observation.is === 'present' && changes.some(replaces)) ? 'update' : 'create';
}

/** Whose access goes, where a person should know of it before anything else. */
export function removedOf(overHold: Draft['overHold'], taken: readonly Taken[] = []): Pick<Draft, 'removes'> {
  if (overHold !== 'hostile' || taken.length === 0) return {};
  return { removes: taken.map(({ who, what }) => ({ who, what })) };
}
