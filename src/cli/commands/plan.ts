import { pass } from '../../engine/pass.ts';
import { defaultTiming } from '../../engine/ports.ts';
import { exitCodeOf } from '../../report/exit.ts';
import type { Io } from '../io.ts';
import type { Invocation } from '../options.ts';
import { withSession } from '../session.ts';

/** Shows what would change. Writes nothing, to AWS or to a disk. Exit: 0 nothing, 2 changes, 1 an error. */
export function plan(invocation: Invocation, io: Io, version: string): Promise<number> {
  return withSession(
    { invocation, io, version, writes: false, paths: invocation.args },
    async ({ request, booted, output, source, estimate }) => {
      const answer = await pass(request, booted.ports, defaultTiming);
      if (answer.is === 'refused') return 1;
      output.plan(answer.plan, source, await estimate(answer.plan));
      return exitCodeOf(answer.plan);
    },
  );
}
