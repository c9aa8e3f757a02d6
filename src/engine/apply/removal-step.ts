import { minute } from '../../model/instant.ts';
import { equalReadsOfWhole } from '../../model/pace.ts';
import { neededReads, valuesOf } from '../reading.ts';
import { untilSettled } from './confirm.ts';
import { subjectNow, type ApplyContext, type Work } from './context.ts';
import { callsMatch } from '../calls-match.ts';
import { internal, type Ended } from './facet-step.ts';
import { noAnswer, sendAll } from './send.ts';

/** One step of a tombstone: disable, or schedule the deletion. What follows is a later pass's decision. */
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
  const live = context.live.get(step.address);
  if (live === undefined || !isNext(live.reads))
    return { is: 'stale', why: `${step.address} changed in AWS after it was planned` };
  const sent = await sendAll(context, step, step.calls);
  if (sent.is === 'failed' || sent.is === 'waiting') return sent;
  const { memory, clock } = context.ports;
  // When it was disabled starts the time for which it is watched.
  const applied = { tree: step.name, before: {}, at: clock.now() };
  if (sent.is === 'accepted') await memory.applied(step.address, at.ids, step.name, applied);
  const confirmed = await untilSettled(context, work, at, {
    names,
    bounds: { equalReads: equalReadsOfWhole, withinMs: minute },
    settled: (results) => {
      const existence = results.get(kind.existence)?.is;
      // What could not be read this time may be the very thing that is still there.
      const isRead = [...results.values()].every(({ is }) => is !== 'failed');
      return existence === 'absent' || (existence === 'value' && isRead && !isNext(valuesOf(results)));
    },
    what: `${step.name} of ${step.address} to show`,
  });
  if (confirmed.is === 'shown') {
    if (sent.is === 'doubtful') await memory.applied(step.address, at.ids, step.name, applied);
    return { is: 'done', calls: step.calls.length };
  }
  const { until } = confirmed;
  if (sent.is === 'doubtful')
    return { is: 'waiting', until, why: noAnswer(sent.failure, `${step.name} of ${step.address}`) };
  return {
    is: 'waiting',
    until,
    why: `AWS accepted ${step.name} of ${step.address} and does not show it yet`,
    sent: { calls: step.calls.length, at: applied.at },
  };
}
