import { plansText } from '../../report/human/plans.ts';
import { answered, asking } from '../control/asker.ts';
import { asJson, looksHere, showPlan } from '../control/show.ts';
import { unknownWord } from '../control/words.ts';
import type { Io } from '../io.ts';
import type { Invocation } from '../options.ts';
import type { Refused } from '../refused.ts';

/** Lists the latest plans, or shows one. Exit: 0 shown, 1 not. */
export async function plans(invocation: Invocation, io: Io, version: string): Promise<number | Refused> {
  const { args, options } = invocation;
  const [first, ...more] = args;
  const isId =
    first !== undefined && /^[0-9a-f]{12}$/u.test(first) && (await io.files.stat(first)) === undefined;
  const paths = isId ? more : args;
  const unknown = await unknownWord(paths, 'plan', 'reconcile plans shows the plan ids (12 characters)', io);
  if (unknown !== undefined) return unknown;
  const of = options.source === undefined ? {} : { source: options.source };
  return asking({ invocation, io, version, paths, without: 'look', decides: false }, (asker) =>
    isId
      ? answered(asker, 'plan', { ...of, id: first }, (plan) => {
          showPlan(plan, invocation, io);
          return 0;
        })
      : answered(asker, 'plans', of, (answer) => {
          const { out, columns } = looksHere(invocation, io);
          io.terminal.out(
            options.output === 'json' ? asJson('PlanList', answer) : plansText(answer, out, columns),
          );
          return 0;
        }),
  );
}
