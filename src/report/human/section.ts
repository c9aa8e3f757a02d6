import { showPlace } from '../../model/call.ts';
import type { ShownSections } from '../display/blocked-together.ts';
import type { Line, Section, Verb } from '../display/display.ts';
import { partlyOf } from '../display/verb.ts';
import type { Look } from '../text/style.ts';
import { visible } from '../text/visible.ts';
import { padEnd, widthOf, wrap } from '../text/width.ts';
import { attributeLines, keyColumn } from './attributes.ts';
import { mainId } from './ids.ts';
import { pathText } from './lists.ts';
import { painted, plural } from './paint.ts';
import { fewText } from '../display/step-text.ts';
import { stepLines, type CallDetail } from './steps.ts';
import { nodesOf, type Sign } from './tree.ts';

const headlines: Readonly<Record<Verb, string>> = {
  create: 'will be created',
  update: 'will be updated in-place',
  adopt: 'will be adopted',
  mark: 'will be re-tagged',
  disable: 'will be disabled, the first step of its deletion',
  remove: 'will be destroyed',
  release: 'will no longer be managed by Keywright, but will not be destroyed',
  blocked: 'is blocked',
  unreadable: 'could not be read completely',
};

/** Renders one resource: a headline, the block of its differences, its steps with their calls and what holds them. */
export function sectionLines(section: Section, look: Look, calls: CallDetail): readonly string[] {
  return [
    ...headLines(section, look),
    ...reasons(section).flatMap((reason) => wrap(`# (${visible(reason)})`, look.width, '  ', '  #  ')),
    ...block(section, look),
    ...stepLines(section, look, calls),
    ...blockage(section, look),
  ];
}

/** Tells of resources that are blocked by one cause: the cause, and which they are. */
export function blockedLines(
  { sections, block, notes }: Extract<ShownSections, { is: 'blocked' }>,
  look: Look,
): readonly string[] {
  const [first] = sections;
  const headline = first.verb === 'blocked' ? 'are blocked' : 'would be created, but are blocked';
  const names = fewText(sections.map(({ address }) => address));
  return [
    `  ${look.style('bold', `# ${plural(sections.length, 'resource')} ${headline}`)}`,
    ...notes.flatMap((note) => wrap(`# (${visible(note)})`, look.width, '  ', '  #  ')),
    ...wrap(`${first.symbol} ${names}`, look.width, '  ', '    ').map((line) =>
      line.replace(first.symbol, painted(first.symbol, look)),
    ),
    ...blockage({ blocked: block }, look),
  ];
}

/** Writes the headline, with the place of its manifest where that fits. */
function headLines(section: Section, look: Look): readonly string[] {
  const headline = `# ${section.address} ${headlineOf(section)}`;
  const { source } = section;
  if (source === undefined) return [`  ${look.style('bold', headline)}`];
  const at = visible(`(${source.file}:${source.line})`);
  return widthOf(headline) + widthOf(at) + 3 > look.width
    ? [`  ${look.style('bold', headline)}`, `  # ${at}`]
    : [`  ${look.style('bold', headline)} ${at}`];
}

function headlineOf({ verb, standing, steps }: Section): string {
  if (verb === 'blocked') return headlines[verb];
  if (standing === 'released') return `${headlines[verb]}${partlyText(steps)}`;
  if (standing === 'approval') return `${headlines[verb]}, once approved`;
  return `${headlines[verb].replace(/^(?:will|must)/u, 'would')}, but is blocked`;
}

/** Tells of a section whose steps do not all run by themselves; each step says which does. */
export function partlyText(steps: Section['steps']): string {
  const partly = partlyOf(steps);
  if (partly === undefined) return '';
  return partly === 'approval' ? ', partly once approved' : ', but is partly blocked';
}

function reasons(section: Section): readonly string[] {
  const { verb, sync, health, why, notes } = section;
  const known = mainId(section.ids)?.value ?? 'the existing resource';
  const first = verb === 'adopt' ? `takes over ${known}; creates nothing` : driftReason(section);
  const saidElsewhere = verb === 'create' || verb === 'blocked' || section.unreadable.length > 0;
  const state =
    !saidElsewhere && why !== undefined && (sync === 'Unknown' || health !== 'Healthy') ? [why] : [];
  return [...(first === undefined ? [] : [first]), ...state, ...notes];
}

/** Says of the whole resource what else each of its lines would say. */
function driftReason({ verb, lines }: Section): string | undefined {
  if (verb === 'create')
    return lines.some(({ label }) => label === 'drifted') ? 'was deleted outside Git' : undefined;
  return isAllDrift(lines) ? 'changed outside Git' : undefined;
}

function isAllDrift(lines: readonly Line[]): boolean {
  return lines.length > 0 && lines.every(({ label }) => label === 'drifted');
}

function block(section: Section, look: Look): readonly string[] {
  const { symbol, verb, address, place, ids, unchanged, unreadable } = section;
  const margin = ' '.repeat(4 - symbol.length - 1);
  const sign: Sign = verb === 'create' ? '+' : verb === 'remove' ? '-' : '~';
  const id = verb === 'create' ? undefined : mainId(ids);
  const nodes = nodesOf(shownLines(section), sign);
  const keys = [...(id === undefined ? [] : [id.name]), ...unreadable.map(({ facet }) => facet)];
  const column = keyColumn([...nodes.map(({ key }) => key), ...keys]);
  const body = [
    ...(id === undefined ? [] : [`${' '.repeat(8)}${padEnd(id.name, column)} = "${id.value}"`]),
    ...attributeLines(nodes, 6, look, column),
    ...unchanged.map(({ path, statements }) =>
      look.style(
        'dim',
        `        # (${plural(statements, 'unchanged statement')} of ${pathText(path)} hidden)`,
      ),
    ),
    ...unreadable.map(
      ({ facet }) => `      ${painted('?', look)} ${padEnd(facet, column)} = (could not be read)`,
    ),
  ];
  const head = `${margin}${painted(symbol, look)} ${address} (${showPlace(place)})`;
  return [
    ...(body.length === 0 ? [head] : [`${head} {`, ...body, '    }']),
    ...unreadable.flatMap(({ op, name, message, code }) =>
      wrap(visible(`${op} answered ${name}: ${message} (${code})`), look.width, '    ', '      '),
    ),
  ];
}

/**
 * Lists the lines of a section as they are shown. Keeps the default that a risky change takes away: it is the point
 * of the risk.
 */
function shownLines({ verb, lines, steps }: Section): readonly Line[] {
  if (verb !== 'create') return isAllDrift(lines) ? lines.map(withoutLabel) : lines;
  const risky = new Set(steps.flatMap(({ risks }) => risks.map(({ path }) => path)));
  return lines.map(withoutLabel).map((line) => (risky.has(line.path) ? line : asNew(line)));
}

function withoutLabel({ label: _label, ...line }: Line): Line {
  return line;
}

/** Drops the former value of what is new. It has none, even where AWS would set a default if we said nothing. */
function asNew(line: Line): Line {
  const { before: _default, ...rest } = line;
  return line.after === undefined ? line : { ...rest, symbol: '+' };
}

function blockage(
  { blocked }: { readonly blocked?: Pick<NonNullable<Section['blocked']>, 'code' | 'why' | 'release'> },
  look: Look,
): readonly string[] {
  if (blocked === undefined) return [];
  return [
    ...wrap(`blocked: ${visible(blocked.why)} (${blocked.code})`, look.width, '    ', '      '),
    ...wrap(`to proceed: ${visible(blocked.release)}`, look.width, '      ', '        '),
  ];
}
