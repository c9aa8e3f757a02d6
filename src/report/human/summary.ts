import { shownSections, type ShownSections } from '../display/blocked-together.ts';
import type { Display, Section } from '../display/display.ts';
import { isDangerous } from '../display/risky.ts';
import { saidOnce } from '../display/cause.ts';
import { fewText } from '../display/step-text.ts';
import { partlyOf } from '../display/verb.ts';
import { byCodeUnit } from '../../model/tree.ts';
import type { Look } from '../text/style.ts';
import { padEnd, widthOf } from '../text/width.ts';
import { list } from './lists.ts';
import { painted, plural } from './paint.ts';
import { riskyRows } from './risky.ts';
import { partlyText } from './section.ts';

/** Counts what a plan does, by kind: of thousands a page. */
export function summaryLines({ sections, drift }: Display, look: Look): readonly string[] {
  const drifted = new Set(drift.map(({ address }) => address));
  const groups = Map.groupBy(sections, ({ kind, verb, standing, steps }) =>
    [kind, verb, standing, partlyOf(steps)].join(' '),
  );
  const rows = [...groups]
    .toSorted(([a], [b]) => byCodeUnit(a, b))
    .flatMap(([, group]) => {
      const [first] = group;
      if (first === undefined) return [];
      const changed = group.filter(({ address }) => drifted.has(address)).length;
      const outside = changed === 0 ? '' : ` (${String(changed)} changed outside Git)`;
      return [{ first, count: String(group.length), text: `${doneText(first)}${outside}` }];
    });
  const width = Math.max(0, ...rows.map(({ first }) => widthOf(first.kind)));
  const digits = Math.max(0, ...rows.map(({ count }) => count.length));
  return rows.map(({ first: { kind, symbol }, count, text }) => {
    const margin = ' '.repeat(3 - symbol.length);
    return `${margin}${painted(symbol, look)} ${padEnd(kind, width)}  ${count.padStart(digits)} ${text}`;
  });
}

function doneText({ verb, standing, steps }: Section): string {
  if (verb === 'blocked') return 'blocked';
  if (verb === 'unreadable') return 'not read completely';
  if (standing === 'released') return `to ${verb}${partlyText(steps)}`;
  return standing === 'approval' ? `to ${verb}, once approved` : `to ${verb}, but blocked`;
}

/** Causes of blocks beyond these are counted: a thousand causes are no summary. */
const mostCauses = 20;

/** More resources than these that give the same access are named together, in the last look. */
const mostAlike = 3;

/** Selects what a summary shows in full: what is dangerous, could not be read, or blocks, each cause once. */
export function fullSections(display: Display): readonly ShownSections[] {
  const { sections } = display;
  const rows = riskyRows({ risky: display.risky.filter(isDangerous), sections });
  const dangerous = new Set(
    rows
      .filter(({ loses, addresses }) => loses || addresses.length <= mostAlike)
      .flatMap(({ addresses }) => addresses),
  );
  const isFull = ({ address, verb }: Section): boolean => dangerous.has(address) || verb === 'unreadable';
  const all = shownSections(sections);
  const full = all.filter((one) => one.is === 'one' && isFull(one.section));
  const blocked = all.filter((one) => one.is === 'blocked' || one.section.verb === 'blocked');
  return [...full, ...blocked.slice(0, mostCauses)];
}

/** Groups of notes below a summary. */
const mostNotes = 10;

/** Lists the notes of the sections that a summary only counts, the same said once: nothing else tells them. */
export function countedNoteLines(
  { sections }: Pick<Display, 'sections'>,
  full: readonly ShownSections[],
  look: Look,
): readonly string[] {
  const shown = new Set(
    full.flatMap((one) => (one.is === 'one' ? [one.section] : one.sections)).map(({ address }) => address),
  );
  const notes = sections
    .filter(({ address }) => !shown.has(address))
    .flatMap(({ address, ids, notes: own }) => own.map((note) => ({ address, ids, note })));
  const groups = saidOnce(notes, ({ address, ids, note }) => ({ address, ids, texts: [note] }));
  const texts = groups.map(
    ({ items, texts: [note = ''] }) => `${fewText(items.map(({ address }) => address))}: ${note}`,
  );
  const left = texts.length - mostNotes;
  const more = left > 0 ? [`and ${plural(left, 'more note')}`] : [];
  return list('Notes on these changes:', [...texts.slice(0, mostNotes), ...more], look);
}
