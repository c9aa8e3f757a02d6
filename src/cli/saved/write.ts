import { footingsOf } from '../../engine/saved/footing.ts';
import { kindsDigest } from '../../kinds/digest.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { isoOf } from '../../model/instant.ts';
import type { Plan } from '../../model/plan.ts';
import type { Stack } from '../../model/resource.ts';
import { looksLikeSavedPlan } from '../../store/saved-plan/decode.ts';
import { encodeSavedPlan } from '../../store/saved-plan/encode.ts';
import type { Io } from '../io.ts';
import type { Options } from '../options.ts';
import { againstOf } from './admit.ts';

/** Tells why nothing could be saved there, before AWS is asked; undefined if it seems possible. */
export async function cannotWrite(
  path: string,
  { files }: Pick<Io, 'files'>,
): Promise<Diagnostic | undefined> {
  if (path === '') return unwritable('--out needs a file name');
  const [is, folder] = await Promise.all([attempt(files.stat(path)), attempt(files.stat(folderOf(path)))]);
  if (is === 'directory') return unwritable(`${path} is a directory`);
  if (is === 'other') return unwritable(`${path} is not a regular file`);
  if (is === undefined)
    return folder === 'directory' || folderOf(path) === '.'
      ? undefined
      : unwritable(`no such directory: ${folderOf(path)}`);
  const text = await attempt(files.read(path));
  const ours = text !== undefined && (text.trim() === '' || looksLikeSavedPlan(text));
  return ours
    ? undefined
    : unwritable(`${path} already exists and is not a saved plan; it was not overwritten`);
}

export interface PlanToSave {
  readonly plan: Plan;
  readonly stack: Stack;
  readonly options: Options;
  readonly version: string;
}

/** Saves a plan, whole or not at all, for its owner's eyes only. Gives when it expires, or why it is not saved. */
export async function savePlan(
  path: string,
  { plan, stack, options, version }: PlanToSave,
  io: Pick<Io, 'files' | 'environment' | 'clock'>,
): Promise<{ readonly until: string } | Diagnostic> {
  // Not the plan's own time: the clock of an embedded AWS runs by itself.
  const madeAt = io.clock.now();
  const expiresAt = madeAt + options.expires;
  const text = encodeSavedPlan({
    madeAt,
    expiresAt,
    madeBy: { version, kinds: kindsDigest() },
    against: againstOf(options, io),
    stack,
    plan,
    restsOn: footingsOf(plan, stack),
  });
  try {
    await io.files.write(path, text);
    return { until: isoOf(expiresAt) };
  } catch (error) {
    return unwritable(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function folderOf(path: string): string {
  const end = path.lastIndexOf('/');
  if (end === -1) return '.';
  return end === 0 ? '/' : path.slice(0, end);
}

/** Ignores the failure of an attempt: what cannot be looked at may still be written. */
async function attempt<T>(work: Promise<T>): Promise<T | undefined> {
  return work.catch(() => undefined);
}

function unwritable(message: string): Diagnostic {
  return { severity: 'error', code: 'plan.unwritable', message };
}
