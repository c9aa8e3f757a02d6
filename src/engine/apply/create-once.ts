import type { AwsFailure, Call } from '../../model/call.ts';
import type { Address } from '../../model/address.ts';
import type { ErrorCode } from '../../model/errors/index.ts';
import type { Subject } from '../../model/subject.ts';
import type { Ids } from '../../model/ids.ts';
import { locateByEachName, referrersOf, type ByMark, type Located } from '../observe/names.ts';
import { settle, type Settled } from '../observe/sweep.ts';
import { applySentences } from '../../report/sentences/apply.ts';
import type { Notice } from '../../report/sentences/words.ts';
import { lookOnceMore, twinsOf } from './apart.ts';
import { nothingBefore } from '../facet/notes.ts';
import { refOf, stopped, type ApplyContext, type Work } from './context.ts';
import { type Ended } from './ended.ts';
import { send } from './send.ts';

/** A thing that was made, or how its step ended without. */
export type Made = { readonly is: 'made'; readonly ids: Ids } | Exclude<Ended, { readonly is: 'done' }>;

/** Makes what has no idempotency token: bracketed by an intent, and never sent twice. */
export async function createOnce(
  context: ApplyContext,
  work: Work,
  identity: ByMark,
  at: Subject<unknown>,
  call: Call,
): Promise<Made> {
  const { journal, clock, newId } = context.ports;
  const before = await settleHere(context, work, identity);
  const last = before.is === 'nothing' ? await lookOnceMore(context, work, identity, before) : before;
  if (last.is === 'found') return foundLate(context, work, last.ids);
  if (last.is === 'too-early' && context.ports.signal.aborted) return stopped;
  if (last.is !== 'nothing') return notSettled(last, work, identity);
  const named = await locateByEachName(identity, at, {
    aws: context.ports.aws,
    options: { notBefore: clock.now() },
    referrers: referrersOf(at.address, context.stack),
  });
  if (named.is !== 'none') return nameTaken(context, work, named);
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
  if (sent.is === 'waiting' || sent.is === 'blocked') {
    await journal.close(intent.id, undefined);
    return sent;
  }
  if (sent.failure.effectUnknown !== true) {
    await journal.close(intent.id, undefined);
    return { is: 'failed', failure: sent.failure };
  }
  return lostAnswer(context, work, identity, sent.failure);
}

/** Handles a name that points to a key already: to its own, or to one that nothing may take. */
function nameTaken(
  context: ApplyContext,
  work: Work,
  named: Exclude<Located, { readonly is: 'none' }>,
): Made {
  if (named.is === 'unknown') return { is: 'failed', failure: named.failure };
  const { address } = work.step;
  if (named.is === 'found') return foundLate(context, work, named.ids);
  const { why: message, release: hint } = named;
  return undecided('engine.ambiguous', address, { message, hint });
}

/** Refuses a key that has a twin. Nothing may rest on it: no run can tell which of the two data will be under. */
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
    const until = context.ports.clock.now() + context.ports.timing.patience;
    return { is: 'waiting', until, reason: 'lagging', why: applySentences.madeUnlisted({ address }) };
  }
  const others = twins.others.map((other) => ({ ids: other, unmark: identity.unmarkByHand(other, place) }));
  return undecided('engine.ambiguous', address, applySentences.twins({ address, ids, others }));
}

/**
 * Handles a create that got no answer. The intent stays open until the marked key is found, or is certain not to
 * exist.
 */
async function lostAnswer(
  context: ApplyContext,
  work: Work,
  identity: ByMark,
  failure: AwsFailure,
): Promise<Made> {
  const until = context.ports.clock.now() + context.ports.timing.createSettle;
  if (context.ports.signal.aborted)
    return {
      is: 'waiting',
      until,
      notBefore: until,
      reason: 'unanswered',
      why: applySentences.unansweredCreate(work.step),
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
      createSettle: context.ports.timing.createSettle,
      isFirstRun: context.isFirstRun,
      aside: work.aside,
      waiting: (until, reasoned) => {
        progress({
          is: 'waiting',
          at: clock.now(),
          step: refOf(context, work.step),
          ...reasoned,
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

/** Hands what was found to the next look of this pass. A mark is no proof, so it is not remembered yet. */
function foundLate(context: ApplyContext, { step }: Work, ids: Ids): Made {
  context.swept.set(step.address, ids);
  return {
    is: 'stale',
    reason: 'made-before',
    why: applySentences.madeBefore({ address: step.address, ids }),
  };
}

function notSettled(
  settled: Exclude<Settled, { is: 'nothing' | 'found' }>,
  { step }: Work,
  identity: ByMark,
): Exclude<Ended, { is: 'done' }> {
  if (settled.is === 'too-early') {
    const { until, reason, why } = settled;
    return { is: 'waiting', until, notBefore: until, reason, why };
  }
  if (settled.is === 'failed') return { is: 'failed', failure: settled.failure };
  const { address, place } = step;
  const { found } = settled;
  switch (settled.is) {
    case 'former':
      return undecided('engine.former-mark', address, applySentences.formerMark({ address, found }));
    case 'candidate':
      return undecided('engine.candidate', address, applySentences.candidate({ address, found }));
    case 'several': {
      const unmarks = found.map((ids) => identity.unmarkByHand(ids, place));
      return undecided('engine.ambiguous', address, applySentences.several({ address, found, unmarks }));
    }
  }
}

/** Fails a create of which nobody can say that it makes the only one. */
function undecided(
  code: ErrorCode,
  address: Address,
  words: Notice,
): Extract<Ended, { readonly is: 'failed' }> {
  return { is: 'failed', failure: { severity: 'error', code, ...words, address } };
}

/** Records that we made it, so that fields that it still lacks do not count as drift. */
export async function noteMade({ ports }: ApplyContext, { address, ids }: Subject<unknown>): Promise<void> {
  const made = { tree: {}, before: nothingBefore, at: ports.clock.now() };
  await ports.memory.applied(address, ids, 'create', made);
}
