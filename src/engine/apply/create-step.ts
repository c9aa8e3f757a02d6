import type { AwsFailure, Call } from '../../model/call.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { minute } from '../../model/instant.ts';
import type { Subject } from '../../model/kind.ts';
import type { Ids } from '../../model/observation.ts';
import { equalReadsOfWhole } from '../../model/pace.ts';
import { hasUnknown } from '../../model/tree.ts';
import { shows } from '../diff.ts';
import { showIds, type ByMark } from '../identity.ts';
import { carriesMark } from '../ownership.ts';
import { readSome, seenOf, valuesOf, type ReadResults } from '../reading.ts';
import { settle, type Settled } from '../sweep.ts';
import { lookOnceMore, twinsOf } from './apart.ts';
import { nothingBefore } from '../notes.ts';
import { untilSettled } from './confirm.ts';
import { refOf, subjectNow, type ApplyContext, type Work } from './context.ts';
import { callsMatch } from '../calls-match.ts';
import { internal, remember, type Ended } from './facet-step.ts';
import { send } from './send.ts';

/** Makes one resource. What has no idempotency token is bracketed by an intent and never sent twice. */
export async function runCreateStep(context: ApplyContext, work: Work): Promise<Ended> {
  const { step, kind } = work;
  const at = subjectNow(context, work.resource);
  const create = kind.create;
  if (create === undefined) return internal(`${step.id}: a ${kind.kind} has no creating call`);
  const results = await readSome(context.ports.aws, kind, at, create.reads ?? [], 'narrow', {
    notBefore: context.ports.clock.now(),
    lane: 'asked',
  });
  const call = create.call(at, valuesOf(results));
  if (hasUnknown(call.input)) return internal(`${step.id} needs a value that is not known yet`);
  if (!callsMatch(step.calls, [call]))
    return { is: 'stale', why: `${step.id} would now make another call than planned` };
  const made =
    create.once && kind.identity.by === 'mark'
      ? await createOnce(context, work, kind.identity, at, call)
      : await createPlainly(context, work, at, call);
  if (made.is !== 'made') return made;
  return afterwards(context, work, { ...at, ids: made.ids });
}

type Made = { readonly is: 'made'; readonly ids: Ids } | Exclude<Ended, { readonly is: 'done' }>;

async function createPlainly(
  context: ApplyContext,
  work: Work,
  at: Subject<unknown>,
  call: Call,
): Promise<Made> {
  const sent = await send(context, work.step, call);
  if (sent.is === 'refused') return { is: 'failed', failure: sent.diagnostic };
  if (sent.is === 'waiting') return sent;
  const ids = work.kind.create?.ids(sent.is === 'ok' ? sent.value : {}, at) ?? {};
  if (sent.is === 'failed' && sent.failure.code === 'aws.already-exists')
    return existing(context, work, { ...at, ids });
  if (sent.is === 'failed' && sent.failure.effectUnknown !== true)
    return { is: 'failed', failure: sent.failure };
  return { is: 'made', ids };
}

/** It exists although it was not seen: an earlier run made it, or somebody else did. What it holds decides. */
async function existing(context: ApplyContext, work: Work, at: Subject<unknown>): Promise<Made> {
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
      const seen = seenOf(facet, at, results);
      const want = facet.want(at, valuesOf(results));
      return want === undefined || (seen.is === 'value' && shows(facet, seen.tree, want));
    });
  const bounds = { equalReads: 1, withinMs: context.timing.patience };
  const readable = (results: ReadResults): boolean => results.get(kind.existence)?.is === 'value';
  const shown = await untilSettled(context, work, at, {
    names,
    bounds,
    settled: readable,
    what: `${step.address} to show`,
  });
  if (shown.is === 'waiting')
    return {
      is: 'waiting',
      until: shown.until,
      why: `AWS says that ${step.address} exists and does not show it`,
    };
  // What shows may show an older self next, and its tags later: only what stays different is another's.
  const agreed = await untilSettled(context, work, at, {
    names,
    bounds: { equalReads: 1, withinMs: Math.min(minute, context.timing.patience) },
    settled: asWanted,
    what: step.address,
  });
  if (agreed.is === 'shown') return { is: 'made', ids: at.ids };
  return { is: 'stale', why: `${step.address} exists since after it was planned, with other settings` };
}

