import { holdOf, isOver, type Holds } from '../../model/hold.ts';
import type { Instant } from '../../model/instant.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import type { Evidence, Owner, Present } from '../../model/observation.ts';
import { holdTag } from '../../model/resource.ts';
import type { Subject } from '../../model/subject.ts';
import { notedSince } from './holds.ts';
import { seenOf, valuesOf, type ReadResults } from './reading.ts';

/** Joins what was read of a thing that is there. */
export function presentOf(
  kind: AnyKind,
  at: Subject<unknown>,
  results: ReadResults,
  found: {
    readonly now: Instant;
    readonly owner: Owner;
    readonly evidence: Evidence;
    readonly blank: boolean;
    readonly tags: Readonly<Record<string, string>> | undefined;
    readonly holds: Holds;
  },
): Present {
  const reads = valuesOf(results);
  const value = found.tags?.[holdTag];
  const hold = value === undefined ? undefined : holdOf(value, notedSince(found.holds, at, value));
  return {
    is: 'present',
    ids: at.ids,
    owner: found.owner,
    evidence: found.evidence,
    blank: found.blank,
    state: kind.state(reads),
    facets: Object.fromEntries(kind.facets.map((facet) => [facet.name, seenOf(facet, at, results)])),
    reads,
    ...(hold === undefined ? {} : isOver(hold, found.now) ? { endedHold: hold } : { hold }),
  };
}
