import type { GoodRevision } from '../model/revision.ts';
import { admissionSentences } from '../report/sentences/admission.ts';
import type { ControllerState } from './controller.ts';
import { broughtBy, contributorsOf } from './decide/admission.ts';
import type { Desk } from './desk.ts';
import { droppedBy, stillThere } from './dropped.ts';
import { fail } from './fail.ts';
import { lineageOf } from './judge.ts';
import { estateOf } from './moved.ts';
import type { Tenure } from './parts.ts';
import { rhythmOf } from './rhythm.ts';
import { closed, refOf, show, wantedOf } from './wanted.ts';

/** Puts a revision in force: everything is looked at by it. `shown` changes with it. */
export async function take(
  revision: GoodRevision,
  desk: Desk,
  contributors: readonly string[],
  shown: Partial<Pick<ControllerState, 'wanted' | 'pinned'>> = {},
): Promise<void> {
  const { parts, state } = desk;
  const { clock, name, publish } = parts;
  const { inForce, stack } = state.get();
  const earlier = stillThere(state.get());
  const before = inForce?.id;
  const at = clock.now();
  const dropped = droppedBy(stack, revision.stack, { since: at, revision: refOf(revision), earlier });
  const rhythm = rhythmOf(revision.stack, parts);
  // Who contributed is stored before anything is planned by it: else they could approve it themselves.
  await desk.tenure()?.decider.took(revision, contributors);
  state.set({
    stack: revision.stack,
    rhythm,
    inForce: { ...refOf(revision), since: clock.now() },
    dropped,
    ...shown,
  });
  publish({
    source: name,
    is: 'revision',
    ...refOf(revision),
    at: clock.now(),
    outcome: 'in-force',
    diagnostics: revision.stack.diagnostics,
    dropped: dropped.flatMap(({ address, since }) => (since === at ? [address] : [])),
  });
  publish({ source: name, is: 'rhythm', at: clock.now(), rhythm });
  desk.wantWhole(before === undefined ? 'start' : 'commit');
  await parts.kept
    .write({ id: revision.id, estate: estateOf(revision.stack.settings) })
    .catch((error: unknown) => {
      fail(error, 'saving the revision', desk);
    });
}

/**
 * Goes on by a revision that was in force before. Without the source it is read from what this machine kept, unless
 * another was accepted since: then what a later commit took away would come back.
 */
export async function restore(desk: Desk, signal: AbortSignal, id?: string): Promise<void> {
  const { parts } = desk;
  const wanted = id ?? (await parts.kept.read())?.id;
  if (wanted === undefined) return;
  let found = await readGood(wanted, desk, signal);
  if (found === undefined) return;
  const taken = (await found.tenure.decisions.decisions())?.taken?.revision;
  if (id === undefined && taken !== undefined && taken !== found.revision.id) {
    const later = await parts.source.read(taken, signal);
    if (later.is !== 'stack') {
      const why = admissionSentences.notAccepted({ commit: taken });
      show(desk, { ...wantedOf(later), id: taken, is: 'unreachable', why });
      return;
    }
    found = await readGood(taken, desk, signal);
    if (found === undefined) return;
  }
  const { revision } = found;
  const lineage = await lineageOf(taken, revision, parts.source, signal);
  await take(revision, desk, contributorsOf(broughtBy(revision, lineage)));
}

/** Loads a revision and opens what works on its Stack; tells why it could not. */
async function readGood(
  id: string,
  desk: Desk,
  signal: AbortSignal,
): Promise<{ readonly revision: GoodRevision; readonly tenure: Tenure } | undefined> {
  const { clock, source } = desk.parts;
  const revision = await source.read(id, signal);
  if (revision.is !== 'stack') {
    const { wanted } = desk.state.get();
    const { diagnostics } = revision;
    // The source was read all the same: what waits is asked about on, and comes in once nothing holds it back.
    if (wanted?.is !== 'waits') show(desk, wantedOf(revision));
    else if (wanted.diagnostics.length === 0) desk.state.set({ wanted: { ...wanted, diagnostics } });
    return undefined;
  }
  const tenure = await desk.tenureFor(revision.stack);
  if (!('refused' in tenure)) return { revision, tenure };
  show(desk, { ...refOf(revision), since: clock.now(), ...closed(tenure.refused) });
  return undefined;
}
