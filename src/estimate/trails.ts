import type { Place } from '../model/call.ts';
import type { Resource, Stack } from '../model/resource.ts';
import { isList, isMap, type Tree, type TreeMap } from '../model/tree.ts';

/** Finds the declared trails that record the management events of a place. */
export function trailsOver({ account, region }: Place, stack: Stack): readonly Resource[] {
  return [...stack.resources.values()].filter(
    ({ kind, place, spec, metadata }) =>
      kind === 'Trail' &&
      metadata.state === 'present' &&
      place.account === account &&
      (place.region === region || spec['multiRegion'] === true) &&
      recordsReads(spec),
  );
}

/**
 * Tests whether a trail records reads of management: all of them without selectors (CloudTrail API,
 * PutEventSelectors); a selector may leave them out, but only its readOnly and eventCategory are looked at.
 */
export function recordsReads(spec: TreeMap): boolean {
  const { eventSelectors, advancedEventSelectors } = spec;
  if (isList(advancedEventSelectors)) {
    return advancedEventSelectors.some(
      (one) => fieldOf(one, 'eventCategory')?.includes('Management') === true && readsPass(one),
    );
  }
  if (!isList(eventSelectors)) return true;
  return eventSelectors.some(
    (one) => isMap(one) && one['includeManagementEvents'] !== false && one['readWriteType'] !== 'WriteOnly',
  );
}

/** Tests whether a trail records what is done with single objects, which is billed from the first event on. */
export function recordsData(spec: TreeMap): boolean {
  const { eventSelectors, advancedEventSelectors } = spec;
  if (isList(advancedEventSelectors))
    return advancedEventSelectors.some((one) => fieldOf(one, 'eventCategory')?.includes('Data') === true);
  if (!isList(eventSelectors)) return false;
  return eventSelectors.some(
    (one) => isMap(one) && isList(one['dataResources']) && one['dataResources'].length > 0,
  );
}

function readsPass(selector: Tree): boolean {
  return fieldOf(selector, 'readOnly')?.includes('true') ?? true;
}

/** Returns what a field must equal, if the selector says so. */
function fieldOf(selector: Tree, name: string): readonly Tree[] | undefined {
  const fields = isMap(selector) ? selector['fieldSelectors'] : undefined;
  const field = isList(fields) ? fields.find((one) => isMap(one) && one['field'] === name) : undefined;
  const equals = isMap(field) ? field['equals'] : undefined;
  return isList(equals) ? equals : undefined;
}
