import type { SavedPlan } from '../../model/saved-plan.ts';
import type { Io } from '../io.ts';
import type { Invocation } from '../options.ts';
import { noSource } from '../output.ts';
import { readSavedPlan, savedPlansAmong, type RefusedPlan } from './read.ts';

/** The paths of manifests, or the saved plan that one of them is; or why neither. */
export async function sourceOf(
  { args }: Pick<Invocation, 'args'>,
  io: Io,
  version: string,
): Promise<readonly string[] | SavedPlan | RefusedPlan> {
  const [named] = await savedPlansAmong(args, io);
  if (named === undefined) return args;
  if (args.length > 1) {
    const message = `${named} is a saved plan, and other paths stand beside it`;
    const diagnostic = { severity: 'error', code: 'plan.not-alone', message } as const;
    return { is: 'refused', diagnostic, source: noSource };
  }
  const read = await readSavedPlan(named, io, version);
  return read.is === 'ok' ? read.saved : read;
}
