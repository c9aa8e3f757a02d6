import { addressOfStep } from '../../model/step-id.ts';
import { waitingTexts } from '../../report/human/plans.ts';
import { list } from '../../report/human/lists.ts';
import type { AnswerOf } from '../../daemon/control/operations.ts';
import type { PlanRow } from '../../report/display/plan-row.ts';
import { cannotAsk } from '../ask.ts';
import { answered, asking } from '../control/asker.ts';
import type { Asker } from '../control/ports.ts';
import { looksHere, showDecision } from '../control/show.ts';
import type { Io } from '../io.ts';
import type { Invocation } from '../options.ts';
import { refused, type Refused } from '../refused.ts';

interface Chosen {
  readonly plan: string;
  readonly steps: readonly string[];
  readonly paths: readonly string[];
}

/** Shows what waits in the current plan, asks, and approves it. Exit: 0 approved, 1 not. */
export async function approve(invocation: Invocation, io: Io, version: string): Promise<number | Refused> {
  const { options } = invocation;
  const { plan, steps, paths } = await chosenIn(invocation, io);
  const noPlan = noPlanId(plan);
  if (noPlan !== undefined) return noPlan;
  const of = options.source === undefined ? {} : { source: options.source };
  const request = {
    ...of,
    plan,
    ...(steps.length === 0 ? {} : { steps: [...steps] }),
    ...(options.for === undefined ? {} : { forMs: options.for }),
  };
  return asking({ invocation, io, version, paths, without: 'look', decides: true }, async (asker) => {
    if (!options.yes) {
      const said: { answer?: 'yes' | number | Refused } = {};
      // What would be refused is refused before anybody is asked.
      const checked = await answered(asker, 'approve', { ...request, check: true }, async () => {
        said.answer = await askedFor({ plan, steps, paths }, asker, invocation, io);
        return 1;
      });
      if (said.answer !== 'yes') return said.answer ?? checked;
    }
    return answered(asker, 'approve', request, (answer) => {
      showDecision(answer, invocation, io);
      return 0;
    });
  });
}

/** Rejects what waits in the current plan, or ends a rejection. Exit: 0 rejected or ended, 1 not. */
export async function reject(invocation: Invocation, io: Io, version: string): Promise<number | Refused> {
  const { options, args } = invocation;
  const of = options.source === undefined ? {} : { source: options.source };
  const shown = (answer: AnswerOf<'reject'>): number => {
    showDecision(answer, invocation, io);
    return 0;
  };
  const { end } = options;
  if (end !== undefined)
    return asking({ invocation, io, version, paths: args, without: 'journal', decides: true }, (asker) =>
      answered(asker, 'unreject', { ...of, id: end }, shown),
    );
  const { plan, steps, paths } = await chosenIn(invocation, io);
  const noPlan = noPlanId(plan);
  if (noPlan !== undefined) return noPlan;
  if (options.reason === undefined)
    return refused('cli.usage', 'a rejection needs --reason', 'e.g. --reason "not before the audit"');
  const request = {
    ...of,
    plan,
    ...(steps.length === 0 ? {} : { steps: [...steps] }),
    why: options.reason,
  };
  return asking({ invocation, io, version, paths, without: 'look', decides: true }, (asker) =>
    answered(asker, 'reject', request, shown),
  );
}

/** Refuses what cannot be the id of a plan, before anything is looked at and anybody is asked. */
function noPlanId(plan: string): Refused | undefined {
  if (/^[0-9a-f]{12}$/u.test(plan)) return undefined;
  const message = plan === '' ? 'the plan id is missing' : `'${plan}' is not a plan id`;
  return refused('control.plan', message, 'reconcile plans shows the plan ids (12 characters)');
}

/** Tells steps from paths: a word is a step or an address, unless there is such a file. */
async function chosenIn({ args }: Invocation, io: Io): Promise<Chosen> {
  const [plan = '', ...words] = args;
  const steps: string[] = [];
  const paths: string[] = [];
  for (const word of words) {
    if (/^[A-Z][A-Za-z]*\//u.test(word) && (await io.files.stat(word)) === undefined) steps.push(word);
    else paths.push(word);
  }
  return { plan, steps, paths };
}

/** Shows the steps that are meant and asks; only a typed yes approves what was shown. */
async function askedFor(
  { plan, steps }: Chosen,
  asker: Asker,
  invocation: Invocation,
  io: Io,
): Promise<'yes' | number | Refused> {
  const { source } = invocation.options;
  let row: PlanRow | undefined;
  const ended = await answered(asker, 'plans', source === undefined ? {} : { source }, ({ items }) => {
    row = items.find(({ id, current }) => id === plan && current);
    return 0;
  });
  if (ended !== 0) return ended;
  if (row === undefined) return refused('control.plan', `plan ${plan} is not the current plan`);
  const waiting = row.waiting.filter(
    ({ step }) => steps.length === 0 || steps.includes(step) || steps.includes(addressOfStep(step)),
  );
  const silent = cannotAsk(invocation.options, io);
  if (silent !== undefined) return { is: 'refused', diagnostics: [silent] };
  const { err } = looksHere(invocation, io);
  const shown = list(`Plan ${plan} of ${row.stack} waits for:`, waitingTexts({ waiting }), err);
  io.terminal.err(`${shown.join('\n')}\n`);
  const answer = await io.terminal.ask(
    "\nApprove these?\n  Only 'yes' will be accepted: ",
    new AbortController().signal,
  );
  if (answer?.trim() === 'yes') return 'yes';
  io.terminal.err('Not approved.\n');
  return 1;
}
