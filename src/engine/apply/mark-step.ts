import { addressTag, markOf, stackTag } from '../../model/resource.ts';
import type { Marking } from '../../model/kind/identity.ts';
import type { AnyReads } from '../../model/kind/read.ts';
import type { Subject } from '../../model/subject.ts';
import { equalReadsOfWhole } from '../../model/pace.ts';
import { carriesMark, marksAnother, type Tags } from '../observe/ownership.ts';
import { neededReads, readSome, valuesOf, type ReadResults } from '../observe/reading.ts';
import { nothingBefore } from '../facet/notes.ts';
import { applySentences } from '../../report/sentences/apply.ts';
import { untilShown } from './confirm.ts';
import { noteWrite, subjectNow, type ApplyContext, type Work } from './context.ts';
import { callsMatch } from '../facet/calls-match.ts';
import { internal, unshown, type Ended } from './ended.ts';
import { sendAll } from './send.ts';

/**
 * Sets, adopts or releases a mark. Reads the tags again, writes or removes the two of ownership, sees that it shows.
 */
export async function runMarkStep(context: ApplyContext, work: Work): Promise<Ended> {
  const { step, kind } = work;
  const { marking } = kind.identity;
  if (marking === undefined) return internal(`${step.id}: a ${kind.kind} carries no mark`);
  const at = subjectNow(context, work.resource);
  const looked = await lookOnceMore(context, work, at, marking);
  if (looked.is !== 'seen') return looked;
  const { reads, tags } = looked;
  const calls = step.action === 'release' ? marking.unmark(at, reads) : marking.mark(at, reads);
  const isReleased = step.action === 'release' && !carriesMark(tags, at);
  if (!isReleased && !callsMatch(step.calls, calls))
    return { is: 'stale', reason: 'moved', why: applySentences.otherCalls(step) };
  if (isReleased) {
    await context.ports.journal.forget(step.address);
    return { is: 'done', calls: 0 };
  }
  const sent = await sendAll(context, step, calls);
  if (sent.is === 'failed' || sent.is === 'waiting' || sent.is === 'blocked') return sent;
  const sentAt = context.ports.clock.now();
  const note = async (): Promise<void> => {
    if (step.action === 'release') await context.ports.journal.forget(step.address);
    else if (kind.identity.by === 'mark') await context.ports.journal.remember(step.address, at.ids);
    const noted = { tree: step.action, before: nothingBefore, at: sentAt };
    await context.ports.memory.applied(step.address, at.ids, 'mark', noted);
  };
  if (sent.is === 'accepted') await note();
  noteWrite(context, work, sentAt);
  const live = context.live.get(step.address);
  if (live !== undefined) context.live.set(step.address, { ...live, asOf: {} });
  const marked = (results: ReadResults): boolean => {
    const tags = marking.tagsOf(valuesOf(results));
    const ours = tags?.[stackTag] === markOf(at.settings) && tags[addressTag] === at.address;
    return tags !== undefined && (step.action === 'release' ? tags[addressTag] === undefined : ours);
  };
  const names = neededReads(kind, at);
  const confirmed = await untilShown(context, work, at, {
    names,
    bounds: { equalReads: equalReadsOfWhole, withinMs: context.ports.timing.confirmFor },
    isShown: marked,
    what: applySentences.mark(at),
  });
  if (confirmed.is === 'shown') {
    if (sent.is === 'doubtful') await note();
    return { is: 'done', calls: calls.length };
  }
  const said = { what: applySentences.tags(at), accepted: applySentences.tagsAccepted(at) };
  return unshown({ sent, calls: calls.length, at: sentAt, ...said }, confirmed.until);
}

type Looked =
  | { readonly is: 'seen'; readonly reads: AnyReads; readonly tags: Tags }
  | Extract<Ended, { readonly is: 'failed' | 'stale' }>;

/**
 * Asks again whose it is. Between the plan and this call another stack may have marked it, and a call that replaces
 * all tags (PutBucketTagging) must carry those that were set meanwhile.
 */
async function lookOnceMore(
  context: ApplyContext,
  { step, kind }: Work,
  at: Subject<unknown>,
  marking: Marking<unknown, AnyReads>,
): Promise<Looked> {
  const { aws, clock } = context.ports;
  const options = { notBefore: clock.now() };
  const results = await readSome(aws, kind, at, ['tags'], 'narrow', options);
  const result = results.get('tags');
  if (result?.is === 'failed') return { is: 'failed', failure: result.failure };
  const reads = { ...context.live.get(step.address)?.reads, ...valuesOf(results) };
  const tags = result?.is === 'value' ? marking.tagsOf(reads) : undefined;
  if (tags === undefined) return { is: 'stale', reason: 'moved', why: applySentences.changed(step) };
  const mark = marksAnother(tags, at);
  if (mark === undefined) return { is: 'seen', reads, tags };
  return {
    is: 'stale',
    reason: 'another-owner',
    why: applySentences.markedSince({ address: step.address, mark }),
  };
}
