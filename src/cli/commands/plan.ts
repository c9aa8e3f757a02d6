import { pass } from '../../engine/pass.ts';
import { exitCodeOf } from '../../report/exit.ts';
import type { Io } from '../io.ts';
import type { Invocation } from '../options.ts';
import type { Refused } from '../refused.ts';
import { sameApply } from '../same-estate.ts';
import { sourceOf } from '../saved/source.ts';
import { cannotWrite, savePlan } from '../saved/write.ts';
import { viewRefusal } from '../view.ts';
import { withSession } from '../session.ts';

/**
 * Shows what would change. Writes nothing, to AWS or to a disk, but the file of `--out`. Exit: 0 nothing, 2
 * changes, 1 an error.
 */
export async function plan(invocation: Invocation, io: Io, version: string): Promise<number | Refused> {
  const { options, args } = invocation;
  const unclear = viewRefusal(options);
  if (unclear !== undefined) return unclear;
  if (options.server !== undefined) {
    const { planAtServer } = await import('../server/plan.ts');
    return planAtServer(options.server, invocation, io, version);
  }
  const problem = options.out === undefined ? undefined : await cannotWrite(options.out, io);
  if (problem !== undefined) return { is: 'refused', diagnostics: [problem] };
  // What of a saved plan would run is asked as a dry run of its apply.
  const from = options.dryRun ? await sourceOf(invocation, io, version) : args;
  if ('is' in from) return from;
  return withSession(
    { invocation, io, version, writes: false, from },
    async ({ request, run, booted, output, source, estimate }) => {
      const answer = await pass(request, booted.machine, booted.estate, run);
      output.plan(answer.plan, source, await estimate(answer.plan), request.stack);
      if (options.out === undefined) return exitCodeOf(answer.plan, options.failOn);
      const saved = await savePlan(
        options.out,
        { plan: answer.plan, stack: request.stack, options, version },
        io,
      );
      if ('code' in saved) {
        output.warnings([saved]);
        return 1;
      }
      const words = sameApply({ ...options, target: [], exclude: [] }, [options.out]);
      output.note(`\nSaved. To apply it before ${saved.until}: reconcile apply${words}`);
      return exitCodeOf(answer.plan, options.failOn);
    },
  );
}
