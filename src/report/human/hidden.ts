import type { ShownSections } from '../display/blocked-together.ts';
import type { Display } from '../display/display.ts';
import { isDangerous } from '../display/risky.ts';
import type { Hidden } from '../display/view.ts';
import type { Look } from '../text/style.ts';
import { wrap } from '../text/width.ts';
import { plural } from './paint.ts';

/** Says what a view of a plan hides: nobody may take a part for the whole. */
export function hiddenPlanLines(hidden: Hidden, look: Look): readonly string[] {
  return hiddenLines(hidden, 'change', look);
}

export function hiddenStatusLines(hidden: Hidden, look: Look): readonly string[] {
  return hiddenLines(hidden, 'resource', look);
}

/** Counts what is hidden: `5 more changes (2 of them dangerous) and 1 orphan are not shown.` */
function hiddenLines(
  { resources, dangerous, orphans, notes }: Hidden,
  what: string,
  look: Look,
): readonly string[] {
  const parts = [
    ...(resources === 0 ? [] : [`${plural(resources, `more ${what}`)}${dangerousText(dangerous)}`]),
    ...(orphans === 0 ? [] : [plural(orphans, 'orphan')]),
    ...(notes === 0 ? [] : [plural(notes, 'note')]),
  ];
  if (parts.length === 0) return [];
  const all = [parts.slice(0, -1).join(', '), ...parts.slice(-1)].filter((part) => part !== '').join(' and ');
  const verb = resources + orphans + notes === 1 ? 'is' : 'are';
  return wrap(`${all} ${verb} not shown.`, look.width).map((line) => look.style('yellow', line));
}

function dangerousText(count: number): string {
  return count === 0 ? '' : ` (${count} of them dangerous)`;
}

/** Says how many changes a summary only counts, and how to see them. */
export function countedLines(
  { sections, risky }: Pick<Display, 'sections' | 'risky'>,
  full: readonly ShownSections[],
  look: Look,
): readonly string[] {
  const shown = full.reduce((sum, one) => sum + (one.is === 'one' ? 1 : one.sections.length), 0);
  const counted = sections.length - shown;
  if (counted <= 0) return [];
  const below = risky.some(isDangerous) ? ' What is dangerous is named below.' : '';
  const text = `${plural(counted, 'change')} ${counted === 1 ? 'is' : 'are'} only counted above.${below} To see everything: --no-summary`;
  return wrap(text, look.width).map((line) => look.style('yellow', line));
}
