import type { Subject } from '../../model/subject.ts';
import type { Instant } from '../../model/instant.ts';
import type { Tree } from '../../model/tree.ts';
import { applySentences } from '../../report/sentences/apply.ts';
import type { AnyFacet } from '../facet/diff.ts';
import { readSome, seenOf, valuesOf } from '../observe/reading.ts';
import { untilShown } from './confirm.ts';
import type { ApplyContext, Live, Work } from './context.ts';
import type { Ended } from './ended.ts';

/** A facet as it is now, or why the step ends here. */
export type Looked =
  | {
      readonly is: 'seen';
      readonly seen: Tree | undefined;
      readonly reads: Readonly<Record<string, unknown>>;
      readonly readAt: Instant;
    }
  | Extract<Ended, { readonly is: 'failed' | 'waiting' | 'stale' }>;

/** Looks at a facet just before it is written, unless the last look is fresh. */
export async function lookAgain(
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
