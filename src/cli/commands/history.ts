import { historyText } from '../../report/human/history.ts';
import { answered, asking } from '../control/asker.ts';
import { asJson, looksHere, showPlan } from '../control/show.ts';
import { addressFirst } from '../control/words.ts';
import type { Io } from '../io.ts';
import type { Invocation } from '../options.ts';
import type { Refused } from '../refused.ts';

/** Shows what happened to a resource, or plans an earlier document of it. Exit: 0 shown, 1 not. */
export function history(invocation: Invocation, io: Io, version: string): Promise<number | Refused> {
  const { args, options } = invocation;
  const first = addressFirst(args);
  if (first.is === 'refused') return Promise.resolve(first);
  const { address } = first;
  const of = options.source === undefined ? {} : { source: options.source };
  return asking({ invocation, io, version, paths: [], without: 'daemon', decides: false }, (asker) => {
    const { restore } = options;
    if (restore !== undefined)
      return answered(
        asker,
        'preview',
        { ...of, of: { is: 'restore', address, number: restore } },
        (plan) => {
          showPlan(plan, invocation, io);
          return 0;
        },
      );
    return answered(asker, 'history', { ...of, address }, (answer) => {
      const { out } = looksHere(invocation, io);
      io.terminal.out(options.output === 'json' ? asJson('History', answer) : historyText(answer, out));
      return 0;
    });
  });
}
