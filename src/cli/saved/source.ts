import type { SavedPlan } from '../../model/saved-plan.ts';
import type { Io } from '../io.ts';
import type { Invocation } from '../options.ts';
import { refused, type Refused } from '../refused.ts';
import { readSavedPlan, savedPlansAmong } from './read.ts';

/** Returns the paths of manifests, or the saved plan that one of them is; or why neither. */
export async function sourceOf(
  { args }: Pick<Invocation, 'args'>,
  io: Io,
  version: string,
): Promise<readonly string[] | SavedPlan | Refused> {
  const [named] = await savedPlansAmong(args, io);
  if (named === undefined) return args;
  if (args.length > 1)
    return refused('plan.not-alone', `${named} is a saved plan and cannot be combined with other paths`);
  const read = await readSavedPlan(named, io, version);
  return read.is === 'ok' ? read.saved : read;
}