async function createOnce(
  context: ApplyContext,
  work: Work,
  identity: ByMark,
  at: Subject<unknown>,
  call: Call,
): Promise<Made> {
  const { journal, clock, newId } = context.ports;
  const before = await settleHere(context, work, identity);
  const last = before.is === 'nothing' ? await lookOnceMore(context, work, identity, before) : before;
  if (last.is === 'found') return { is: 'stale', why: foundLate(work, last.ids) };
  if (last.is === 'too-early' && context.ports.stopping())
    return { is: 'not-started', why: 'stopped on request' };
  if (last.is !== 'nothing') return notSettled(last, work, identity);
  const intent = {
    id: newId(),
    address: at.address,
    place: at.place,
    at: clock.now(),
    visible: last.visible,
  };
  await journal.open(intent);
  const sent = await send(context, work.step, call);
  if (sent.is === 'ok') {
    const ids = work.kind.create?.ids(sent.value, at) ?? {};
    // First, so that whoever finds the journal's entry knows how young it is.
    await noteMade(context, { ...at, ids });
    await journal.close(intent.id, ids);
    return alone(context, work, identity, { ids, visible: last.visible });
  }
  if (sent.is === 'refused') {
    await journal.close(intent.id, undefined);
    return { is: 'failed', failure: sent.diagnostic };
  }
  if (sent.is === 'waiting') {
    await journal.close(intent.id, undefined);
    return sent;
  }
  if (sent.failure.effectUnknown !== true) {
    await journal.close(intent.id, undefined);
    return { is: 'failed', failure: sent.failure };
  }
  return lostAnswer(context, work, identity, sent.failure);
}

/** Nothing may rest on a key that has a twin: no run can tell which of the two data will be under. */
async function alone(
  context: ApplyContext,
  work: Work,
  identity: ByMark,
  made: { readonly ids: Ids; readonly visible: readonly string[] },
): Promise<Made> {
  const { ids } = made;
  const twins = await twinsOf(context, work, identity, made);
  if (twins.is === 'none') return { is: 'made', ids };
  const { address, place } = work.step;
  if (twins.is === 'hidden') {
    const until = context.ports.clock.now() + context.timing.patience;
    return { is: 'waiting', until, why: `AWS made ${address} and does not list it yet` };
  }
  const all = [ids, ...twins.others].map(showIds).join(' and ');
  const failure: Diagnostic = {
    severity: 'error',
    code: 'engine.ambiguous',
    message: `${all} all carry the mark of ${address}: this run made ${showIds(ids)}, another run the other at the same time`,
    hint: twins.others.map((other) => waysOut(identity, other, place)).join('; '),
    address,
  };
  return { is: 'failed', failure };
}

function waysOut(identity: ByMark, other: Ids, place: Work['step']['place']): string {
  return `if nothing uses ${showIds(other)}, take its mark off: ${identity.unmarkByHand(other, place)}`;
}

/** No answer came: the intent stays open until the marked key is found, or is certain not to exist. */
async function lostAnswer(
  context: ApplyContext,
  work: Work,
  identity: ByMark,
  failure: AwsFailure,
): Promise<Made> {
  const until = context.ports.clock.now() + context.timing.createSettle;
  if (context.ports.stopping())
    return {
      is: 'waiting',
      until,
      notBefore: until,
      why: `no answer says whether ${work.step.address} was made`,
    };
  const after = await settleHere(context, work, identity);
  if (after.is === 'found') return { is: 'made', ids: after.ids };
  if (after.is === 'nothing') return { is: 'failed', failure: { ...failure, effectUnknown: false } };
  return notSettled(after, work, identity);
}

