import type { Diagnostic } from '../../model/diagnostic.ts';
import { hintOf } from '../display/diagnostic.ts';
import { countLine, unaccepted } from '../human/diagnostics.ts';
import { excerptLines, type SourceLine } from '../human/excerpt.ts';
import { plural } from '../human/paint.ts';
import { visible } from '../text/visible.ts';
import { cutTo } from './cut.ts';
import type { Detail } from './detail.ts';
import { below, code } from './escape.ts';
import { commentLimit, unwrapped } from './look.ts';

export interface Checked {
  readonly diagnostics: readonly Diagnostic[];
  readonly source: SourceLine;
  /** Where the manifests are valid: whose they are, and how many resources they declare. */
  readonly valid?: { readonly stack: string; readonly resources: number };
}

/** Tells what `validate` found as a comment of a pull request: the verdict first, then each with its lines. */
export function diagnosticsMarkdown(
  { diagnostics, source, valid }: Checked,
  limit = commentLimit,
  estate = '',
): string {
  const head =
    valid === undefined
      ? [
          `### ${titleOf(diagnostics)}`,
          `**${countLine(diagnostics)}** No AWS calls were made and nothing was changed.`,
        ]
      : [
          `### Keywright manifests of ${code(valid.stack)} are valid`,
          `**${plural(valid.resources, 'resource')}.**${diagnostics.length === 0 ? '' : ` ${countLine(diagnostics)}`}`,
        ];
  const details = unaccepted(diagnostics).map((one) => diagnosticDetail(one, source));
  return cutTo(head, details, { limit, whole: `reconcile validate${estate}` });
}

/** Chooses a title. Does not blame manifests for a question that nobody can answer, or for a file of guardrails. */
function titleOf(diagnostics: readonly Diagnostic[]): string {
  const ofManifests = diagnostics.some(({ code: of }) => /^(?:manifest|policy|check)\./u.test(of));
  return ofManifests ? 'Keywright cannot use these manifests' : 'Keywright did not run';
}

/** Renders one diagnostic as an entry of a list, with the offending lines below it. */
export function diagnosticDetail(one: Diagnostic, source: SourceLine): Detail {
  const { severity, message, span, address } = one;
  const where = span === undefined ? address : `${span.file}:${String(span.line)}:${String(span.column)}`;
  const at = where === undefined ? '' : ` in ${code(where)}`;
  // A hint of several lines holds what is to be copied: a statement of a policy.
  const [hint = '', ...lines] = hintOf(one).split('\n');
  const head = `- **${severity}**${at}: ${code(message)} (${one.code})<br>hint: ${code(hint)}`;
  const excerpt =
    span === undefined
      ? []
      : excerptLines(span, source, { ...unwrapped, width: 160 }).map((line) => line.slice(2));
  const block = [lines.map(visible), excerpt].flatMap(below);
  return { text: [head, ...block].join('\n'), short: `- **${severity}**${at}: too long for a comment.` };
}
