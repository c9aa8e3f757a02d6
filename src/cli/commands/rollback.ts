import { cannotAsk } from '../ask.ts';
import { answered, asking } from '../control/asker.ts';
import { showDecision, showPlan } from '../control/show.ts';
import type { Io } from '../io.ts';
import type { Invocation } from '../options.ts';
import { refused, type Refused } from '../refused.ts';

/** Prepares the plan of an earlier commit, asks, and holds the Stack there until an end. Exit: 0 held, 1 not. */
export async function rollback(invocation: Invocation, io: Io, version: string): Promise<number | Refused> {
  const { options, args } = invocation;
  const [typed = ''] = args;
  if (!/^[0-9a-f]{7,64}$/u.test(typed))
    return refused(
      'control.revision',
      `'${typed}' is not a commit id`,
      'pass at least its first 7 characters: git log --oneline',
    );
  const of = options.source === undefined ? {} : { source: options.source };
  return asking({ invocation, io, version, paths: [], without: 'daemon', decides: true }, (asker) =>
    answered(asker, 'preview', { ...of, of: { is: 'revision', id: typed } }, async (plan) => {
      if (options.output === 'human') showPlan(plan, invocation, io);
      if (!options.yes) {
        const silent = cannotAsk(options, io);
        if (silent !== undefined) return { is: 'refused', diagnostics: [silent] };
        const answer = await io.terminal.ask(
          "\nHold the Stack at this commit?\n  Only 'yes' will be accepted: ",
          new AbortController().signal,
        );
        if (answer?.trim() !== 'yes') {
          io.terminal.err('Not held.\n');
          return 1;
        }
      }
      const request = {
        ...of,
        // A short id could mean another commit tomorrow.
        commit: plan.commit ?? typed,
        forMs: options.for ?? 0,
        why: options.reason ?? '',
      };
      return answered(asker, 'pin', request, (decision) => {
        showDecision(decision, invocation, io);
        return 0;
      });
    }),
  );
}