function settleHere(context: ApplyContext, work: Work, identity: ByMark): Promise<Settled> {
  const { clock, progress } = context.ports;
  const startedAt = clock.now();
  return settle(
    {
      sweeper: context.sweeper,
      ports: context.ports,
      createSettle: context.timing.createSettle,
      waiting: (until, why) => {
        progress({
          is: 'waiting',
          at: clock.now(),
          step: refOf(context, work.step),
          why,
          until,
          elapsed: clock.now() - startedAt,
        });
      },
    },
    work.kind,
    identity,
    work.step.address,
    work.step.place,
  );
}

function foundLate({ step }: Work, ids: Ids): string {
  return `an earlier run had already made ${step.address} (${showIds(ids)}); it is remembered now`;
}

function notSettled(
  settled: Exclude<Settled, { is: 'nothing' | 'found' }>,
  { step }: Work,
  identity: ByMark,
): Exclude<Ended, { is: 'done' }> {
  if (settled.is === 'too-early') {
    const { until, why } = settled;
    return { is: 'waiting', until, notBefore: until, why };
  }
  if (settled.is === 'failed') return { is: 'failed', failure: settled.failure };
  const shown = settled.found.map(showIds).join(', ');
  const diagnostic: Diagnostic = {
    severity: 'error',
    code: settled.is === 'several' ? 'engine.ambiguous' : 'engine.candidate',
    message:
      settled.is === 'several'
        ? `${shown} all carry the mark of ${step.address}`
        : `${shown} appeared since an unfinished create of ${step.address}, and its tags cannot be read`,
    hint:
      settled.is === 'several'
        ? `keep the one that is in use and take the mark off the other: ${settled.found.map((ids) => identity.unmarkByHand(ids, step.place)).join(' or: ')}`
        : `let the read role list its tags; or, if it is certain that it is not ours: reconcile forget ${step.address}`,
    address: step.address,
  };
  return { is: 'failed', failure: diagnostic };
}

/** That we made it is noted too: what it still lacks was never ours to drift. */
async function noteMade({ ports }: ApplyContext, { address, ids }: Subject<unknown>): Promise<void> {
  const made = { tree: {}, before: nothingBefore, at: ports.clock.now() };
  await ports.memory.applied(address, ids, 'create', made);
}

/** A fresh one must be readable before anything rests on it; what its creating call wrote is remembered. */
async function afterwards(context: ApplyContext, work: Work, at: Subject<unknown>): Promise<Ended> {
  const { kind, step } = work;
  context.live.set(step.address, {
    ids: at.ids,
    createdHere: true,
    bornAt: context.ports.clock.now(),
    readAt: Number.NEGATIVE_INFINITY,
    reads: {},
  });
  context.wrote.set(step.address, context.ports.clock.now());
  await noteMade(context, at);
  // What has no step of its own was set by the creating call, or is as wanted in every fresh one.
  const own = new Set(context.plan.steps.map(({ id }) => id));
  for (const facet of kind.facets.filter(({ name }) => !own.has(`${step.address}#${name}`))) {
    const want = facet.want(at, kind.create?.fresh(at) ?? {});
    if (want !== undefined) await remember(context, work, facet, want, nothingBefore);
  }
  const sent = { calls: 1, at: context.ports.clock.now() };
  const confirmed = await untilSettled(context, work, at, {
    names: [kind.existence],
    bounds: { equalReads: equalReadsOfWhole, withinMs: context.timing.patience },
    settled: (results) => results.get(kind.existence)?.is === 'value',
    what: `${step.address} to show`,
  });
  if (confirmed.is === 'shown') return { is: 'done', calls: 1 };
  const why = `AWS made ${step.address} and does not show it yet`;
  return { is: 'waiting', until: confirmed.until, why, sent };
}
