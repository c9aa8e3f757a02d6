import type { Display } from '../../report/display/display.ts';
import { formatVersion } from '../../report/formats/version.ts';
import { decisionText, type DecisionDisplay } from '../../report/human/decision.ts';
import { planText } from '../../report/human/plan.ts';
import { planJson } from '../../report/json/plan.ts';
import { jsonText } from '../../report/json/text.ts';
import type { Io } from '../io.ts';
import { looksOf, type Looks } from '../look.ts';
import type { Invocation } from '../options.ts';
import { noSource } from '../output.ts';

/** Tells how a result looks here: on a terminal, or as it is piped. */
export function looksHere({ options }: Pick<Invocation, 'options'>, { environment }: Io): Looks {
  return looksOf(options, environment);
}

/** Shows what was decided, as the result of the command. */
export function showDecision(answer: DecisionDisplay, invocation: Invocation, io: Io): void {
  const { out } = looksHere(invocation, io);
  io.terminal.out(
    invocation.options.output === 'json' ? asJson('Decision', answer) : decisionText(answer, out),
  );
}

/** Shows a plan that a daemon made, as `reconcile plan` shows one. */
export function showPlan(plan: Display, invocation: Invocation, io: Io): void {
  const { calls, output } = invocation.options;
  const { out } = looksHere(invocation, io);
  io.terminal.out(
    output === 'json'
      ? planJson(plan)
      : planText(plan, {
          look: { ...out, ...(plan.id === undefined ? {} : { planId: plan.id }) },
          calls,
          source: noSource,
        }),
  );
}

export function asJson(kind: string, answer: object): string {
  return jsonText({ formatVersion, kind, ...answer });
}
