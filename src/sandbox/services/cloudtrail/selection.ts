import { stableText } from '../../../model/tree.ts';
import type { EventSelector, TrailRecord } from './records.ts';

type Selection = NonNullable<TrailRecord['selectors']>;

/** What a trail logs until told otherwise: all management events (CloudTrail API Reference, PutEventSelectors). */
const defaultSelector: EventSelector = {
  ReadWriteType: 'All',
  IncludeManagementEvents: true,
  DataResources: [],
  ExcludeManagementEventSources: [],
};

export function selectionOf(trail: TrailRecord): Selection {
  return trail.selectors ?? { basic: [defaultSelector] };
}

export function isDefaultSelection(selection: Selection | undefined): boolean {
  if (selection === undefined) return true;
  const [only, ...more] = 'basic' in selection ? selection.basic : [];
  return only !== undefined && more.length === 0 && stableText(only) === stableText(defaultSelector);
}

/** Returns the logged management events, which Insights can watch. */
export function managementEvents(trail: TrailRecord): { readonly reads: boolean; readonly writes: boolean } {
  const selection = selectionOf(trail);
  if ('basic' in selection) {
    const types = selection.basic
      .filter((selector) => selector.IncludeManagementEvents)
      .map((selector) => selector.ReadWriteType);
    return {
      reads: types.some((type) => type !== 'WriteOnly'),
      writes: types.some((type) => type !== 'ReadOnly'),
    };
  }
  const only = selection.advanced
    .filter(({ FieldSelectors: fields }) => valuesOf(fields, 'eventCategory').includes('Management'))
    .map(({ FieldSelectors: fields }) => valuesOf(fields, 'readOnly'));
  return {
    reads: only.some((values) => !values.includes('false')),
    writes: only.some((values) => !values.includes('true')),
  };
}

export function valuesOf(
  fields: readonly { readonly Field: string; readonly Equals?: readonly string[] | undefined }[],
  field: string,
): readonly string[] {
  return fields.filter(({ Field }) => Field === field).flatMap(({ Equals }) => Equals ?? []);
}
