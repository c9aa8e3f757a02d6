import { equalReadsOfWhole } from '../../model/pace.ts';
import { digestOf } from '../../model/digest.ts';
import type { AnyReads } from '../../model/kind/read.ts';
import type { Subject } from '../../model/subject.ts';
import type { Step } from '../../model/plan.ts';
import { blockOf } from '../../model/reasons.ts';
import { neededReads, readSome, valuesOf } from '../observe/reading.ts';
import { restUntil } from '../waiting/rest.ts';
import { usersOf } from '../observe/users.ts';
import { planSentences } from '../../report/sentences/plan.ts';
import { applySentences } from '../../report/sentences/apply.ts';
import { untilShown } from './confirm.ts';
import { subjectNow, type ApplyContext, type Work } from './context.ts';
import { callsMatch } from '../facet/calls-match.ts';
import { internal, unshown, type Ended } from './ended.ts';
import { sendAll } from './send.ts';

/** Runs one step of a tombstone: disable, or schedule the deletion. What follows is a later pass's decision. */
export async function runRemovalStep(context: ApplyContext, work: Work): Promise<Ended> {
  const { step, kind } = work;
  const removal = kind.removal;
  if (removal === undefined) return internal(`${step.id}: a ${kind.kind} is never removed`);
  const at = subjectNow(context, work.resource);
  const names = neededReads(kind, at);
  const isNext = (reads: Readonly<Record<string, unknown>>): boolean => {
    const next = removal.next(at, reads);
    return next !== undefined && next.name === step.name && callsMatch(step.calls, next.calls);
  };
  if (!context.live.has(step.address)) return changed(step);
  const hasNext = (reads: AnyReads): boolean => removal.next(at, reads) !== undefined;
  const stopped = await lookOnceMore(context, work, at, { isNext, hasNext });
  if (stopped !== undefined) return stopped;
  const sent = await sendAll(context, step, step.calls);
  if (sent.is === 'failed' || sent.is === 'waiting' || sent.is === 'blocked') return sent;
  const { memory, clock } = context.ports;
  // When it was disabled starts the time for which it is watched.
  const applied = { tree: step.name, before: {}, at: clock.now() };
  if (sent.is === 'accepted') await memory.applied(step.address, at.ids, step.name, applied);
  const what = applySentences.partOf({ facet: step.name, address: step.address });
  const confirmed = await untilShown(context, work, at, {
    names,
    bounds: { equalReads: equalReadsOfWhole, withinMs: context.ports.timing.confirmFor },
    isShown: (results) => {
      const existence = results.get(kind.existence)?.is;
      // What could not be read this time may be the very thing that is still there.
      const isRead = [...results.values()].every(({ is }) => is !== 'failed');
      return existence === 'absent' || (existence === 'value' && isRead && !isNext(valuesOf(results)));
    },
    what: applySentences.toShow({ what }),
  });
  if (confirmed.is === 'shown') {
    if (sent.is === 'doubtful') await memory.applied(step.address, at.ids, step.name, applied);
    await noteLeft(context, work, at, confirmed.reads);
    return { is: 'done', calls: step.calls.length };
  }
  return unshown({ sent, calls: step.calls.length, at: applied.at, what }, confirmed.until);
}

/** Notes what the removal left, so that it is no drift once its tombstone is called off: Keywright did it. */
async function noteLeft(
  { live, lastApplied, ports: { memory, clock } }: ApplyContext,
  { step: { address }, kind }: Work,
  at: Subject<unknown>,
  reads: AnyReads,
): Promise<void> {
  if (reads[kind.existence] === undefined) {
    await memory.forget(address);
    return;
  }
  const before = live.get(address)?.reads ?? {};
  for (const facet of kind.facets) {
    const tree = facet.seen(reads, at);
    const isChanged = digestOf(tree) !== digestOf(facet.seen(before, at));
    if (tree === undefined || !isChanged || lastApplied.get(address)?.facets[facet.name] === undefined)
      continue;
    await memory.applied(address, at.ids, facet.name, { tree, before: {}, at: clock.now() });
  }
}

/**
 * Asks again what the removal rests on, the users of the thing included: between the plan and this call somebody
 * may have begun to use it, and what is removed does not come back.
 */
async function lookOnceMore(
  context: ApplyContext,
  { step, kind }: Work,
  at: Subject<unknown>,
  { isNext, hasNext }: Readonly<Record<'isNext' | 'hasNext', (reads: AnyReads) => boolean>>,
): Promise<Ended | undefined> {
  const { aws, clock } = context.ports;
  // Answers are shared by their instant: later than any that the plan rests on, however quick the run was.
  await restUntil(clock.now() + 1, context.ports);
  const now = clock.now();
  const options = { notBefore: now };
  const results = await readSome(aws, kind, at, neededReads(kind, at), 'narrow', options);
  const failed = [...results.values()].find((one) => one.is === 'failed');
  if (failed?.is === 'failed') return { is: 'failed', failure: failed.failure };
  const reads = valuesOf(results);
  // An earlier run removed it and AWS showed it a moment longer: nothing is left to do.
  if (results.get(kind.existence)?.is === 'absent' || !hasNext(reads)) return { is: 'done', calls: 0 };
  if (!isNext(reads)) return changed(step);
  const users =
    kind.removal === undefined ? [] : await usersOf(kind.removal, at, reads, { aws, start: now }, options);
  if (users.length === 0) return undefined;
  const words = planSentences.inUse({ address: step.address, users });
  return {
    is: 'blocked',
    gate: { is: 'blocked', ...blockOf('engine.in-use', words) },
  };
}

function changed(step: Step): Ended {
  return { is: 'stale', reason: 'moved', why: applySentences.changed(step) };
}
