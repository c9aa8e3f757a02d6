import type { Diagnostic, Span } from '../../model/diagnostic.ts';
import type { Format, Look } from '../text/style.ts';
import { visible } from '../text/visible.ts';
import { clipToWidth, wrap } from '../text/width.ts';
import { untilText } from '../../model/instant.ts';
import { hintOf } from '../display/diagnostic.ts';
import { excerptLines, type SourceLine } from './excerpt.ts';
import { plural } from './paint.ts';

const colours: Readonly<Record<Diagnostic['severity'], Format>> = {
  critical: 'red',
  error: 'red',
  warning: 'yellow',
  info: 'cyan',
};

/** Lists all diagnostics in the order of files and lines, each with its source line, then how many there are. */
export function diagnosticLines(
  diagnostics: readonly Diagnostic[],
  source: SourceLine,
  look: Look,
): readonly string[] {
  if (diagnostics.length === 0) return [];
  return [...diagnostics.flatMap((one) => [...oneDiagnostic(one, source, look), '']), countLine(diagnostics)];
}

/** Leaves out the warnings that a manifest accepts. */
export function unaccepted(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ accepted }) => accepted === undefined);
}

/** Lines of warnings above a plan. More would push the plan off the screen. */
const mostWarnings = 5;

/**
 * Diagnostics above a plan or a status: warnings of the manifests by their code, a line each, since `validate` shows all
 * of them. A single one and everything else is shown as it is.
 */
export function diagnosticsAbove(
  diagnostics: readonly Diagnostic[],
  source: SourceLine,
  look: Look,
): readonly string[] {
  const shown = unaccepted(diagnostics);
  const warnings = shown.filter(isOfManifests);
  if (warnings.length < 2) return diagnosticLines(shown, source, look);
  const groups = [...Map.groupBy(warnings, ({ code }) => code).values()];
  const most = groups.length <= mostWarnings - 1 ? groups.length : mostWarnings - 2;
  const left = groups.slice(most).reduce((sum, group) => sum + group.length, 0);
  const rest = shown.filter((one) => !isOfManifests(one));
  return [
    ...(rest.length === 0 ? [] : [...diagnosticLines(rest, source, look), '']),
    look.style(
      'yellow',
      `${plural(warnings.length, 'warning')}; for details: reconcile validate${look.manifests ?? ''}`,
    ),
    ...groups.slice(0, most).map((group) => groupText(group, look.width)),
    ...(left === 0 ? [] : [`  and ${String(left)} more`]),
  ];
}

function isOfManifests({ severity, code }: Diagnostic): boolean {
  return severity === 'warning' && /^(?:manifest|policy|check)\./u.test(code);
}

/**
 * Sums up a group in one line:
 * ` estate.yaml:12: statement App tests s3:pref… (policy.unsupported-condition-key, and 2 more)`.
 */
function groupText([first, ...others]: readonly Diagnostic[], width: number): string {
  if (first === undefined) return '';
  const { span, address = '', code, message } = first;
  const where = span === undefined ? address : `${span.file}:${String(span.line)}`;
  const more = others.length === 0 ? '' : `, and ${String(others.length)} more`;
  const of = ` (${code}${more})`;
  return `${clipToWidth(visible(`  ${where}: ${message}`), width - of.length)}${of}`;
}

function oneDiagnostic(diagnostic: Diagnostic, source: SourceLine, look: Look): readonly string[] {
  const { severity, code, message, span, address, accepted } = diagnostic;
  const line = span === undefined ? undefined : source(span.file, span.line);
  const where = span === undefined ? (address ?? '') : placeOf(span, line);
  const head = `${where === '' ? '' : `${where}: `}${severity}: ${visible(message)} (${code})`;
  const [first = '', ...more] = wrap(head, look.width, '', '  ');
  const coloured = first.replace(`${severity}:`, look.style(colours[severity], `${severity}:`));
  return [
    coloured,
    ...more,
    ...(span === undefined ? [] : excerptLines(span, source, look)),
    ...(accepted === undefined
      ? hintLines(hintOf(diagnostic), look)
      : wrap(visible(acceptedText(accepted)), look.width, '  ', '    ')),
  ];
}

/** Writes `accepted until 2027-01-31: agreed with the audit team`. */
export function acceptedText({ reason, until }: NonNullable<Diagnostic['accepted']>): string {
  return `accepted until ${untilText(Date.parse(until))}: ${reason}`;
}

/** Wraps each line of a hint by itself. */
export function hintLines(hint: string, look: Look): readonly string[] {
  const [first = '', ...more] = hint.split('\n').map(visible);
  return [
    ...wrap(`hint: ${first}`, look.width, '  ', '        '),
    ...more.flatMap((line) => wrap(line, look.width, '        ', '          ')),
  ];
}

/** Tells where a diagnostic is. Points to no line of a file that is wrong as a whole, or that cannot be read. */
function placeOf({ file, line, column, endLine, endColumn }: Span, text: string | undefined): string {
  const isWhole = text === undefined && [line, column, endLine, endColumn].every((one) => one === 1);
  return isWhole ? visible(file) : `${visible(file)}:${line}:${column}`;
}

/** Counts the diagnostics: `2 errors, 1 warning.` */
export function countLine(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Diagnostic['severity']): number =>
    unaccepted(diagnostics).filter((one) => one.severity === severity).length;
  const accepted = diagnostics.length - unaccepted(diagnostics).length;
  const parts = [
    [count('critical'), 'critical finding', 'critical findings'],
    [count('error'), 'error', 'errors'],
    [count('warning'), 'warning', 'warnings'],
    [count('info'), 'note', 'notes'],
    [accepted, 'accepted warning', 'accepted warnings'],
  ] as const;
  const told = parts.filter(([many]) => many > 0).map(([many, one, more]) => plural(many, one, more));
  return `${told.join(', ')}.`;
}

/** Writes what `validate` says of manifests in which nothing is wrong. Ends with a line break. */
export function validText({
  stack,
  resources,
}: {
  readonly stack: string;
  readonly resources: number;
}): string {
  return `The manifests of stack ${stack} are valid: ${plural(resources, 'resource')}.\n`;
}
