import { shownSections, type ShownSections } from '../display/blocked-together.ts';
import type { Display, Section } from '../display/display.ts';
import { nothingHidden, type Hidden } from '../display/view.ts';
import { foundLines } from '../human/found.ts';
import { footerLines } from '../human/footer.ts';
import { savedLines, scopeLines } from '../human/header.ts';
import { countedLines, hiddenPlanLines } from '../human/hidden.ts';
import { countedNoteLines, fullSections, summaryLines } from '../human/summary.ts';
import { listBlocks } from '../human/lists.ts';
import { blockedLines, sectionLines } from '../human/section.ts';
import type { SourceLine } from '../human/excerpt.ts';
import { plural } from '../human/paint.ts';
import { cutTo, lazily } from './cut.ts';
import { under, type Detail } from './detail.ts';
import { unaccepted } from '../human/diagnostics.ts';
import { diagnosticDetail } from './diagnostics.ts';
import { code, collapsedLines, fenced, titled } from './escape.ts';
import { openedDetail, stackChangeDetail } from './stack-change.ts';
import { estimateBullets, estimateDetail, riskyDetail } from './estimate.ts';
import { commentLimit, unwrapped as look } from './look.ts';

export interface MarkdownOptions {
  /** Longest comment in characters. */
  readonly limit?: number;
  /** Source lines for the plan's diagnostics. */
  readonly source?: SourceLine;
  /** `summary` counts what is harmless by kind. Default `full`. */
  readonly detail?: 'full' | 'summary';
  /** What the view of this plan leaves out. */
  readonly hidden?: Hidden;
  /** The words that commands must repeat to act on the estate of this run. */
  readonly estate?: string;
}

/** Renders the plan as a comment of a pull request: the summary first, each resource collapsible below it. */
export function planMarkdown(display: Display, options: MarkdownOptions = {}): string {
  const { limit = commentLimit, source = () => undefined, estate = '' } = options;
  const { detail = 'full', hidden = nothingHidden } = options;
  const sections = detail === 'summary' ? fullSections(display) : shownSections(display.sections);
  const counted = detail === 'summary' ? fenced('', summaryLines(display, look)).join('\n') : undefined;
  const details = [
    ...stackChangeDetail(display),
    ...openedDetail(display),
    ...riskyDetail(display, detail),
    ...under(
      'Findings',
      unaccepted(display.diagnostics).map((one) => diagnosticDetail(one, source)),
    ),
    ...titled('Not read', display.sections.flatMap(unread)),
    ...titled('Estimate', estimateBullets(display)),
    ...foundDetails(display),
    ...titled('', counted === undefined ? [] : [counted]),
    ...sections.map((shown) =>
      lazily(() => (shown.is === 'one' ? sectionDetails(shown.section) : blockedDetails(shown))),
    ),
    ...estimateDetail(display),
    ...[
      ...(detail === 'summary' ? [countedNoteLines(display, sections, look)] : []),
      ...listBlocks(display, { ...look, estate }),
    ]
      .filter((block) => block.length > 0)
      .map(([title = '', ...lines]) => collapsedLines(title.replace(/:$/u, ''), '', lines)),
  ];
  const whole = `reconcile plan${estate}`;
  const left = [
    ...(detail === 'summary' ? countedLines(display, sections, look) : []),
    ...hiddenPlanLines(hidden, look),
  ];
  return cutTo([headingOf('plan', display), [summary(display), ...left].join('\n')], details, {
    limit,
    whole,
  });
}

/** Writes `### Keywright plan for payments at 9fceb02d0ae5`. */
export function headingOf(
  what: 'plan' | 'apply',
  { stack, commit }: Pick<Display, 'stack' | 'commit'>,
): string {
  const at = commit === undefined ? '' : ` at ${code(commit.slice(0, 12))}`;
  return `### Keywright ${what} for ${code(stack)}${at}`;
}

function summary(display: Display): string {
  const [first = '', ...rest] = footerLines(display, look);
  return [`**${first}**`, ...savedLines(display, look), ...scopeLines(display, look), ...rest].join('\n');
}

function unread({ address, unreadable }: Section): readonly string[] {
  return unreadable.map(
    ({ facet, name }) => `- ${code(`${address} ${facet}`)} could not be read: ${code(name)}`,
  );
}

function foundDetails(display: Display): readonly Detail[] {
  const [, ...lines] = foundLines(display, look);
  if (lines.length === 0) return [];
  const title = `Found by their tags, check who can use them: ${plural(display.foundByTags?.length ?? 0, 'resource')}`;
  return [collapsedLines(title, '', lines)];
}

/** Renders one resource, to be unfolded; an apply says how it ended instead of what will be. */
export function sectionDetails(section: Section, ended?: string): Detail {
  const [headline = '', ...body] = sectionLines(section, look, 'names');
  const title = ended === undefined ? headline.replace(/^ *# /u, '') : `${section.address}: ${ended}`;
  return collapsible(`${section.symbol} ${title}`, body);
}

/** Renders resources that are blocked by one cause, to be unfolded. */
function blockedDetails(shown: Extract<ShownSections, { is: 'blocked' }>): Detail {
  const [headline = '', ...body] = blockedLines(shown, look);
  return collapsible(`${shown.sections[0].symbol} ${headline.replace(/^ *# /u, '')}`, body);
}

/** Folds lines as a diff. */
function collapsible(title: string, body: readonly string[]): Detail {
  return collapsedLines(title, 'diff', body.map(diffLine));
}

/**
 * Moves the symbol to the first column, by which GitHub colours a line of a diff. Uses `!`, its colour for a change.
 */
function diffLine(line: string): string {
  const parts = /^(?<indent> *)(?<symbol>[-+~!]|-\/\+|\+\/-)(?<rest> .*)$/u.exec(line)?.groups;
  if (parts === undefined) return line;
  const { indent = '', symbol = '', rest = '' } = parts;
  return `${symbol === '~' ? '!' : symbol}${indent}${rest}`;
}
