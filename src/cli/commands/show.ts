import { defaultTiming } from '../../engine/ports.ts';
import { estimateOf } from '../../estimate/estimate.ts';
import { kindsByName } from '../../kinds/index.ts';
import type { Io } from '../io.ts';
import type { Invocation } from '../options.ts';
import { createOutput, noSource } from '../output.ts';
import { addressIn } from '../control/words.ts';
import { refused, type Refused } from '../refused.ts';
import { viewRefusal } from '../view.ts';
import { readSavedPlan } from '../saved/read.ts';

/** Prints a saved plan as it was shown when it was made. Asks AWS nothing. Exit: 0 shown, 1 it is none. */
export async function show(
  { args, options }: Invocation,
  io: Io,
  version: string,
): Promise<number | Refused> {
  const unclear = viewRefusal(options);
  if (unclear !== undefined) return unclear;
  const [path = ''] = args;
  const address = addressIn(path);
  if (address !== undefined && (await io.files.stat(path)) === undefined)
    return refused(
      'cli.usage',
      `${path} is not a saved plan`,
      `to show a resource: reconcile describe ${address}`,
    );
  const read = await readSavedPlan(path, io, version);
  if (read.is === 'refused') return read;
  const { plan, stack, madeAt, expiresAt } = read.saved;
  // Whoever applies it may have a journal that is old enough: no time is added for a new one.
  const estimate = estimateOf({ plan, stack, kinds: kindsByName(), timing: defaultTiming, journalBornAt: 0 });
  createOutput(options, io, version).plan(
    { ...plan, saved: { madeAt, expiresAt, already: [] } },
    noSource,
    estimate,
    stack,
  );
  return 0;
}
