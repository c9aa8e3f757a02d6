import { shownSections } from '../display/blocked-together.ts';
import type { Display } from '../display/display.ts';
import { plainLook, type Look } from '../text/style.ts';
import { diagnosticLines } from './diagnostics.ts';
import { estimateLines } from './estimate.ts';
import type { SourceLine } from './excerpt.ts';
import { footerLines } from './footer.ts';
import { foundLines } from './found.ts';
import { headerLines, savedLines, scopeLines } from './header.ts';
import { listBlocks, openedLines } from './lists.ts';
import { riskyLines } from './risky.ts';
import { blockedLines, sectionLines } from './section.ts';
import type { CallDetail } from './steps.ts';
import { stackChangeLines } from './stack-change.ts';
import { summaryLines } from './summary.ts';
import { unreadLines } from './unread.ts';

export interface PlanTextOptions {
  readonly look?: Look;
  /** Default `names`. */
  readonly calls?: CallDetail;
  /** `summary` counts by verb and kind instead of showing each resource. Default `full`. */
  readonly detail?: 'full' | 'summary';
  /** Source lines for the plan's diagnostics. */
  readonly source?: SourceLine;
}

/** The plan as text, ending with a line break. */
export function planText(display: Display, options: PlanTextOptions = {}): string {
  const { look = plainLook, calls = 'names', detail = 'full', source = () => undefined } = options;
  const resources =
    detail === 'summary'
      ? [summaryLines(display, look)]
      : [
          headerLines(display, look),
          ...shownSections(display.sections).map((shown) =>
            shown.is === 'one' ? sectionLines(shown.section, look, calls) : blockedLines(shown, look),
          ),
        ];
  const blocks = [
    diagnosticLines(display.diagnostics, source, look),
    savedLines(display, look),
    stackChangeLines(display, look),
    openedLines(display, look),
    scopeLines(display, look),
    foundLines(display, look),
    ...resources,
    ...listBlocks(display, look),
    unreadLines(display, look),
    footerLines(display, look),
    estimateLines(display, look, calls),
    riskyLines(display, look),
  ].filter((block) => block.length > 0);
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}
