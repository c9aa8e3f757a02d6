import { showPlace } from '../../model/call.ts';
import { showPath } from '../../model/path.ts';
import { nameOfStep } from '../../model/step-id.ts';
import { isUnknown, type Tree } from '../../model/tree.ts';
import type { OwnedResource, ResourceList } from '../display/resources.ts';
import { plainLook, type Format, type Look } from '../text/style.ts';
import { visible } from '../text/visible.ts';
import { wrap } from '../text/width.ts';
import { mainId } from './ids.ts';
import { agoText, healthColours, syncColours } from './status.ts';
import { tableLines, type Column } from './table.ts';

export interface ResourceTextOptions {
  readonly columns: number;
  readonly wide: boolean;
  /** False for rows that follow others, as with `--watch`. */
  readonly titled?: boolean;
}

/** Lists owned resources as kubectl shows objects: a line each, more columns with `-o wide`. */
export function resourcesText({ items, at }: ResourceList, options: ResourceTextOptions): string {
  if (items.length === 0) return options.titled === false ? '' : 'No resources found.\n';
  const { columns, wide, titled = true } = options;
  const several = new Set(items.map(({ source }) => source)).size > 1;
  const lines = tableLines(columnsOf(Date.parse(at), wide, several), items, wide ? Infinity : columns);
  return (titled ? lines : lines.slice(1)).map((cells) => `${cells.join('  ').trimEnd()}\n`).join('');
}

/** Lists one address a line, for a shell. */
export function resourceNames({ items }: Pick<ResourceList, 'items'>): string {
  return items.map(({ address }) => `${address}\n`).join('');
}

function columnsOf(now: number, wide: boolean, several: boolean): readonly Column<OwnedResource>[] {
  const more: readonly Column<OwnedResource>[] = [
    { title: 'STATE', text: ({ state }) => visible(state ?? '-') },
    { title: 'FAST', text: ({ fastAt }) => agoText(fastAt, now) },
    {
      title: 'WAITING',
      text: ({ waiting }) => (waiting.length === 0 ? '-' : visible(waiting.map(nameOfStep).join(','))),
    },
    { title: 'PLACE', text: ({ place }) => showPlace(place) },
    { title: 'ID', text: ({ ids }) => mainId(ids)?.value ?? '-' },
    { title: 'LABELS', text: ({ labels }) => labelsText(labels) },
    { title: 'REASON', text: ({ reason }) => reason ?? '-' },
  ];
  return [
    ...(several ? [{ title: 'SOURCE', text: ({ source }: OwnedResource) => source ?? '-' }] : []),
    { title: 'RESOURCE', shrinks: true, text: ({ address }) => address },
    { title: 'SYNC', text: ({ sync }) => sync },
    { title: 'HEALTH', text: healthText },
    { title: 'READ', text: ({ fullAt }) => agoText(fullAt, now) },
    ...(wide ? more : []),
  ];
}

/** Tells the health, and a hold beside what else is wrong. */
function healthText({ health, reason, hold }: OwnedResource): string {
  return hold?.reason !== 'held' || reason === 'held' ? health : `${health}, held`;
}

function labelsText(labels: OwnedResource['labels']): string {
  const all = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  return all.length === 0 ? '-' : visible(all.join(','));
}

/** Describes each resource by itself, as `kubectl describe` does: a line for each fact that there is. */
export function resourceDetails({ items, at }: ResourceList, look: Look = plainLook): string {
  const now = Date.parse(at);
  return items.map((item) => `${factLines(item, now, look).join('\n')}\n`).join('\n');
}

function factLines(item: OwnedResource, now: number, look: Look): readonly string[] {
  const { source, stack, address, place, ids, labels, sync, health, state, reason, why, hold, waiting } =
    item;
  const facts: readonly (readonly [name: string, value: string | undefined, format?: Format | undefined])[] =
    [
      ['Resource', address],
      ['Source', source],
      ['Stack', stack],
      ['Place', showPlace(place)],
      ...Object.entries(ids),
      ['Labels', Object.keys(labels).length === 0 ? undefined : labelsText(labels)],
      ['Sync', sync, syncColours[sync]],
      ['Health', health, healthColours[health]],
      ['State', state],
      ['Reason', reason],
      ['Why', why],
      ['Hold', hold?.why],
      ['Waiting', waiting.length === 0 ? undefined : waiting.map(nameOfStep).join(', ')],
      ['Read', item.fullAt === undefined ? 'never' : `${agoText(item.fullAt, now)} ago`],
      ['References', addressesText(item.details?.references)],
      ['Referenced by', addressesText(item.details?.referencedBy)],
    ];
  const known = facts.filter(([, value]) => value !== undefined);
  const column = Math.max(...known.map(([name]) => name.length)) + 3;
  return [
    ...known.flatMap(([name, value, format]) =>
      wrap(visible(value ?? ''), look.width, `${name}:`.padEnd(column), ' '.repeat(column)).map((line) =>
        format === undefined ? line : `${line.slice(0, column)}${look.style(format, line.slice(column))}`,
      ),
    ),
    ...fieldLines(item.details, look),
  ];
}

function addressesText(addresses: readonly string[] | undefined): string | undefined {
  return addresses === undefined || addresses.length === 0 ? undefined : addresses.join(', ');
}

/** Lists the fields as AWS has them, then those that the manifest has otherwise. */
function fieldLines(details: OwnedResource['details'], look: Look): readonly string[] {
  const { fields = {}, differences = [] } = details ?? {};
  const same = Object.entries(fields).map(([path, value]) => `  ${path}: ${valueText(value)}`);
  const other = differences.map(
    ({ path, before, after }) =>
      `  ${visible(showPath(path))}: ${sideText(before)} (manifest: ${sideText(after)})`,
  );
  return [
    ...(same.length === 0 ? [] : ['', look.style('bold', 'Fields without a difference in AWS:'), ...same]),
    ...(other.length === 0
      ? []
      : [
          '',
          look.style('bold', 'Fields with a difference, as AWS has them:'),
          ...other.map((line) => look.style('yellow', line)),
        ]),
  ];
}

function sideText(value: Tree | undefined): string {
  return value === undefined ? 'unset' : valueText(value);
}

/** Prints a value on one line as far as it fits, else as JSON over several. */
function valueText(value: Tree): string {
  if (isUnknown(value)) return visible(value.$unknown);
  const line = JSON.stringify(value);
  if (line.length <= 80) return visible(line);
  return JSON.stringify(value, undefined, 2).split('\n').map(visible).join('\n  ');
}
