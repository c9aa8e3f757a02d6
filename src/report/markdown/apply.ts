import type { PassResult } from '../../model/outcome.ts';
import { appliedOf, type Applied, type DoneView, type FailureView } from '../display/applied.ts';
import type { Section } from '../display/display.ts';
import { displayOf } from '../display/make.ts';
import { nextSteps } from '../display/next.ts';
import { applySentence } from '../human/apply.ts';
import { plural } from '../human/paint.ts';
import { durationText } from '../human/progress.ts';
import { fewText, stepsText, stepText } from '../display/step-text.ts';
import { cutTo, lazily } from './cut.ts';
import { blockedOnce, stepsOnce } from '../human/steps-once.ts';
import type { Detail } from './detail.ts';
import { visible } from '../text/visible.ts';
import { below, cell, code, collapsed, cutRows, short, titled } from './escape.ts';
import { commentLimit } from './look.ts';
import { headingOf, sectionDetails } from './plan.ts';

export interface ApplyMarkdownOptions {
  /** Longest comment in characters. */
  readonly limit?: number;
  /** The words that commands must repeat to act on the estate of this run; `again` for the same apply. */
  readonly estate?: string;
  readonly again?: string;
}

/**
 * Tells what an apply did as a comment of a pull request. Begins with how it ended, what failed and why, what waits,
 * how to go on. Adds, to be unfolded, what was done and each resource as it was planned.
 */
export function applyMarkdown(
  result: PassResult,
  { limit = commentLimit, estate = '', again = estate }: ApplyMarkdownOptions = {},
): string {
  const applied = appliedOf(result);
  const display = displayOf(result.plan, result.outcomes);
  const head = [headingOf('apply', display), `**${applySentence(applied)}**`];
  const details = [
    ...applied.failures.map(failureDetail),
    ...titled('Waiting', cutRows(waitingTexts(applied, result.plan).map((row) => `🟡 ${row}`))),
    ...titled('Next steps', cutRows(nextSteps(applied, { estate, again, quote: code }))),
    ...doneDetails(applied.done),
    ...display.sections.map((section) => lazily(() => sectionDetails(section, endedText(section)))),
  ];
  return cutTo(head, details, { limit, whole: `reconcile plan${estate}`, shows: 'the remaining changes' });
}

function failureDetail(failure: FailureView): Detail {
  const { steps, call, message, code: name, hint, skipped, requestIds, effectUnknown } = failure;
  const who = code(stepsText(steps));
  const answered =
    call === undefined
      ? ''
      : `${code(call.op)} in ${code(`${call.account}/${call.region}`)} answered ${code(call.error)}: `;
  // A hint of several lines holds what is to be copied: a statement of a policy.
  const [advice = '', ...lines] = hint.split('\n');
  const text = [
    `- 🔴 ${who}: ${answered}${code(short(message))} (${name})`,
    ...(effectUnknown ? ['AWS may have executed it: the next run checks before it writes'] : []),
    ...(requestIds.length === 0 ? [] : [`request: ${code(fewText(requestIds))}`]),
    ...(skipped.length === 0 ? [] : [`skipped as a result: ${code(stepsText(skipped))}`]),
    `hint: ${code(short(advice))}`,
  ].join('<br>');
  return {
    text: [text, ...below(lines.map(visible))].join('\n'),
    short: `- 🔴 ${who}: too long for a comment.`,
  };
}

function waitingTexts(applied: Applied, plan: PassResult['plan']): readonly string[] {
  const { waiting, gated, stale, notStarted, unread, stack } = applied;
  return [
    ...(stack?.is === 'approval'
      ? [`the Stack waits for approval (${stack.classes.join(', ')}): ${code(short(stack.why))}`]
      : []),
    ...stepsOnce(waiting.map(({ step, why, until }) => ({ step, text: why, beside: until }))).map(
      ({ names, text, beside }) =>
        `${code(fewText(names))} ${names.length === 1 ? 'is' : 'are'} not shown by AWS yet: ${code(short(text))} (until ${beside})`,
    ),
    ...stepsOnce(
      gated.flatMap(({ step, gate }) =>
        gate.is === 'approval' ? [{ step, text: gate.why, beside: gate.classes.join(', ') }] : [],
      ),
    ).map(
      ({ names, text, beside }) =>
        `${code(fewText(names))} ${names.length === 1 ? 'waits' : 'wait'} for approval (${beside}): ${code(short(text))}`,
    ),
    ...blockedOnce(applied, plan).map(
      ({ names, why, release }) =>
        `${code(fewText(names))} ${names.length === 1 ? 'is' : 'are'} blocked: ${code(short(why))}<br>to proceed: ${code(short(release))}`,
    ),
    ...stale.map(
      ({ step, why }) =>
        `${code(stepText(step))} changed in AWS since the plan, so it was not written: ${code(short(why))}`,
    ),
    ...stepsOnce(notStarted.map(({ step, why }) => ({ step, text: why }))).map(
      ({ names, text }) =>
        `${code(fewText(names))} ${names.length === 1 ? 'was' : 'were'} not started: ${code(short(text))}`,
    ),
    ...unread.map((address) => `${code(address)} could not be read, so its state is unknown`),
  ];
}

/** Tells how a resource ended, by its steps: what hinders comes before what is done. */
function endedText({ verb, steps, blocked }: Section): string {
  if (blocked !== undefined) return 'is blocked';
  const outcomes = new Set(steps.map(({ outcome }) => outcome?.is ?? 'not-started'));
  const told = [
    ['failed', 'failed'],
    ['stale', 'not written'],
    ['skipped', 'skipped'],
    ['waiting', 'not visible in AWS yet'],
    ['blocked', 'waits for a person'],
    ['not-started', 'not started'],
  ] as const;
  return told.find(([is]) => outcomes.has(is))?.[1] ?? did[verb];
}

const did: Readonly<Record<DoneView['verb'], string>> = {
  create: 'created',
  update: 'changed',
  adopt: 'adopted',
  mark: 're-tagged',
  disable: 'disabled',
  remove: 'destroyed',
  release: 'released',
  blocked: 'is blocked',
  unreadable: 'could not be read',
};

function doneDetails(done: readonly DoneView[]): readonly Detail[] {
  if (done.length === 0) return [];
  const rows = done.map(({ symbol, address, verb, missing, calls, tookMs }) => {
    const part = missing.length === 0 ? '' : `, but not ${cell(stepsText(missing))}`;
    return `| ${cell(symbol)} | ${cell(address)} | ${did[verb]}${part} | ${String(calls)} | ${durationText(tookMs)} |`;
  });
  const table = ['| | Resource | Done | Calls | Took |', '|---|---|---|--:|--:|', ...rows];
  return [collapsed(`🟢 Done: ${plural(done.length, 'resource')}`, table)];
}
