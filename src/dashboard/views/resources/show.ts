import { go } from '../../state/location.ts';
import { searchOf, type RowFilter } from '../../words/filter.ts';

/** Shows what a filter finds. It leaves no step behind for the back button, but a page does. */
export function show(filter: RowFilter, { replace = true }: { readonly replace?: boolean } = {}): void {
  go(`/resources${searchOf(filter)}`, { replace });
}
