import { showPlace } from '../../model/call.ts';
import type { ResourceStatus, StatusDisplay } from '../display/status.ts';
import type { SourceLine } from '../human/excerpt.ts';
import { nothingHidden, type Hidden } from '../display/view.ts';
import { hiddenStatusLines } from '../human/hidden.ts';
import { mainId } from '../human/ids.ts';
import { attentionRows } from '../human/attention.ts';
import { inEffectTexts, inEffectTitle, nothingInEffect } from '../human/in-effect.ts';
import { plural } from '../human/paint.ts';
import { besides, isDetail, statusSentence } from '../human/status.ts';
import { statusSummaryLines } from '../human/status-summary.ts';
import { detailLines } from '../human/status-detail.ts';
import { cutTo } from './cut.ts';
import type { Detail } from './detail.ts';
import { unaccepted } from '../human/diagnostics.ts';
import { diagnosticDetail } from './diagnostics.ts';
import { cell, code, collapsed, collapsedLines, cutRows, fenced, titled } from './escape.ts';
import { commentLimit, unwrapped } from './look.ts';
import { openedDetail, stackChangeDetail } from './stack-change.ts';

export interface StatusMarkdownOptions {
  /** Longest comment in characters. */
  readonly limit?: number;
  readonly source?: SourceLine;
  readonly detail?: 'full' | 'summary';
  /** What the view of this status leaves out. */
  readonly hidden?: Hidden;
  /** The words that commands must repeat to act on the estate of this run. */
  readonly estate?: string;
}

/**
 * Renders the state of a stack as a comment. Shows the sentence, what needs attention, and to be unfolded the whole
 * table.
 */
export function statusMarkdown(status: StatusDisplay, options: StatusMarkdownOptions = {}): string {
  const { limit = commentLimit, source = () => undefined, estate = '' } = options;
  const { detail = 'full', hidden = nothingHidden } = options;
  const { resources, diagnostics } = status;
  const sentence = [`**${statusSentence(status)}**`, ...hiddenStatusLines(hidden, unwrapped)].join('\n');
  const head = [`### Keywright status of ${code(status.stack)}`, sentence];
  const attention = attentionRows(resources).map(
    ({ text, isGrave }) => `${isGrave ? '🔴' : '🟡'} ${code(text)}`,
  );
  const details = [
    ...stackChangeDetail(status),
    ...openedDetail(status),
    ...unaccepted(diagnostics).map((one) => diagnosticDetail(one, source)),
    ...titled(
      inEffectTitle.replace(/:$/u, ''),
      cutRows(inEffectTexts(status.inEffect ?? nothingInEffect).map(code)),
    ),
    ...titled('Needs attention', cutRows(attention)),
    ...resources.flatMap((row) =>
      isDetail(row) ? [collapsedLines(row.address, '', detailLines(row, status, unwrapped).slice(1))] : [],
    ),
    ...(detail === 'summary'
      ? titled('', fenced('', statusSummaryLines(status, unwrapped, Infinity)))
      : tableDetail(resources.filter((row) => !isDetail(row)))),
    ...besides(status, { ...unwrapped, estate })
      .filter((lines) => lines.length > 1)
      .map(([title = '', ...lines]) => collapsedLines(title.replace(/:$/u, ''), '', lines)),
    { text: lastLine(status), short: lastLine(status) },
  ];
  return cutTo(head, details, { limit, whole: `reconcile status${estate}` });
}

function tableDetail(rows: readonly ResourceStatus[]): readonly Detail[] {
  if (rows.length === 0) return [];
  const lines = rows.map(
    ({ address, sync, health, place, ids, appliedAt }) =>
      `| ${sync} | ${health} | ${cell(address)} | ${cell(showPlace(place))} | ${cell(mainId(ids)?.value ?? '-')} | ${appliedAt ?? '-'} |`,
  );
  const head = ['| Sync | Health | Resource | Place | Id | Applied |', '|---|---|---|---|---|---|'];
  return [collapsed(plural(rows.length, 'resource'), [...head, ...lines])];
}

function lastLine({ at, lease }: StatusDisplay): string {
  const held = lease === undefined ? '' : ` ${code(lease.holder)} holds the lease until ${lease.until}.`;
  return `Read at ${at}.${held}`;
}
