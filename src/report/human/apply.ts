import type { PassResult } from '../../model/outcome.ts';
import { addressOfStep } from '../../model/step-id.ts';
import { appliedOf, type Applied, type FailureView } from '../display/applied.ts';
import { nextSteps } from '../display/next.ts';
import { plainLook, type Look } from '../text/style.ts';
import { visible } from '../text/visible.ts';
import { wrap } from '../text/width.ts';
import { blockedOnce, stepsOnce, type StepsRow } from './steps-once.ts';
import { hintLines } from './diagnostics.ts';
import { list } from './lists.ts';
import { movedTexts } from './moved.ts';
import { plural } from './paint.ts';
import { fewText, stepsText, stepText } from '../display/step-text.ts';

/**
 * Tells how an apply ended: what did not happen and why, each message once, then the count. Ends with a line break.
 */
export function applyText(result: PassResult, look: Look = plainLook): string {
  const applied = appliedOf(result);
  const { failures, waiting, gated, stale, notStarted, unread, stack } = applied;
  const approvals = gated.flatMap(({ step, gate }) => (gate.is === 'approval' ? [{ step, gate }] : []));
  const blocks = [
    ...failures.map((failure) => failureLines(failure, look)),
    list(
      'Not finished (AWS does not show it yet):',
      stepsOnce(waiting.map(({ step, why, until }) => ({ step, text: `${why} (until ${until})` }))).map(
        colon,
      ),
      look,
    ),
    list(
      'Waiting for approval:',
      [
        ...(stack?.is === 'approval' ? [`the Stack needs ${stack.classes.join(', ')}: ${stack.why}`] : []),
        ...stepsOnce(
          approvals.map(({ step, gate }) => ({ step, text: `${gate.classes.join(', ')}: ${gate.why}` })),
        ).map(({ names, text }) => `${fewText(names)} ${names.length === 1 ? 'needs' : 'need'} ${text}`),
      ],
      look,
    ),
    list(
      'Blocked:',
      blockedOnce(applied, result.plan).map(
        ({ names, why, release }) => `${fewText(names)}: ${why}; to proceed: ${release}`,
      ),
      look,
    ),
    list(
      'Changed in AWS since the plan, so not written:',
      stale.map(({ step, why, moved }) => {
        return [`${stepText(step)}: ${why}`, ...movedTexts(moved, addressOfStep(step), look)].join('; ');
      }),
      look,
    ),
    list(
      'Not started:',
      stepsOnce(notStarted.map(({ step, why }) => ({ step, text: why }))).map(colon),
      look,
    ),
    list('Could not be read (state unknown):', unread, look),
    list('Next steps:', nextSteps(applied, { estate: look.estate, again: look.again }), look),
    wrap(applySentence(applied), look.width).map((line) => look.style('bold', line)),
  ].filter((block) => block.length > 0);
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

/** Joins steps and their text: `Key/a (policy), Key/b (policy): the run ended before it`. */
function colon({ names, text }: StepsRow): string {
  return `${fewText(names)}: ${text}`;
}

function failureLines(failure: FailureView, look: Look): readonly string[] {
  const { steps, call, message, code, hint, skipped, requestIds, effectUnknown } = failure;
  const [first = '', ...rest] = wrap(`Error: ${stepsText(steps)} failed`, look.width, '', '  ');
  const answered =
    call === undefined
      ? ''
      : code === 'aws.not-sent'
        ? `${call.op} (${call.account}/${call.region}) was not sent: `
        : `${call.op} (${call.account}/${call.region}) answered ${call.error}: `;
  const indented = (text: string): readonly string[] => wrap(visible(text), look.width, '  ', '    ');
  return [
    first.replace('Error:', look.style('red', 'Error:')),
    ...rest,
    ...indented(`${answered}${message} (${code})`),
    ...hintLines(hint, look),
    ...(effectUnknown ? indented('AWS may have executed it: the next run checks before it writes') : []),
    ...(requestIds.length === 0 ? [] : indented(`request: ${fewText(requestIds)}`)),
    ...(skipped.length === 0 ? [] : indented(`skipped as a result: ${stepsText(skipped)}`)),
  ];
}

/** Writes `Apply complete! 2 added, 1 changed, 0 destroyed.`, or how it fell short. */
export function applySentence({ counts, unread, stack, accepted }: Applied): string {
  const done = [
    ...(counts.adopted > 0 ? [`${counts.adopted} adopted`] : []),
    `${counts.added} added, ${counts.changed} changed, ${counts.destroyed} destroyed`,
    ...(counts.released > 0 ? [`${counts.released} released`] : []),
    ...(accepted?.stack === true ? ['the Stack accepted'] : []),
    ...(accepted === undefined || accepted.dropped === 0
      ? []
      : [`the deletion of ${plural(accepted.dropped, 'manifest')} accepted`]),
  ].join(', ');
  const short = [
    { count: counts.failed, text: 'failed' },
    { count: counts.skipped, text: 'skipped' },
    { count: counts.stale, text: 'stale' },
    { count: counts.waiting, text: 'not finished' },
    { count: counts.approval, text: 'waiting for approval' },
    { count: counts.blocked, text: 'blocked' },
    { count: counts.notStarted, text: 'not started' },
    { count: unread.length, text: 'not read' },
  ].filter(({ count }) => count > 0);
  const missing = [
    ...short.map(({ count, text }, index) => `${index === 0 ? plural(count, 'resource') : count} ${text}`),
    ...(stack?.is === 'approval' ? ['the Stack waits for approval'] : []),
    ...(stack?.is === 'blocked' ? ['the Stack cannot be accepted'] : []),
  ];
  if (missing.length === 0) return `Apply complete! ${done}.`;
  const verdict = counts.failed > 0 ? 'Apply failed' : 'Apply incomplete';
  return `${verdict}: ${done}; ${missing.join(', ')}.`;
}
