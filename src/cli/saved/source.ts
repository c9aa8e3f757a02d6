import type { Diagnostic } from '../../model/diagnostic.ts';
import type { SavedPlan } from '../../model/saved-plan.ts';
import type { Io } from '../io.ts';
import type { Invocation } from '../options.ts';
import { readSavedPlan, savedPlansAmong } from './read.ts';

/** The paths of manifests, or the saved plan that one of them is; or why neither. */
export async function sourceOf(
  { args }: Pick<Invocation, 'args'>,
  io: Io,
  version: string,
): Promise<readonly string[] | SavedPlan | Diagnostic> {
  const [named] = await savedPlansAmong(args, io);
  if (named === undefined) return args;
  if (args.length > 1) {
    const message = `${named} is a saved plan, and other paths stand beside it`;
    return { severity: 'error', code: 'plan-file.not-alone', message };
  }
  const read = await readSavedPlan(named, io, version);
  return read.is === 'ok' ? read.saved : read.diagnostic;
}
