import type { Aws, AwsFailure, CallOptions } from '../../model/call.ts';
import { isSameThing } from '../../model/ids.ts';
import type { LastApplied } from '../../model/journal.ts';
import type { Address } from '../../model/address.ts';
import type { AnyReads } from '../../model/kind/read.ts';
import type { Subject } from '../../model/subject.ts';
import type { ByTags, Evidence } from '../../model/observation.ts';
import type { Ids } from '../../model/ids.ts';
import type { Search } from './identity.ts';
import type { ByMark } from './names.ts';
import { proofOf } from './evidence.ts';
import { ask, valuesOf } from './reading.ts';

/*
 * A mark is evidence and no proof: whoever can tag can make one. A key of external origin, tagged as ours, is
 * a way to get at what is encrypted under it (docs/adr/0016).
 */

/** Returns true if nothing but tags, and names that anybody may point to it, shows that it is ours. */
export function isByTags(evidence: Evidence): boolean {
  return evidence === 'index' || evidence === 'alias' || evidence === 'sweep';
}

/**
 * Looks at what a person must see of a resource found by its tags before anything depends on it. Unknown if it is
 * unreadable.
 */
export async function lookByTags(
  { byTags }: ByMark,
  at: Subject<unknown>,
  reads: AnyReads,
  aws: Aws,
  options: CallOptions,
): Promise<
  { readonly is: 'seen'; readonly byTags: ByTags } | { readonly is: 'unknown'; readonly failure: AwsFailure }
> {
  const asked = await Promise.all(
    Object.entries(byTags.reads).map(
      async ([name, read]) => [name, await ask(aws, read, at, 'wide', options)] as const,
    ),
  );
  for (const [, result] of asked)
    if (result.is === 'failed') return { is: 'unknown', failure: result.failure };
  const access = byTags.access(valuesOf(new Map(asked)));
  return { is: 'seen', byTags: { doubts: byTags.doubts(at, reads), ...access } };
}

/**
 * Tests whether more than one sign says that a thing without its mark is ours: the journal, memory, or a declared
 * name that points to it. One alone is not enough to write to it.
 */
export async function isCorroborated(
  identity: ByMark,
  at: Subject<unknown>,
  search: Pick<Search, 'aws' | 'options' | 'referrers'> & {
    readonly known: ReadonlyMap<Address, Ids>;
    readonly lastApplied: ReadonlyMap<Address, LastApplied>;
  },
): Promise<boolean> {
  const addresses = [at.address, ...at.metadata.formerly];
  const isIt = (ids: Ids | undefined): boolean => ids !== undefined && isSameThing(ids, at.ids);
  const inJournal = addresses.some((address) => isIt(search.known.get(address)));
  const inMemory = addresses.some((address) => isIt(search.lastApplied.get(address)?.ids));
  if (inJournal && inMemory) return true;
  const names = identity.names(at, search.referrers);
  if (names === undefined) return false;
  const targets = await proofOf(search.aws, names.call, search.options, (value) => names.parse(value));
  return targets.is === 'value' && targets.value.some(({ ids }) => isIt(ids));
}
