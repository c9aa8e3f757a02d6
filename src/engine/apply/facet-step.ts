import type { Call } from '../../model/call.ts';
import type { Subject } from '../../model/subject.ts';
import type { Address } from '../../model/address.ts';
import type { Path } from '../../model/path.ts';
import type { AppliedFacet } from '../../model/journal.ts';
import type { Instant } from '../../model/instant.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Step } from '../../model/plan.ts';
import { hasUnknown, type Tree } from '../../model/tree.ts';
import { callsMatch } from '../facet/calls-match.ts';
import { observedDigest, targetDigest, type AnyFacet } from '../facet/diff.ts';
import { partsOf, type Part } from '../facet/parts.ts';
import { readSome, seenOf, valuesOf } from '../observe/reading.ts';
import { beforeWrite, type Before } from '../facet/notes.ts';
import { applySentences } from '../../report/sentences/apply.ts';
import { confirm, endsAccepted, untilShown, type Confirmed } from './confirm.ts';
import { noteWrite, stepIdsOf, subjectNow, type ApplyContext, type Live, type Work } from './context.ts';
import { watchDocument } from './document-watch.ts';
import { notedOf, noteBorn, noteFound, noteSent, noteShown, remember } from './remember.ts';
import { noAnswer, sendAll } from './send.ts';
import { facetIdOf, partIdOf, stepIdOf } from '../../model/step-id.ts';

/** The end of a step, without the time it took. */
export type Ended =
  Exclude<Outcome, { readonly is: 'done' }> | { readonly is: 'done'; readonly calls: number };

/** Writes one half of one facet: look again, check that nothing moved, send the planned calls, see them show. */
export async function runFacetStep(context: ApplyContext, work: Work, facet: AnyFacet): Promise<Ended> {
  const { step } = work;
  const at = subjectNow(context, work.resource);
  const known = context.live.get(step.address);
  const live = known ?? {
    ids: {},
    createdHere: false,
    bornAt: undefined,
    asOf: {},
    reads: {},
  };
  // It was not there to be seen when it was planned: this pass made what it belongs to.
  const unseen = known === undefined;
  const looked = await lookAgain(context, work, facet, at, {
    ...live,
    createdHere: live.createdHere || unseen,
  });
  if (looked.is !== 'seen') return looked;
  const applied = context.lastApplied.get(step.address)?.facets[facet.name]?.tree;
  const want = facet.want(at, looked.reads, applied);
  if (want === undefined || hasUnknown(want))
    return internal(`${step.id} needs a value that is unknown until apply`);
  const contracting = partIdOf(step, 'contract');
  const split = stepIdsOf(context.plan).has(contracting);
  const now = context.ports.clock.now();
  // Under a hold the plan narrows hostile access only.
  const held = step.narrows === 'hostile';
  const { parts } = partsOf({
    facet,
    at,
    reads: looked.reads,
    seen: looked.seen,
    want,
    applied,
    split,
    held,
    now,
    others: context.others,
  });
  // Of a new one the plan could only foresee what AWS makes of it.
  const half =
    (unseen ? undefined : partFor(step, parts)) ?? (unseen || live.createdHere ? parts.at(-1) : undefined);
  if (half === undefined && parts.length === 0) {
    // AWS made it as it is wanted, so nobody else wrote it.
    if (unseen || live.createdHere) await noteBorn(context, work, facet, want);
    else await noteFound(context, work, facet, want);
    return { is: 'done', calls: 0 };
  }
  if (half === undefined)
    return {
      is: 'stale',
      reason: 'moved',
      why: movedWhy(step.address, facet, live, { at, now: looked.seen }),
    };
  const writing: Writing = {
    facet,
    at,
    half,
    calls: facet.write({ at, changes: half.changes, target: half.target, reads: looked.reads }),
    before: observedDigest(facet, looked.seen, half.changes),
    wasSeen: beforeWrite(facet, looked.seen, half.changes, notedOf(context, step.address, facet), now),
    reads: looked.reads,
    noted: noteOf(facet, half, { want, applied, split }),
    readAt: looked.readAt,
    ...replacedBy(context, step, facet, looked.seen),
  };
  const moved = unseen ? takenSince(work, at, looked.reads) : movedSince(context, work, writing, live);
  return moved === undefined ? write(context, work, writing) : { is: 'stale', reason: 'moved', why: moved };
}

