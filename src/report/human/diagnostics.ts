import type { Diagnostic, Span } from '../../model/diagnostic.ts';
import type { Format, Look } from '../text/style.ts';
import { visible } from '../text/visible.ts';
import { wrap } from '../text/width.ts';
import { hintOf } from '../display/diagnostic.ts';
import { excerptLines, type SourceLine } from './excerpt.ts';
import { plural } from './paint.ts';

const colours: Readonly<Record<Diagnostic['severity'], Format>> = {
  critical: 'red',
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
  const line = span === undefined ? undefined : source(span.file, span.line);
  const where = span === undefined ? (address ?? '') : placeOf(span, line);
  const head = `${where === '' ? '' : `${where}: `}${severity}: ${visible(message)} (${code})`;
  const [first = '', ...more] = wrap(head, look.width, '', '  ');
  const coloured = first.replace(`${severity}:`, look.style(colours[severity], `${severity}:`));
  return [
    coloured,
    ...more,
    ...(span === undefined ? [] : excerptLines(span, source, look)),
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

/** A file that is wrong as a whole, or that cannot be read, has no line to point to. */
function placeOf({ file, line, column, endLine, endColumn }: Span, text: string | undefined): string {
  const isWhole = text === undefined && [line, column, endLine, endColumn].every((one) => one === 1);
  return isWhole ? visible(file) : `${visible(file)}:${line}:${column}`;
}

/** `2 errors, 1 warning.` */
export function countLine(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Diagnostic['severity']): number =>
    diagnostics.filter((one) => one.severity === severity).length;
  const parts = [
    [count('critical'), 'critical finding', 'critical findings'],
    [count('error'), 'error', 'errors'],
    [count('warning'), 'warning', 'warnings'],
    [count('info'), 'note', 'notes'],
  ] as const;
  const told = parts.filter(([many]) => many > 0).map(([many, one, more]) => plural(many, one, more));
  return `${told.join(', ')}.`;
}

/** What `validate` says of manifests in which nothing is wrong. Ends with a line break. */
export function validText({
  stack,
  resources,
}: {
  readonly stack: string;
  readonly resources: number;
}): string {
  return `The manifests of stack ${stack} are valid: ${plural(resources, 'resource')}.\n`;
}
