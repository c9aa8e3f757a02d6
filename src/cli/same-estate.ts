import type { Diagnostic } from '../model/diagnostic.ts';
import type { Gate, Plan } from '../model/plan.ts';
import type { PassResult } from '../model/outcome.ts';
import type { Display } from '../report/display/display.ts';
import type { StatusDisplay } from '../report/display/status.ts';
import type { Options } from './options.ts';

type Where = Pick<Options, 'sandbox' | 'stateDir' | 'endpoint'>;

/**
 * Builds the words that make a command act on the estate of this run. They name its paths, and where its AWS and its
 * state are. Without them `reconcile forget Key/a` would act on whatever the usual directory and the usual AWS hold.
 */
export function sameEstate({ sandbox, stateDir, endpoint }: Where, paths: readonly string[]): string {
  const words = [
    ...paths,
    ...(sandbox === undefined ? [] : [sandbox === 'memory' ? '--sandbox' : `--sandbox=${sandbox.directory}`]),
    ...(stateDir === undefined ? [] : ['--state-dir', stateDir]),
    ...(endpoint === undefined ? [] : ['--endpoint', endpoint]),
  ];
  return quotedWords(words);
}

/** Builds the words of the same apply: what it may touch, and its bounds, are not looser the next time. */
export function sameApply(
  options: Where & Pick<Options, 'guardrails' | 'target' | 'exclude'>,
  paths: readonly string[],
): string {
  const { guardrails, target, exclude } = options;
  const words = [
    ...(guardrails === undefined ? [] : ['--guardrails', guardrails]),
    ...target.flatMap((address) => ['--target', address]),
    ...exclude.flatMap((address) => ['--exclude', address]),
  ];
  return `${sameEstate(options, paths)}${quotedWords(words)}`;
}

/** Adds them to the commands in an advice. */
export function completed(advice: string, estate: string): string {
  return advice.replaceAll(
    /\breconcile (?:forget|force-unlock) [^\s,;)]+/gu,
    (command) => `${command}${estate}`,
  );
}

export function diagnosticFor(estate: string): (one: Diagnostic) => Diagnostic {
  return (one) => (one.hint === undefined ? one : { ...one, hint: completed(one.hint, estate) });
}

/** Returns the plan with commands that a person can copy. */
export function planFor(plan: Plan, estate: string): Plan {
  return {
    ...plan,
    steps: plan.steps.map((step) => ({ ...step, gate: gateFor(step.gate, estate) })),
    resources: plan.resources.map((one) =>
      one.blocked === undefined
        ? one
        : { ...one, blocked: { ...one.blocked, release: completed(one.blocked.release, estate) } },
    ),
    diagnostics: plan.diagnostics.map(diagnosticFor(estate)),
  };
}

/** Returns a plan that a daemon made with commands that a person can copy: there it knows nothing of paths here. */
export function displayFor(display: Display, estate: string): Display {
  return {
    ...display,
    risky: display.risky.map((one) => ({ ...one, release: completed(one.release, estate) })),
    sections: display.sections.map((section) => ({
      ...section,
      ...(section.blocked === undefined
        ? {}
        : { blocked: { ...section.blocked, release: completed(section.blocked.release, estate) } }),
      steps: section.steps.map((step) => ({ ...step, gate: gateFor(step.gate, estate) })),
    })),
    diagnostics: display.diagnostics.map((one) => ({ ...one, hint: completed(one.hint, estate) })),
  };
}

/** Returns the status with commands that a person can copy. */
export function statusFor(status: StatusDisplay, estate: string): StatusDisplay {
  return {
    ...status,
    resources: status.resources.map((one) =>
      one.blocked === undefined
        ? one
        : { ...one, blocked: { ...one.blocked, release: completed(one.blocked.release, estate) } },
    ),
    diagnostics: status.diagnostics.map((one) => ({ ...one, hint: completed(one.hint, estate) })),
  };
}

/** Returns the result of an apply with commands that a person can copy. */
export function resultFor<T extends PassResult>(result: T, estate: string): T {
  const outcomes = [...result.outcomes].map(([id, outcome]) => {
    if (outcome.is === 'blocked' && outcome.gate.is === 'blocked')
      return [
        id,
        { ...outcome, gate: { ...outcome.gate, release: completed(outcome.gate.release, estate) } },
      ] as const;
    if (outcome.is === 'failed' && 'hint' in outcome.failure)
      return [
        id,
        { ...outcome, failure: { ...outcome.failure, hint: completed(outcome.failure.hint, estate) } },
      ] as const;
    return [id, outcome] as const;
  });
  return { ...result, plan: planFor(result.plan, estate), outcomes: new Map(outcomes) };
}

function gateFor(gate: Gate, estate: string): Gate {
  return gate.is === 'blocked' ? { ...gate, release: completed(gate.release, estate) } : gate;
}

/** Quotes each word as a shell takes it, with a space before it. */
export function quotedWords(words: readonly string[]): string {
  return words.map((word) => ` ${quoted(word)}`).join('');
}

/** Quotes a word as a shell takes it: nothing in it is expanded or split. */
function quoted(word: string): string {
  return /^[\w./:=@%+-]+$/u.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
