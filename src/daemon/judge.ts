import type { Settings } from '../model/resource.ts';
import type { GoodRevision, Lineage, Source } from '../model/revision.ts';
import { admissionSentences } from '../report/sentences/admission.ts';
import type { Wanted } from './controller.ts';
import type { Desk } from './desk.ts';
import { estateOf } from './moved.ts';
import type { Tenure } from './parts.ts';
import { closed, refOf, wantedOf } from './wanted.ts';

/** What judges a revision, and by which settings it was opened. */
export interface Judge {
  readonly tenure: Tenure;
  readonly settings: Settings;
}

/**
 * Gives what judges revisions: the Stack in force, or after a start the one that this machine kept. A commit could
 * otherwise name a place with decisions of its own making, which let it in. A machine that kept nothing trusts the
 * newest revision. So does one that cannot read what it kept, as long as the newest leads to the same estate: a copy that
 * is gone for a moment must not let a commit choose who judges it. Undefined: there is nothing to judge yet.
 */
export async function judgeOf(
  newest: GoodRevision | undefined,
  desk: Desk,
  signal: AbortSignal,
): Promise<Judge | { readonly untold: Wanted } | undefined> {
  const { parts, state } = desk;
  const present = state.get().stack;
  const open = desk.tenure();
  if (present !== undefined && open !== undefined) return { tenure: open, settings: present.settings };
  if (newest === undefined) return undefined;
  const kept = await parts.kept.read();
  const before =
    kept === undefined || kept.id === newest.id ? newest : await parts.source.read(kept.id, signal);
  if (before.is !== 'stack' && kept?.estate !== estateOf(newest.stack.settings))
    return {
      untold: {
        ...wantedOf(before),
        id: kept?.id ?? '',
        why: admissionSentences.notKept({ commit: kept?.id }),
        is: 'unreachable',
      },
    };
  const judging = before.is === 'stack' ? before.stack : newest.stack;
  const tenure = await desk.tenureFor(judging);
  if ('refused' in tenure)
    return { untold: { ...refOf(newest), since: parts.clock.now(), ...closed(tenure.refused) } };
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

/**
 * Loads the settings that were accepted last. Allows for a person, or another replica, to be ahead of what is in
 * force here.
 */
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
