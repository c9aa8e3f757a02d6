import type { Display, Section } from '../display/display.ts';
import { footerLines } from '../human/footer.ts';
import { scopeLines } from '../human/header.ts';
import { driftBlock } from '../human/drift.ts';
import { listBlocks } from '../human/lists.ts';
import { sectionLines } from '../human/section.ts';
import { hintOf } from '../human/diagnostics.ts';
import { plural } from '../human/paint.ts';
import { plain, type Look } from '../text/style.ts';
import { clipped } from '../text/visible.ts';
import { cutTo, type Detail } from './cut.ts';
import { code, fenced, html } from './escape.ts';
import { estimateBullets, estimateDetail, riskyBullets } from './estimate.ts';

export interface MarkdownOptions {
  /** Longest comment in characters; GitHub refuses more than 65,536. Default 60,000. */
  readonly limit?: number;
}

// Nothing is wrapped: a wrapped value could start a line with a fence.
const look: Look = { style: plain, width: Infinity, clip: 500 };

/** The plan as a comment of a pull request: the summary first, each resource collapsible below it. */
export function planMarkdown(display: Display, { limit = 60_000 }: MarkdownOptions = {}): string {
  const details = [
    ...list(riskyBullets(display)),
    ...bullets([...display.diagnostics.map(diagnosticText), ...display.sections.flatMap(unread)]),
    ...list(estimateBullets(display)),
    ...driftDetails(display),
    ...display.sections.map(sectionDetails),
    ...estimateDetail(display),
    ...listBlocks(display, look).map((lines) => detail(lines[0] ?? '', fenced('', lines))),
  ];
  return cutTo([heading(display), summary(display)], details, limit);
}

function heading({ stack, commit }: Display): string {
  const at = commit === undefined ? '' : ` at ${code(commit.slice(0, 12))}`;
  return `### Keywright plan for ${code(stack)}${at}`;
}

function summary(display: Display): string {
  const [first = '', ...rest] = footerLines(display, look);
  return [`**${first}**`, ...scopeLines(display, look), ...rest].join('\n');
}

/** At most this many lines stand above the details. */
const most = 20;

function bullets(rows: readonly string[]): readonly Detail[] {
  if (rows.length === 0) return [];
  const more = rows.length > most ? [`and ${rows.length - most} more`] : [];
  return [
    detail(
      '',
      [...rows.slice(0, most), ...more].map((row) => `- ${row}`),
    ),
  ];
}

function diagnosticText(one: Display['diagnostics'][number]): string {
  const { span, address, severity, message } = one;
  const where = span === undefined ? address : `${span.file}:${span.line}:${span.column}`;
  const at = where === undefined ? '' : ` in ${code(where)}`;
  return `${severity}${at}: ${code(short(message))} (${one.code}); ${code(short(hintOf(one)))}`;
}

function list(rows: readonly string[]): readonly Detail[] {
  return rows.length === 0 ? [] : [detail('', rows)];
}

function unread({ address, unreadable }: Section): readonly string[] {
  return unreadable.map(
    ({ facet, name }) => `${code(`${address} ${facet}`)} could not be read: ${code(name)}`,
  );
}

function short(text: string): string {
  const { text: shown, cut } = clipped(text, 300);
  return cut === undefined ? shown : `${shown}…`;
}

function driftDetails(display: Display): readonly Detail[] {
  if (display.drift.length === 0) return [];
  const block = driftBlock(display, look)
    .slice(2)
    .filter((text) => !text.startsWith('─'));
  const title = `Changed outside of Git: ${plural(display.drift.length, 'resource')}`;
  return [collapsible(title, block)];
}

function sectionDetails(section: Section): Detail {
  const [headline = '', ...body] = sectionLines(section, look, 'names');
  return collapsible(`${section.symbol} ${headline.replace(/^ *# /u, '')}`, body);
}

function collapsible(title: string, body: readonly string[]): Detail {
  const head = `<summary><code>${html(title)}</code></summary>`;
  return detail(title, ['<details>', head, '', ...fenced('diff', body.map(diffLine)), '', '</details>']);
}

function detail(title: string, lines: readonly string[]): Detail {
  return {
    text: lines.join('\n'),
    short: `${code(title === '' ? 'notes' : title)}: too long for a comment.`,
  };
}

/** GitHub colours a line of a diff by its first column, so the symbol moves there; `!` is its colour for a change. */
function diffLine(line: string): string {
  const parts = /^(?<indent> *)(?<symbol>[-+~!]|-\/\+|\+\/-)(?<rest> .*)$/u.exec(line)?.groups;
  if (parts === undefined) return line;
  const { indent = '', symbol = '', rest = '' } = parts;
  return `${symbol === '~' ? '!' : symbol}${indent}${rest}`;
}
