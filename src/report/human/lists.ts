import { showPlace } from '../../model/call.ts';
import type { Orphan } from '../../model/plan.ts';
import { segmentsOf, pathOf, showPath, type Path } from '../../model/path.ts';
import { saidOnce } from '../display/cause.ts';
import type { Display, Line } from '../display/display.ts';
import type { Look } from '../text/style.ts';
import { valueText } from '../text/value.ts';
import { visible } from '../text/visible.ts';
import { wrap } from '../text/width.ts';
import { ofMany } from './paint.ts';
import { fewText } from '../display/step-text.ts';

/** Shows a path as people read it, without the `spec` that all share. */
export function pathText(path: Path): string {
  const segments = segmentsOf(path);
  const short = segments.length > 1 && segments[0] === 'spec' ? segments.slice(1) : segments;
  return visible(showPath(pathOf(short)));
}

/** Lists what is not changed and why: notices, deferred, ignored, orphans. */
export function listBlocks(display: Display, look: Look, most = Infinity): readonly (readonly string[])[] {
  const quiet = ({ address, path, why, before, after }: Display['deferred'][number]): string => {
    const sides = [before, after].map((side) => (side === undefined ? 'absent' : valueText(side, look.clip)));
    const values = before === undefined && after === undefined ? '' : ` (${sides.join(' -> ')})`;
    return `${address} ${pathText(path)}${values}: ${why}`;
  };
  const cut = (items: readonly string[]): readonly string[] =>
    items.length > most ? [...items.slice(0, most), `and ${String(items.length - most)} more`] : items;
  return [
    list('Notes:', noticeTexts(display.notices), look),
    list('Also differs, but out of scope:', cut(outsideTexts(display, look)), look),
    list('Deferred until AWS allows it:', cut(display.deferred.map(quiet)), look),
    list('Ignored by metadata.ignore:', cut(display.ignored.map(quiet)), look),
    ...orphanBlocks(display.orphans, look, cut),
  ].filter((block) => block.length > 0);
}

/**
 * Tells what is to be known of resources, the same of several once. No summary cuts it: it also tells who was given
 * access.
 */
function noticeTexts(notices: Display['notices']): readonly string[] {
  return saidOnce(notices, ({ address, message }) => ({ address, texts: [message] })).map(
    ({ items, texts: [message = ''] }) =>
      `${fewText(items.map(({ address }) => address))} ${items.length === 1 ? message : ofMany(message)}`,
  );
}

/** Lists what this run leaves alone, with its drift: no section shows it. */
function outsideTexts({ outside, drift }: Display, look: Look): readonly string[] {
  const drifted = new Map(drift.map(({ address, lines }) => [address, lines]));
  return outside.map((address) => {
    const told = drifted.get(address)?.map((line) => driftText(line, look)) ?? [];
    return told.length === 0 ? address : `${address}, changed outside Git: ${fewText(told)}`;
  });
}

/** Writes `description ("was" -> "is")`; what was applied is not known where Git changed it since. */
function driftText({ path, before, after, label }: Line, { clip }: Look): string {
  const [was, is] = [before, after].map((side) => (side === undefined ? 'absent' : valueText(side, clip)));
  return `${pathText(path)} (${label === 'both' ? `now ${String(is)}` : `${String(was)} -> ${String(is)}`})`;
}

/** Lists orphans by the reason: their manifest is gone, or declares another resource now. */
export function orphanBlocks(
  orphans: readonly Orphan[],
  look: Look,
  cut: (items: readonly string[]) => readonly string[] = (items) => items,
): readonly (readonly string[])[] {
  const release = `To stop managing one: reconcile forget ADDRESS${look.estate ?? ''}`;
  const texts = (isSuperseded: boolean): readonly string[] =>
    cut(orphans.filter((one) => (one.superseded === true) === isSuperseded).map(orphanText));
  return [
    list(`Orphans (managed before, now in no manifest; left untouched). ${release}`, texts(false), look),
    list(
      `Orphans of a rename or move (their manifests declare another resource now; left untouched). ${release}`,
      texts(true),
      look,
    ),
  ];
}

/**
 * Writes `RolePolicy/app (111122223333/us-east-1) [role=app, name=use-keys]`, without repeating what the place says.
 */
function orphanText({ address, place, ids }: Orphan): string {
  const named = Object.entries(ids).filter(([name]) => !/arn$|^account$/iu.test(name));
  const shown = named.map(([name, value]) => `${name}=${visible(value)}`).join(', ');
  return `${address} (${showPlace(place)})${shown === '' ? '' : ` [${shown}]`}`;
}

/** Lists what somebody opened after its manifest was deleted: shown first, since nobody guards it any more. */
export function openedLines({ orphans }: Pick<Display, 'orphans'>, look: Look): readonly string[] {
  const items = orphans.flatMap(({ address, opened = [] }) => opened.map((what) => `${address} ${what}`));
  return list('Access opened since their manifests were deleted:', items, look);
}

/** Prints a title and its entries; nothing if there are none. */
export function list(title: string, items: readonly string[], look: Look): readonly string[] {
  if (items.length === 0) return [];
  return [
    ...wrap(title, look.width).map((line) => look.style('bold', line)),
    ...items.flatMap((item) => listed(item, look)),
  ];
}

/** Prints one entry of a list. */
export function listed(item: string, look: Look): readonly string[] {
  return wrap(visible(item), look.width, '  - ', '    ');
}
