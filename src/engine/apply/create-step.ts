import type { Call } from '../../model/call.ts';
import type { Duration } from '../../model/instant.ts';
import type { Subject } from '../../model/subject.ts';
import { equalReadsOfWhole } from '../../model/pace.ts';
import { hasUnknown, type Tree } from '../../model/tree.ts';
import { stepIdOf } from '../../model/step-id.ts';
import type { Reasoned } from '../../model/reasons.ts';
import { shows, type AnyFacet } from '../facet/diff.ts';
import { isReadBack, showingReads } from '../facet/read-back.ts';
import { carriesMark } from '../observe/ownership.ts';
import { readSome, seenOf, valuesOf, type ReadResults } from '../observe/reading.ts';
import { nothingBefore } from '../facet/notes.ts';
import { applySentences } from '../../report/sentences/apply.ts';
import { endsAccepted, untilShown } from './confirm.ts';
import { noteWrite, stepIdsOf, subjectNow, type ApplyContext, type Work } from './context.ts';
import { callsMatch } from '../facet/calls-match.ts';
import { createOnce, noteMade, type Made } from './create-once.ts';
import { internal, type Ended } from './ended.ts';
import { noteBorn, noteSent, noteShown, remember } from './remember.ts';
import { noAnswer, send } from './send.ts';

/** Makes one resource. What has no idempotency token is bracketed by an intent and never sent twice. */
export async function runCreateStep(context: ApplyContext, work: Work): Promise<Ended> {
  const { step, kind } = work;
  const at = subjectNow(context, work.resource);
  const create = kind.create;
  if (create === undefined) return internal(`${step.id}: a ${kind.kind} has no creating call`);
  const results = await readSome(context.ports.aws, kind, at, create.reads ?? [], 'narrow', {
    notBefore: context.ports.clock.now(),
  });
  const call = create.call(at, valuesOf(results));
  if (hasUnknown(call.input)) return internal(`${step.id} needs a value that is unknown until apply`);
  if (!callsMatch(step.calls, [call]))
    return { is: 'stale', reason: 'moved', why: applySentences.otherCall(step) };
  const made =
    create.once && kind.identity.by === 'mark'
      ? await createOnce(context, work, kind.identity, at, call)
      : await createPlainly(context, work, at, call);
  if (made.is !== 'made') return made;
  return afterwards(context, work, { ...at, ids: made.ids });
}

async function createPlainly(
  context: ApplyContext,
  work: Work,
  at: Subject<unknown>,
  call: Call,
): Promise<Made> {
  const sent = await send(context, work.step, call);
  if (sent.is === 'refused') return { is: 'failed', failure: sent.diagnostic };
  if (sent.is === 'waiting' || sent.is === 'blocked') return sent;
  const ids = work.kind.create?.ids(sent.is === 'ok' ? sent.value : {}, at) ?? {};
  if (sent.is === 'ok') {
    if (sent.isProven && !context.wroteBefore.has(at.address)) context.fresh.add(at.address);
    return { is: 'made', ids };
  }
  const made = { ...at, ids };
  const reason = 'lagging';
  const why = applySentences.existsUnshown(at);
  const { confirmFor, patience } = context.ports.timing;
  if (sent.failure.code === 'aws.already-exists')
    return existing(context, work, made, { withinMs: patience, reason, why });
  if (sent.failure.effectUnknown !== true) return { is: 'failed', failure: sent.failure };
  await noteCreateSent(context, work, made);
  // It is sent again by the next plan that does not find it: its call can be repeated.
  const look = { withinMs: Math.min(confirmFor, patience), ...noAnswer(sent.failure, at.address) };
  return existing(context, work, made, look);
}

/** Records a create whose answer is missing. */
async function noteCreateSent(context: ApplyContext, work: Work, at: Subject<unknown>): Promise<void> {
  const { create, facets } = work.kind;
  for (const facet of facets.filter(({ name }) => create?.covers.includes(name) === true)) {
    const want = facet.want(at, create?.fresh(at) ?? {});
    if (want !== undefined) await noteSent(context, work, facet, want);
  }
}

/**
 * Handles a resource that exists although it was not seen, or may exist. An earlier run made it, this one did, or
 * somebody else. What it holds decides.
 */
