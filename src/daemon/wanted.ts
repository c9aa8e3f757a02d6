import type { Diagnostic } from '../model/diagnostic.ts';
import type { GoodRevision, Revision } from '../model/revision.ts';
import type { ControllerState, RevisionRef, Wanted } from './controller.ts';
import type { Desk } from './desk.ts';

/**
 * Tells what the newest good revision waits for; undefined: it is in force. A trouble of the source is newer than that
 * revision, and is shown in its place until it ends.
 */
export function tell(desk: Desk, wanted: Wanted | undefined): void {
  show(desk, desk.latest.trouble ?? wanted);
}

/** Shows a revision that is not in force, and why, once. */
export function show(
  { parts: { clock, name, publish }, state, checkups }: Desk,
  wanted: Wanted | undefined,
  as: keyof Pick<ControllerState, 'wanted' | 'pinned'> = 'wanted',
): void {
  const before = state.get()[as];
  if (wanted === undefined) {
    state.set({ [as]: wanted });
    return;
  }
  if (before?.is === wanted.is && before.id === wanted.id && before.why === wanted.why) {
    const { since, diagnostics } = before;
    // Who contributed counts from what was accepted last, and that may be another one by now.
    state.set({ [as]: { ...wanted, since, diagnostics } });
    return;
  }
  state.set({ [as]: wanted });
  // What it waits for is published at once, and not with the next checkup.
  checkups.wake();
  publish({
    source: name,
    at: clock.now(),
    is: 'revision',
    outcome: wanted.is,
    diagnostics: wanted.diagnostics,
    ...(wanted.id === undefined ? {} : { id: wanted.id }),
    ...(wanted.commit === undefined ? {} : { commit: wanted.commit }),
  });
}

export function wantedOf(revision: Exclude<Revision, GoodRevision>): Wanted {
  const [first] = revision.diagnostics;
  const why = first?.message ?? revision.is;
  const { is, at: since, diagnostics } = revision;
  return { is, since, why, diagnostics, ...(revision.is === 'refused' ? refOf(revision) : {}) };
}

/** Tells why nothing can work on a Stack. */
export function closed(diagnostics: readonly Diagnostic[]): Pick<Wanted, 'is' | 'why' | 'diagnostics'> {
  return { is: 'refused', why: diagnostics[0]?.message ?? 'the store cannot be opened', diagnostics };
}

/** Returns the name of a revision, without its Stack. */
export function refOf({ id, commit }: RevisionRef): RevisionRef {
  return { id, ...(commit === undefined ? {} : { commit }) };
}
