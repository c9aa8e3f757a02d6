import type { Diagnostic } from '../model/diagnostic.ts';
import { minute } from '../model/instant.ts';
import type { ReasonCode } from '../model/reasons.ts';
import type { Settings } from '../model/resource.ts';
import type { Commit, GoodRevision, Lineage, Revision, Source } from '../model/revision.ts';
import { admissionSentences } from '../report/sentences/admission.ts';
import type { ControllerState, RevisionRef, Wanted } from './controller.ts';
import type { Desk } from './desk.ts';
import { contributorsOf } from './decide/admission.ts';
import { fail } from './fail.ts';
import { isMoved } from './moved.ts';
import type { Tenure } from './parts.ts';
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
  const judge = await judgeOf(revision, desk, signal);
  if ('refused' in judge) {
    told(desk, { ...refOf(revision), ...now(desk), ...closed(judge.refused) });
    return;
  }
  const { tenure, settings } = judge;
  const taken = (await tenure.decisions.decisions())?.taken?.revision;
  const lineage = await lineageOf(taken, revision, parts.source, signal);
  const admission = await tenure.decider.admits(revision, lineage);
  const wait = (reason: ReasonCode, why: string): void => {
    const contributors = contributorsOf(broughtBy(revision, lineage));
    told(desk, {
      ...refOf(revision),
      ...now(desk),
      is: 'waits',
      why,
      reason,
      contributors,
      diagnostics: [],
    });
  };
  switch (admission.is) {
    case 'in-force': {
      if (asked === 'again' && state.get().inForce?.id === revision.id) return;
      if (
        taken !== revision.id &&
        isMoved(await takenSettings(taken, settings, desk, signal), revision.stack.settings)
      ) {
        wait('relocated', admissionSentences.relocated());
        if (state.get().stack === undefined) await restore(desk, signal);
        return;
      }
      const own = await desk.tenureFor(revision.stack);
      if ('refused' in own) told(desk, { ...refOf(revision), ...now(desk), ...closed(own.refused) });
      else await take(revision, desk, broughtBy(revision, lineage));
      return;
    }
    case 'waits':
      wait(admission.reason, admission.why);
      if (state.get().stack === undefined) await restore(desk, signal, taken);
      return;
    case 'instead': {
      wait(admission.reason, admission.why);
      if (state.get().inForce?.id.startsWith(admission.id) !== true)
        await restore(desk, signal, admission.id);
      return;
    }
  }
}

/** How a revision stands to the one that was accepted last. */
async function lineageOf(
  taken: string | undefined,
  { id }: GoodRevision,
  source: Source,
  signal: AbortSignal,
): Promise<Lineage> {
  return taken === undefined || taken === id ? { is: 'same' } : source.lineage(taken, id, signal);
}

/** The commits that a revision brings; of those that nobody can tell, at least its own. */
function broughtBy({ commit }: GoodRevision, lineage: Lineage): readonly Commit[] {
  switch (lineage.is) {
    case 'same':
      return [];
    case 'descends':
      return lineage.commits;
    case 'rewound':
    case 'unknown':
    case 'untracked':
      return commit === undefined ? [] : [commit];
  }
}

/** What judges a revision, and by which settings it was opened. */
interface Judge {
  readonly tenure: Tenure;
  readonly settings: Settings;
}

/**
 * Gives what judges a revision: the Stack in force, or after a start the one that this machine kept. A commit could
 * otherwise name a place with decisions of its own making, which let it in. A machine that kept nothing trusts it.
 */
async function judgeOf(
  { id, stack }: GoodRevision,
  desk: Desk,
  signal: AbortSignal,
): Promise<Judge | { readonly refused: readonly Diagnostic[] }> {
  const { parts, state } = desk;
  const present = state.get().stack;
  const open = desk.tenure();
  if (present !== undefined && open !== undefined) return { tenure: open, settings: present.settings };
  const kept = await parts.kept.read();
  const before = kept === undefined || kept === id ? undefined : await parts.source.read(kept, signal);
  const judging = before?.is === 'stack' ? before.stack : stack;
  const tenure = await desk.tenureFor(judging);
  return 'refused' in tenure ? tenure : { tenure, settings: judging.settings };
}