async function existing(
  context: ApplyContext,
  work: Work,
  at: Subject<unknown>,
  { withinMs, ...reasoned }: { readonly withinMs: Duration } & Reasoned,
): Promise<Made> {
  const { kind, step } = work;
  const facets = kind.facets.filter(({ name }) => kind.create?.covers.includes(name) === true);
  const names = [...new Set([kind.existence, ...facets.flatMap(({ reads }) => reads)])];
  const { marking } = kind.identity;
  // A name that others could have taken is ours by its mark only.
  const isOurs = (results: ReadResults): boolean =>
    marking === undefined || carriesMark(marking.tagsOf(valuesOf(results)), at);
  const asWanted = (results: ReadResults): boolean =>
    isOurs(results) &&
    facets.every((facet) => {
      const want = facet.want(at, valuesOf(results));
      return want === undefined || showsIn(facet, at, results, want);
    });
  const bounds = { equalReads: 1, withinMs };
  const readable = (results: ReadResults): boolean => results.get(kind.existence)?.is === 'value';
  const shown = await untilShown(context, work, at, {
    names,
    bounds,
    isShown: readable,
    what: applySentences.toShow({ what: step.address }),
  });
  if (shown.is === 'waiting') return { is: 'waiting', until: shown.until, ...reasoned };
  // What shows may show an older self next, and its tags later: only what stays different is another's.
  const agreed = await untilShown(context, work, at, {
    names,
    bounds: {
      equalReads: 1,
      withinMs: Math.min(context.ports.timing.confirmFor, context.ports.timing.patience),
    },
    isShown: asWanted,
    what: step.address,
  });
  if (agreed.is === 'shown') return { is: 'made', ids: at.ids };
  return {
    is: 'stale',
    reason: 'moved',
    why: applySentences.existsSince(step),
  };
}

/**
 * Waits until a fresh resource is readable, before anything rests on it, and remembers what its creating call wrote.
 */
async function afterwards(context: ApplyContext, work: Work, at: Subject<unknown>): Promise<Ended> {
  const { kind, step } = work;
  context.live.set(step.address, {
    ids: at.ids,
    createdHere: true,
    bornAt: context.ports.clock.now(),
    asOf: {},
    reads: {},
  });
  noteWrite(context, work, context.ports.clock.now());
  await noteMade(context, at);
  // What has a step of its own is read or written by it.
  const covers = kind.create?.covers ?? [];
  for (const facet of kind.facets.filter(({ name }) => covers.includes(name))) {
    const want = facet.want(at, kind.create?.fresh(at) ?? {});
    if (want !== undefined) await remember(context, work, facet, want, nothingBefore);
  }
  const sent = { calls: 1, at: context.ports.clock.now() };
  const names = showingReads(kind);
  const born = bornWith(context, work, at);
  if (endsAccepted(context, step)) {
    const until = sent.at + context.ports.timing.patience;
    return { is: 'waiting', until, reason: 'confirming', why: applySentences.madeUnshown(step), sent };
  }
  const confirmed = await untilShown(context, work, at, {
    names,
    bounds: { equalReads: equalReadsOfWhole, withinMs: context.ports.timing.patience },
    // A replica is `Creating` for seconds, and takes no grant meanwhile (KMS Developer Guide, key-state).
    isShown: (results) =>
      names.every((name) => results.get(name)?.is === 'value') &&
      kind.health(valuesOf(results), at).is !== 'Progressing' &&
      born.every(({ facet, want }) => showsIn(facet, at, results, want)),
    what: applySentences.toBeReady(step),
  });
  if (confirmed.is === 'shown') {
    const tags = kind.identity.marking?.tagsOf(confirmed.reads);
    const isProven = kind.create?.answersForExisting?.(at) !== true || carriesMark(tags, at);
    if (!isProven) context.fresh.delete(step.address);
    await noteShown(context, work, covers);
    for (const { facet, want } of born) await noteBorn(context, work, facet, want);
    return { is: 'done', calls: 1 };
  }
  const why = applySentences.madeUnshown(step);
  return { is: 'waiting', until: confirmed.until, reason: 'confirming', why, sent };
}

/** Lists declared values without a creating call or step, which the new resource must show too. */
function bornWith(
  { plan }: ApplyContext,
  { kind, step }: Work,
  at: Subject<unknown>,
): readonly { readonly facet: AnyFacet; readonly want: Tree }[] {
  const own = stepIdsOf(plan);
  return kind.facets.flatMap((facet) => {
    const isElsewhere =
      kind.create?.covers.includes(facet.name) === true || own.has(stepIdOf(step.address, facet.name));
    if (isElsewhere || facet.paths.length === 0 || !isReadBack(facet, kind)) return [];
    const want = facet.want(at, {});
    return want === undefined ? [] : [{ facet, want }];
  });
}

function showsIn(facet: AnyFacet, at: Subject<unknown>, results: ReadResults, want: Tree): boolean {
  const seen = seenOf(facet, at, results);
  return seen.is === 'value' && shows(facet, seen.tree, want);
}
