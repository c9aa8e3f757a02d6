import { errors } from '../../model/errors/index.ts';
import type { ErrorRow } from '../../model/errors/index.ts';
import type { Diagnostic, Span } from '../../model/diagnostic.ts';
import type { Format, Look } from '../text/style.ts';
import { visible } from '../text/visible.ts';
import { widthOf, wrap } from '../text/width.ts';
import { plural } from './paint.ts';

/** The text of one line of a file, counted from 1, or undefined where it is not at hand. */
export type SourceLine = (file: string, line: number) => string | undefined;

const colours: Readonly<Record<Diagnostic['severity'], Format>> = {
  error: 'red',
  warning: 'yellow',
  info: 'cyan',
};

/** All diagnostics in the order of files and lines, each with its source line, then how many there are. */
export function diagnosticLines(
  diagnostics: readonly Diagnostic[],
  source: SourceLine,
  look: Look,
): readonly string[] {
  if (diagnostics.length === 0) return [];
  return [...diagnostics.flatMap((one) => [...oneDiagnostic(one, source, look), '']), countLine(diagnostics)];
}

function oneDiagnostic(diagnostic: Diagnostic, source: SourceLine, look: Look): readonly string[] {
  const { severity, code, message, span, address } = diagnostic;
  const where = span === undefined ? (address ?? '') : `${visible(span.file)}:${span.line}:${span.column}`;
  const head = `${where === '' ? '' : `${where}: `}${severity}: ${visible(message)} (${code})`;
  const [first = '', ...more] = wrap(head, look.width, '', '  ');
  const coloured = first.replace(`${severity}:`, look.style(colours[severity], `${severity}:`));
  return [
    coloured,
    ...more,
    ...(span === undefined ? [] : caretLines(span, source(span.file, span.line), look)),
    ...hintLines(hintOf(diagnostic), look),
  ];
}

/** Each line of a hint by itself, wrapped. */
export function hintLines(hint: string, look: Look): readonly string[] {
  const [first = '', ...more] = hint.split('\n').map(visible);
  return [
    ...wrap(`hint: ${first}`, look.width, '  ', '        '),
    ...more.flatMap((line) => wrap(line, look.width, '        ', '          ')),
  ];
}

/** Its own hint, which is exact, or else the general one of its code. */
export function hintOf(diagnostic: Pick<Diagnostic, 'code' | 'hint'>): string {
  const row: ErrorRow = errors[diagnostic.code];
  return diagnostic.hint ?? row.hint;
}

/** The offending line with carets under the span; a long line is shown from near the span. */
function caretLines(span: Span, line: string | undefined, look: Look): readonly string[] {
  if (line === undefined) return [];
  const start = span.column - 1;
  const end = span.endLine === span.line ? Math.max(span.endColumn - 1, start + 1) : line.length;
  const gutter = `${span.line} | `;
  const room = Math.max(20, look.width - gutter.length - 4);
  const from = start > room - 10 ? start - 10 : 0;
  const shown = line.slice(from, from + room);
  const before = visible(line.slice(from, start));
  const under = widthOf(visible(line.slice(start, Math.min(end, from + room))));
  return [
    `  ${look.style('dim', gutter)}${from > 0 ? '…' : ''}${visible(shown)}`,
    `  ${' '.repeat(gutter.length - 2)}${look.style('dim', '|')} ${' '.repeat(widthOf(before) + (from > 0 ? 1 : 0))}${look.style('red', '^'.repeat(Math.max(1, under)))}`,
  ];
}

function countLine(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Diagnostic['severity']): number =>
    diagnostics.filter((one) => one.severity === severity).length;
  const parts = [
    [count('error'), 'error', 'errors'],
    [count('warning'), 'warning', 'warnings'],
    [count('info'), 'note', 'notes'],
  ] as const;
  const told = parts.filter(([many]) => many > 0).map(([many, one, more]) => plural(many, one, more));
  return `${told.join(', ')}.`;
}
