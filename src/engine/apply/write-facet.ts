import type { Call } from '../../model/call.ts';
import type { Instant } from '../../model/instant.ts';
import type { AppliedFacet } from '../../model/journal.ts';
import type { Step } from '../../model/plan.ts';
import { stepIdOf } from '../../model/step-id.ts';
import type { Subject } from '../../model/subject.ts';
import type { Tree } from '../../model/tree.ts';
import { applySentences } from '../../report/sentences/apply.ts';
import { targetDigest, type AnyFacet } from '../facet/diff.ts';
import type { Before } from '../facet/notes.ts';
import type { Part } from '../facet/parts.ts';
import { confirm, endsAccepted, type Confirmed } from './confirm.ts';
import { noteWrite, type ApplyContext, type Work } from './context.ts';
import { watchDocument } from './document-watch.ts';
import { unshown, type Ended } from './ended.ts';
import { noteSent, noteShown, remember } from './remember.ts';
import { sendAll } from './send.ts';

/** One write, ready to be sent. */
export interface Writing {
  readonly facet: AnyFacet;
  readonly at: Subject<unknown>;
  readonly half: Part;
  readonly calls: readonly Call[];
  /** Digest of what was seen just before. */
  readonly before: string;
  /** The same by path, with what earlier writes saw that still settle. */
  readonly wasSeen: Before;
  readonly reads: Readonly<Record<string, unknown>>;
  /** What memory keeps as applied. */
  readonly noted: Tree;
  readonly readAt: Instant;
  /** The document that the write takes the place of. */
  readonly replaced?: Tree;
}

/** Returns the document before this pass wrote it: later writes of the pass replace their own. */
export function replacedBy(
  context: ApplyContext,
  { address }: Step,
  facet: AnyFacet,
  seen: Tree | undefined,
): Pick<AppliedFacet, 'replaced'> {
  if (typeof facet.compare !== 'object') return {};
  const earlier = context.noted.get(stepIdOf(address, facet.name));
  const replaced = earlier === undefined ? seen : earlier.replaced;
  return replaced === undefined ? {} : { replaced };
}

/** Returns the document as it stands just before this write, what an earlier half of this pass wrote included. */
function documentIn({ facet, at, reads }: Writing): Pick<AppliedFacet, 'replaced'> {
  const seen = typeof facet.compare === 'object' ? facet.seen(reads, at) : undefined;
  return seen === undefined ? {} : { replaced: seen };
}

/** Sends the calls of a write, unless the document moved meanwhile, and sees that AWS shows them. */
export async function writeFacet(context: ApplyContext, work: Work, writing: Writing): Promise<Ended> {
  const { facet, at, half, calls, noted, wasSeen, replaced } = writing;
  const { step } = work;
  // Whose grants are looked for when their manifest is gone: memory must know where before AWS does.
  if (work.kind.strays !== undefined) await noteSent(context, work, facet, noted);
  const { before, readAt } = writing;
  const { changes, target } = half;
  const watch = watchDocument(context, work, { facet, at, changes, target, before, readAt });
  const sent = await sendAll(context, step, calls, {
    stillRight: watch.stillRight,
    ...documentIn(writing),
  });
  if (watch.found() === 'moved') {
    if (sent.is === 'doubtful') await noteSent(context, work, facet, noted);
    const part = { facet: facet.name, address: step.address };
    const why =
      sent.is === 'doubtful' ? applySentences.facetChanged(part) : applySentences.facetTakenSince(part);
    return { is: 'stale', reason: 'moved', why };
  }
  if (sent.is === 'failed' && watch.found() === 'as-wanted') return { is: 'done', calls: 0 };
  if (sent.is === 'failed' || sent.is === 'waiting' || sent.is === 'blocked') return sent;
  const sentAt = context.ports.clock.now();
  if (sent.is === 'accepted') await remember(context, work, facet, noted, wasSeen, replaced);
  else await noteSent(context, work, facet, noted);
  const live = context.live.get(step.address);
  if (live !== undefined) context.live.set(step.address, { ...live, asOf: {} });
  noteWrite(context, work, sentAt);
  context.written.set(step.id, targetDigest(facet, half.target));
  const confirmed: Confirmed =
    sent.is === 'accepted' && endsAccepted(context, step)
      ? { is: 'waiting', until: sentAt + facet.confirm.withinMs }
      : await confirm(context, work, facet, at, half.expect);
  if (confirmed.is === 'shown') {
    if (sent.is === 'doubtful') await remember(context, work, facet, noted, wasSeen, replaced);
    await noteShown(context, work, [facet.name]);
    return { is: 'done', calls: calls.length };
  }
  const what = applySentences.partOf({ facet: facet.name, address: at.address });
  return unshown({ sent, calls: calls.length, at: sentAt, what }, confirmed.until);
}
