import { kindOf } from '../../model/address.ts';
import { byCodeUnit } from '../../model/tree.ts';
import type { Display, Section } from '../display/display.ts';
import type { Look } from '../text/style.ts';
import { visible } from '../text/visible.ts';
import { padEnd, widthOf, wrap } from '../text/width.ts';
import { painted } from './paint.ts';

/** A large plan on a page: how many of each kind, and by name what does not go on by itself. */
export function summaryLines({ sections }: Display, look: Look): readonly string[] {
  const groups = Map.groupBy(sections, (section) => `${section.verb} ${kindOf(section.address)}`);
  const rows = [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ first, kind: first.kind, count: group.length }];
  });
  const sorted = rows.sort((a, b) => byCodeUnit(`${a.kind} ${a.first.verb}`, `${b.kind} ${b.first.verb}`));
  const width = Math.max(0, ...sorted.map(({ kind }) => widthOf(kind)));
  const digits = Math.max(0, ...sorted.map(({ count }) => String(count).length));
  const needing = sections.flatMap((section) => needOf(section).map((need) => `${section.address} ${need}`));
  return [
    ...sorted.map(
      ({ first, kind, count }) =>
        `${' '.repeat(3 - first.symbol.length)}${painted(first.symbol, look)} ${padEnd(kind, width)}  ${String(count).padStart(digits)} to ${first.verb}`,
    ),
    ...(needing.length === 0 ? [] : ['', look.style('bold', 'These need a person:')]),
    ...needing.flatMap((text) => wrap(visible(text), look.width, '  - ', '    ')),
  ];
}

/** What does not go on for other reasons is listed at the end of the plan. */
function needOf(section: Section): readonly string[] {
  return [...new Set(section.unreadable.map(({ facet, name }) => `could not be read: ${facet} (${name})`))];
}
