import { shownSections } from '../display/blocked-together.ts';
import type { Display } from '../display/display.ts';
import { nothingHidden, type Hidden } from '../display/view.ts';
import { plainLook, type Look } from '../text/style.ts';
import { diagnosticsAbove } from './diagnostics.ts';
import { estimateLines } from './estimate.ts';
import type { SourceLine } from './excerpt.ts';
import { footerLines } from './footer.ts';
import { foundLines } from './found.ts';
import { countedLines, hiddenPlanLines } from './hidden.ts';
import { headerLines, savedLines, scopeLines } from './header.ts';
import { listBlocks, openedLines } from './lists.ts';
import { riskyLines } from './risky.ts';
import { blockedLines, sectionLines } from './section.ts';
import type { CallDetail } from './steps.ts';
import { stackChangeLines } from './stack-change.ts';
import { countedNoteLines, fullSections, summaryLines } from './summary.ts';
import { unreadLines } from './unread.ts';

export interface PlanTextOptions {
  readonly look?: Look;
  /** Default `names`. */
  readonly calls?: CallDetail;
  /** `summary` counts what is harmless by kind. Default `full`. */
  readonly detail?: 'full' | 'summary';
  /** What the view of this plan leaves out. */
  readonly hidden?: Hidden;
  /** Source lines for the plan's diagnostics. */
  readonly source?: SourceLine;
}

/** Entries of each list below a summary. */
const mostListed = 10;

/** Renders the plan as text, ending with a line break. */
export function planText(display: Display, options: PlanTextOptions = {}): string {
  const { look = plainLook, calls = 'names', detail = 'full', source = () => undefined } = options;
  const { hidden = nothingHidden } = options;
  const isSummary = detail === 'summary';
  const sections = isSummary ? fullSections(display) : shownSections(display.sections);
  const lists = isSummary
    ? [countedNoteLines(display, sections, look), ...listBlocks(display, look, mostListed)]
    : listBlocks(display, look);
  const blocks = [
    diagnosticsAbove(display.diagnostics, source, look),
    savedLines(display, look),
    stackChangeLines(display, look),
    openedLines(display, look),
    scopeLines(display, look),
    foundLines(display, look),
    isSummary ? summaryLines(display, look) : headerLines(display, look),
    ...sections.map((shown) =>
      shown.is === 'one' ? sectionLines(shown.section, look, calls) : blockedLines(shown, look),
    ),
    ...lists,
    unreadLines(display, look),
    [
      ...footerLines(display, look),
      ...(isSummary ? countedLines(display, sections, look) : []),
      ...hiddenPlanLines(hidden, look),
    ],
    estimateLines(display, look, calls),
    riskyLines(display, look, detail),
  ].filter((block) => block.length > 0);
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}
