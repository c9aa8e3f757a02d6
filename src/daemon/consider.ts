import { noDecisions, type Decisions, type Pin } from '../model/decisions.ts';
import type { GoodRevision } from '../model/revision.ts';
import { admissionSentences } from '../report/sentences/admission.ts';
import type { Wanted } from './controller.ts';
import { broughtBy, contributorsOf, isPinned, pinAt } from './decide/admission.ts';
import type { Desk } from './desk.ts';
import { judgeOf, lineageOf, takenSettings, type Judge } from './judge.ts';
import { isElsewhere } from './moved.ts';
import { restore, take } from './take.ts';
import { closed, refOf, show, tell, wantedOf } from './wanted.ts';

/** Puts in force what the rules let in: the commit that a person pinned, or else the newest good one of the source. */
export async function consider(desk: Desk, signal: AbortSignal, asked: 'first' | 'again'): Promise<void> {
  const { parts, latest, state } = desk;
  const judge = await judgeOf(latest.revision, desk, signal);
  if (judge === undefined) return;
  if ('untold' in judge) {
    tell(desk, judge.untold);
    return;
  }
  const decisions = (await judge.tenure.decisions.decisions()) ?? noDecisions;
  const pin = pinAt(decisions, parts.clock.now());
  if (pin === undefined) state.set({ pinned: undefined });
  if (pin !== undefined) await hold(pin, { judge, decisions }, desk, signal);
  else if (latest.revision !== undefined)
    await admit(latest.revision, { judge, decisions, asked }, desk, signal);
  if (state.get().stack === undefined) await restore(desk, signal, decisions.taken?.revision);
}

interface Considered {
  readonly judge: Judge;
  readonly decisions: Decisions;
}

/** Takes the newest revision if the rules let it in; else the one in force stays. */
async function admit(
  revision: GoodRevision,
  { asked, ...considered }: Considered & { readonly asked: 'first' | 'again' },
  desk: Desk,
  signal: AbortSignal,
): Promise<void> {
  if (asked === 'again' && desk.state.get().inForce?.id === revision.id) {
    tell(desk, undefined);
    return;
  }
  const judged = await judgedOf(revision, undefined, considered, desk, signal);
  if (judged.is === 'held-back') tell(desk, judged.wanted);
  else await take(revision, desk, judged.contributors, { wanted: desk.latest.trouble });
}

/**
 * Holds the Stack at the commit that a person pinned. It meets each gate that a new commit meets: until it passes them,
 * what was in force stays, and nothing newer comes in.
 */
async function hold(pin: Pin, considered: Considered, desk: Desk, signal: AbortSignal): Promise<void> {
  const { parts, latest, state } = desk;
  const { revision } = latest;
  const isNewest = revision !== undefined && isPinned(revision.id, pin);
  tell(desk, revision === undefined || isNewest ? undefined : behind(pin, revision, desk));
  const present = state.get().inForce;
  if (present !== undefined && isPinned(present.id, pin)) {
    state.set({ pinned: undefined });
    return;
  }
  const found = isNewest ? revision : await parts.source.read(pin.commit, signal);
  if (found.is !== 'stack') {
    show(desk, { id: pin.commit, ...wantedOf(found) }, 'pinned');
    return;
  }
  const judged = await judgedOf(found, pin, considered, desk, signal);
  if (judged.is === 'held-back') show(desk, judged.wanted, 'pinned');
  else await take(found, desk, judged.contributors, { pinned: undefined });
}

/** Describes the newest revision, which comes in once the pin is over. */
function behind({ by, why, until, commit }: Pin, revision: GoodRevision, { parts }: Desk): Wanted {
  return {
    ...refOf(revision),
    since: parts.clock.now(),
    is: 'waits',
    reason: 'pinned',
    why: admissionSentences.pinned({ person: by.name, why, until, commit }),
    diagnostics: [],
  };
}

/** Judges a revision, and opens what works on its Stack. Tells who contributed to what it brings. */
async function judgedOf(
  revision: GoodRevision,
  pin: Pin | undefined,
  { judge, decisions: { taken } }: Considered,
  desk: Desk,
  signal: AbortSignal,
): Promise<
  | { readonly is: 'let-in'; readonly contributors: readonly string[] }
  | { readonly is: 'held-back'; readonly wanted: Wanted }
> {
  const { clock, source } = desk.parts;
  const held = (why: Pick<Wanted, 'is' | 'why'> & Partial<Wanted>): ReturnType<typeof heldBack> =>
    heldBack({ ...refOf(revision), since: clock.now(), diagnostics: [], ...why });
  // The pin itself would not count there: nobody could see or end it.
  if (pin !== undefined && isElsewhere(judge.settings, revision.stack.settings))
    return held({ is: 'refused', why: admissionSentences.elsewhere() });
  const lineage = await lineageOf(taken?.revision, revision, source, signal);
  // Who rolls back makes a change, as who commits does: somebody else approves what it gives.
  const persons = pin === undefined ? [] : [pin.by.id.toLowerCase()];
  const contributors = [...contributorsOf(broughtBy(revision, lineage)), ...persons];
  const admission = judge.tenure.decider.admits(revision, {
    taken,
    lineage,
    before: await takenSettings(taken?.revision, judge.settings, desk, signal),
    asked: pin === undefined ? 'by-source' : 'by-pin',
  });
  if (admission.is === 'waits') return held({ ...admission, contributors });
  const own = await desk.tenureFor(revision.stack);
  return 'refused' in own ? held(closed(own.refused)) : { is: 'let-in', contributors };
}

function heldBack(wanted: Wanted): { readonly is: 'held-back'; readonly wanted: Wanted } {
  return { is: 'held-back', wanted };
}