/** One write, ready to be sent. */
interface Writing {
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
function replacedBy(
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

/** Finds the part of a step: by what it narrows, else by its half. */
function partFor({ narrows, half }: Step, parts: readonly Part[]): Part | undefined {
  return parts.find((part) => part.narrows === narrows && part.half === half);
}

function noteOf(
  facet: AnyFacet,
  part: Part,
  { want, applied, split }: { want: Tree; applied: Tree | undefined; split: boolean },
): Tree {
  if (facet.compare === 'record') return part.target;
  // What Git asks for besides is still to come: until then what was applied before holds.
  if (part.narrows !== undefined) return applied ?? want;
  // The second half of a split write is still to come: until then only this half's part holds.
  return split && part.half === 'expand' ? part.expect : want;
}

type Looked =
  | {
      readonly is: 'seen';
      readonly seen: Tree | undefined;
      readonly reads: Readonly<Record<string, unknown>>;
      readonly readAt: Instant;
    }
  | Extract<Ended, { readonly is: 'failed' | 'waiting' | 'stale' }>;

async function lookAgain(
  context: ApplyContext,
  work: Work,
  facet: AnyFacet,
  at: Subject<unknown>,
  live: Live,
): Promise<Looked> {
  const { clock, aws } = context.ports;
  const readAt = live.asOf[facet.name] ?? Number.NEGATIVE_INFINITY;
  const freshFor = Math.min(context.ports.timing.freshFor, facet.freshFor ?? context.ports.timing.freshFor);
  if (clock.now() - readAt <= freshFor)
    return { is: 'seen', seen: facet.seen(live.reads, at), reads: live.reads, readAt };
  if (live.createdHere) {
    const all = await untilShown(context, work, at, {
      names: facet.reads,
      bounds: { equalReads: 1, withinMs: context.ports.timing.patience },
      isShown: (results) => seenOf(facet, at, results).is === 'value',
      what: applySentences.toBeReadable({ facet: facet.name, address: at.address }),
    });
    if (all.is === 'waiting')
      return {
        is: 'waiting',
        until: all.until,
        reason: 'lagging',
        why: applySentences.facetUnshown({ facet: facet.name, address: at.address }),
      };
    const reads = { ...live.reads, ...all.reads };
    // Reads of what is new may go backwards, and nobody else has written it yet.
    return { is: 'seen', seen: facet.seen(all.reads, at), reads, readAt: Number.POSITIVE_INFINITY };
  }
  const now = clock.now();
  const options = { notBefore: now };
  const results = await readSome(aws, work.kind, at, facet.reads, 'narrow', options);
  const seen = seenOf(facet, at, results);
  if (seen.is === 'unreadable') return { is: 'failed', failure: seen.failure };
  if (seen.is === 'inapplicable')
    return {
      is: 'stale',
      reason: 'moved',
      why: applySentences.inapplicable({ facet: facet.name, why: seen.why }),
    };
  return { is: 'seen', seen: seen.tree, reads: { ...live.reads, ...valuesOf(results) }, readAt: now };
}

/** Tells what moved since the plan was made: then, or where the calls would differ, the step is not done. */
function movedSince(context: ApplyContext, work: Work, writing: Writing, live: Live): string | undefined {
  const { step } = work;
  const { facet, before, calls } = writing;
  if (live.createdHere) return undefined;
  const expandWrote = context.written.get(facetIdOf(step));
  if (![step.observed, expandWrote, unnarrowed(context, step)].includes(before)) {
    const now = facet.seen(writing.reads, writing.at);
    return movedWhy(step.address, facet, live, { at: writing.at, now });
  }
  if (callsMatch(step.calls, calls)) return undefined;
  return applySentences.otherCalls(step);
}

/** Says that it moved, and of a document where the change of another writer stands. */
function movedWhy(
  address: Address,
  facet: AnyFacet,
  live: Live,
  { at, now }: { readonly at: Subject<unknown>; readonly now: Tree | undefined },
): string {
  const part = { facet: facet.name, address };
  if (typeof facet.compare !== 'object' || now === undefined) return applySentences.facetChanged(part);
  const changes = facet.compare.diff(facet.seen(live.reads, at), now);
  const paths = changes.map(({ path }) => `${facet.root}${path}`.replace(/\/$/u, '') as Path);
  return applySentences.facetTaken({ ...part, paths });
}

/** Returns the document before a refused narrowing: the repair behind it still finds that. */
function unnarrowed({ plan, written }: ApplyContext, repair: Step): string | undefined {
  const id = partIdOf(repair, 'narrow');
  const narrowing = plan.steps.find((step) => step.id === id);
  return narrowing === undefined || written.has(narrowing.id) ? undefined : narrowing.observed;
}

/** Tells why a step is not done in what this pass made: more than AWS's default stands there. */
function takenSince(
  { step, kind }: Work,
  at: Subject<unknown>,
  reads: Readonly<Record<string, unknown>>,
): string | undefined {
  const { identity } = kind;
  const blank = identity.by === 'name' && identity.blank(reads, at);
  return blank ? undefined : applySentences.setByOthers(step);
}

async function write(context: ApplyContext, work: Work, writing: Writing): Promise<Ended> {
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
  const { until } = confirmed;
  const what = applySentences.partOf({ facet: facet.name, address: at.address });
  if (sent.is === 'doubtful') return { is: 'waiting', until, ...noAnswer(sent.failure, what) };
  return {
    is: 'waiting',
    until,
    reason: 'confirming',
    why: applySentences.accepted({ what }),
    sent: { calls: calls.length, at: sentAt },
  };
}

export function internal(message: string): Extract<Ended, { readonly is: 'failed' }> {
  return { is: 'failed', failure: { severity: 'error', code: 'engine.internal', message } };
}