/** The settings that were accepted last: a person, or another replica, may be ahead of what is in force here. */
async function takenSettings(
  taken: string | undefined,
  settings: Settings,
  { parts, state }: Desk,
  signal: AbortSignal,
): Promise<Settings> {
  if (taken === undefined || taken === state.get().inForce?.id) return settings;
  const revision = await parts.source.read(taken, signal);
  return revision.is === 'stack' ? revision.stack.settings : settings;
}

/** Puts a revision in force: everything is looked at by it. */
async function take(revision: GoodRevision, desk: Desk, commits: readonly Commit[]): Promise<void> {
  const { parts, state } = desk;
  const { clock, name, publish } = parts;
  const before = state.get().inForce?.id;
  const rhythm = rhythmOf(revision.stack, parts);
  // Whose commits it brings is stored before anything is planned by it: else their author could approve them.
  await desk.tenure()?.decider.took(revision, commits);
  state.set({
    stack: revision.stack,
    rhythm,
    inForce: { ...refOf(revision), since: clock.now() },
    wanted: undefined,
  } satisfies Partial<ControllerState>);
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
  await parts.kept.write(revision.id).catch((error: unknown) => {
    fail(error, 'keeping the revision', desk);
  });
}

/**
 * Goes on by a revision that was in force before. Without the source it is read from what this machine kept, unless
 * another was accepted since: then what a later commit took away would come back.
 */
async function restore(desk: Desk, signal: AbortSignal, id?: string): Promise<void> {
  const { parts } = desk;
  const wanted = id ?? (await parts.kept.read());
  if (wanted === undefined) return;
  let found = await readGood(wanted, desk, signal);
  if (found === undefined) return;
  const taken = (await found.tenure.decisions.decisions())?.taken?.revision;
  if (id === undefined && taken !== undefined && taken !== found.revision.id) {
    const later = await parts.source.read(taken, signal);
    if (later.is !== 'stack') {
      const why = admissionSentences.notAccepted({ commit: taken });
      told(desk, { ...wantedOf(later), id: taken, is: 'unreachable', why });
      return;
    }
    found = await readGood(taken, desk, signal);
    if (found === undefined) return;
  }
  const { revision } = found;
  const waiting = desk.state.get().wanted;
  await take(revision, desk, broughtBy(revision, await lineageOf(taken, revision, parts.source, signal)));
  desk.state.set({ wanted: waiting });
}

/** Reads a revision and opens what works on its Stack; tells why it could not. */
async function readGood(
  id: string,
  desk: Desk,
  signal: AbortSignal,
): Promise<{ readonly revision: GoodRevision; readonly tenure: Tenure } | undefined> {
  const revision = await desk.parts.source.read(id, signal);
  if (revision.is !== 'stack') {
    const { wanted } = desk.state.get();
    const { diagnostics } = revision;
    // The source was read all the same: what waits is asked about on, and comes in once nothing holds it back.
    if (wanted?.is !== 'waits') told(desk, wantedOf(revision));
    else if (wanted.diagnostics.length === 0) desk.state.set({ wanted: { ...wanted, diagnostics } });
    return undefined;
  }
  const tenure = await desk.tenureFor(revision.stack);
  if (!('refused' in tenure)) return { revision, tenure };
  told(desk, { ...refOf(revision), ...now(desk), ...closed(tenure.refused) });
  return undefined;
}

function told(desk: Desk, wanted: Wanted): void {
  const before = desk.state.get().wanted;
  if (before?.is === wanted.is && before.id === wanted.id && before.why === wanted.why) return;
  const { clock, name, publish } = desk.parts;
  desk.state.set({ wanted });
  // What it waits for is told at once, and not with the next checkup.
  desk.checkups.wake();
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
