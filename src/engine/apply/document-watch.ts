import type { Instant } from '../../model/instant.ts';
import type { Subject } from '../../model/subject.ts';
import type { Tree } from '../../model/tree.ts';
import type { Change } from '../../model/change.ts';
import { observedDigest, targetDigest, type AnyFacet } from '../facet/diff.ts';
import { readSome, seenOf } from '../observe/reading.ts';
import { applySentences } from '../../report/sentences/apply.ts';
import type { ApplyContext, Work } from './context.ts';

export interface Watched {
  readonly facet: AnyFacet;
  readonly at: Subject<unknown>;
  readonly changes: readonly Change[];
  readonly target: Tree;
  /** Digest of what the write rests on, and when it was read. */
  readonly before: string;
  readonly readAt: Instant;
}

export interface DocumentWatch {
  /** Why the next request must not go out; asked before each attempt. */
  readonly stillRight: () => Promise<string | undefined>;
  readonly found: () => 'as-seen' | 'as-wanted' | 'moved';
}

/**
 * Rereads a document before each request that replaces it, where the last look is too old (authority.md §2.9). A
 * throttled request is repeated for half a minute and a propagating one for several. A Deny that somebody writes
 * meanwhile must not be erased.
 */
export function watchDocument({ ports }: ApplyContext, work: Work, watched: Watched): DocumentWatch {
  const { facet, at, changes, target, before } = watched;
  const { freshFor = Infinity } = facet;
  let { readAt } = watched;
  let found: ReturnType<DocumentWatch['found']> = 'as-seen';
  const stillRight = async (): Promise<string | undefined> => {
    const now = ports.clock.now();
    if (now - readAt <= freshFor) return undefined;
    const options = { notBefore: now, noSocket: true } as const;
    const results = await readSome(ports.aws, work.kind, at, facet.reads, 'narrow', options);
    const seen = seenOf(facet, at, results);
    if (seen.is === 'unreadable')
      return applySentences.unreadAgain({ facet: facet.name, message: seen.failure.message });
    const digest = seen.is === 'value' ? observedDigest(facet, seen.tree, changes) : undefined;
    readAt = now;
    if (digest === before) return undefined;
    found = digest === targetDigest(facet, target) ? 'as-wanted' : 'moved';
    return applySentences.changedMeanwhile({ facet: facet.name, address: at.address });
  };
  return { stillRight, found: () => found };
}
