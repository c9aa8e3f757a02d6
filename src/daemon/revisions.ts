import type { Diagnostic } from '../model/diagnostic.ts';
import { minute } from '../model/instant.ts';
import type { GoodRevision, Lineage, Revision } from '../model/revision.ts';
import type { ControllerState, RevisionRef, Wanted } from './controller.ts';
import type { Desk } from './desk.ts';
import { fail } from './fail.ts';
import { rhythmOf } from './rhythm.ts';

/** Takes each revision of the source as it comes, until the signal. What is wrong changes nothing but what is told. */
export async function followSource(desk: Desk, signal: AbortSignal): Promise<void> {
  const { source } = desk.parts;
  for await (const revision of source.revisions(signal)) {
    try {
      await desk.admitting.take(() => follow(revision, desk, signal));
    } catch (error) {
      fail(error, 'taking a revision', desk);
    }
    if (signal.aborted) return;
  }
}

async function follow(revision: Revision, desk: Desk, signal: AbortSignal): Promise<void> {
  if (revision.is === 'stack') {
    desk.latest.revision = revision;
    await consider(revision, desk, signal);
    return;
  }
  told(desk, wantedOf(revision));
  if (desk.state.get().stack === undefined) await restore(desk, signal);
}

/**
 * Asks again whether the newest good revision may come into force: once a person decided something, and each minute,
 * since a pin ends by itself and another replica may have been told.
 */
export async function reconsider(desk: Desk, signal: AbortSignal): Promise<void> {
  const { clock } = desk.parts;
  while (!signal.aborted) {
    await desk.admissions.until(clock.now() + minute, signal);
    const { revision } = desk.latest;
    if (revision === undefined || desk.state.get().wanted?.is === 'unreachable') continue;
    await desk.admitting
      .take(() => consider(revision, desk, signal, 'again'))
      .catch((error: unknown) => {
        fail(error, 'taking a revision', desk);
      });
  }
}

/** Takes a good revision if the rules let it in; else the one in force stays. */
async function consider(
  revision: GoodRevision,
  desk: Desk,
  signal: AbortSignal,
  asked: 'first' | 'again' = 'first',
): Promise<void> {
  const { parts, state } = desk;
  const tenure = await desk.tenureFor(revision.stack);
  if ('refused' in tenure) {
    told(desk, { ...refOf(revision), ...now(desk), ...closed(tenure.refused) });
    return;
  }
  const taken = (await tenure.decisions.decisions())?.taken?.revision;
  const lineage: Lineage =
    taken === undefined || taken === revision.id
      ? { is: 'same' }
      : await parts.source.lineage(taken, revision.id, signal);
  const admission = await tenure.decider.admits(revision, lineage);
  switch (admission.is) {
    case 'in-force':
      if (asked === 'again' && state.get().inForce?.id === revision.id) return;
      await take(revision, desk);
      return;
    case 'waits':
      told(desk, { ...refOf(revision), ...now(desk), is: 'waits', why: admission.why, diagnostics: [] });
      if (state.get().stack === undefined) await restore(desk, signal, taken);
      return;
    case 'instead': {
      told(desk, { ...refOf(revision), ...now(desk), is: 'waits', why: admission.why, diagnostics: [] });
      if (state.get().inForce?.id !== admission.id) await restore(desk, signal, admission.id);
      return;
    }
  }
}

/** Puts a revision in force: everything is looked at by it. */
async function take(revision: GoodRevision, desk: Desk): Promise<void> {
  const { parts, state } = desk;
  const { clock, name, publish } = parts;
  const before = state.get().inForce?.id;
  const rhythm = rhythmOf(revision.stack, parts);
  state.set({
    stack: revision.stack,
    rhythm,
    inForce: { ...refOf(revision), since: clock.now() },
    wanted: undefined,
  } satisfies Partial<ControllerState>);
  await parts.kept.write(revision.id);
  await desk.tenure()?.decider.took(revision);
  publish({
    source: name,
    is: 'revision',
    ...refOf(revision),
    at: clock.now(),
    outcome: 'in-force',
    diagnostics: revision.stack.diagnostics,
  });
  publish({ source: name, is: 'rhythm', at: clock.now(), rhythm });
  desk.wantWhole(before === undefined ? 'start' : 'commit');
}

/** Goes on by a revision that was in force before. Without the source it is read from what this machine kept. */
async function restore(desk: Desk, signal: AbortSignal, id?: string): Promise<void> {
  const { parts } = desk;
  const wanted = id ?? (await parts.kept.read());
  if (wanted === undefined) return;
  const revision = await parts.source.read(wanted, signal);
  if (revision.is !== 'stack') {
    told(desk, wantedOf(revision));
    return;
  }
  const waiting = desk.state.get().wanted;
  const tenure = await desk.tenureFor(revision.stack);
  if ('refused' in tenure) {
    told(desk, { ...refOf(revision), ...now(desk), ...closed(tenure.refused) });
    return;
  }
  await take(revision, desk);
  desk.state.set({ wanted: waiting });
}

function told(desk: Desk, wanted: Wanted): void {
  const before = desk.state.get().wanted;
  if (before?.is === wanted.is && before.id === wanted.id && before.why === wanted.why) return;
  const { clock, name, publish } = desk.parts;
  desk.state.set({ wanted });
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

function wantedOf(revision: Exclude<Revision, GoodRevision>): Wanted {
  const [first] = revision.diagnostics;
  const why = first?.message ?? revision.is;
  const { is, at: since, diagnostics } = revision;
  return { is, since, why, diagnostics, ...(revision.is === 'refused' ? refOf(revision) : {}) };
}

function closed(diagnostics: readonly Diagnostic[]): Pick<Wanted, 'is' | 'why' | 'diagnostics'> {
  return { is: 'refused', why: diagnostics[0]?.message ?? 'its store cannot be opened', diagnostics };
}

function now({ parts }: Desk): { readonly since: number } {
  return { since: parts.clock.now() };
}

function refOf({
  id,
  commit,
}: {
  readonly id: string;
  readonly commit?: RevisionRef['commit'] | undefined;
}): RevisionRef {
  return { id, ...(commit === undefined ? {} : { commit }) };
}
