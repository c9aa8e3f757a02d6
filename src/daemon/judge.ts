import type { Diagnostic } from '../model/diagnostic.ts';
import type { Settings } from '../model/resource.ts';
import type { GoodRevision, Lineage, Source } from '../model/revision.ts';
import type { RevisionRef } from './controller.ts';
import type { Desk } from './desk.ts';
import type { Tenure } from './parts.ts';
import { refOf } from './wanted.ts';

/** What judges a revision, and by which settings it was opened. */
export interface Judge {
  readonly tenure: Tenure;
  readonly settings: Settings;
}

/**
 * Gives what judges revisions: the Stack in force, or after a start the one that this machine kept. A commit could
 * otherwise name a place with decisions of its own making, which let it in. A machine that kept nothing trusts the
 * newest revision. Undefined: there is nothing to judge yet.
 */
export async function judgeOf(
  newest: GoodRevision | undefined,
  desk: Desk,
  signal: AbortSignal,
): Promise<Judge | { readonly refused: readonly Diagnostic[]; readonly of: RevisionRef } | undefined> {
  const { parts, state } = desk;
  const present = state.get().stack;
  const open = desk.tenure();
  if (present !== undefined && open !== undefined) return { tenure: open, settings: present.settings };
  if (newest === undefined) return undefined;
  const kept = await parts.kept.read();
  const before = kept === undefined || kept === newest.id ? undefined : await parts.source.read(kept, signal);
  const judging = before?.is === 'stack' ? before.stack : newest.stack;
  const tenure = await desk.tenureFor(judging);
  if ('refused' in tenure) return { ...tenure, of: refOf(newest) };
  return { tenure, settings: judging.settings };
}

/** Tells how a revision stands to the one that was accepted last. */
export async function lineageOf(
  taken: string | undefined,
  { id }: GoodRevision,
  source: Source,
  signal: AbortSignal,
): Promise<Lineage> {
  return taken === undefined || taken === id ? { is: 'same' } : source.lineage(taken, id, signal);
}

/** The settings that were accepted last: a person, or another replica, may be ahead of what is in force here. */
export async function takenSettings(
  taken: string | undefined,
  settings: Settings,
  { parts, state }: Desk,
  signal: AbortSignal,
): Promise<Settings> {
  if (taken === undefined || taken === state.get().inForce?.id) return settings;
  const revision = await parts.source.read(taken, signal);
  return revision.is === 'stack' ? revision.stack.settings : settings;
}
