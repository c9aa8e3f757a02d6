import type { CallOptions } from '../../model/call.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import type { Observation } from '../../model/observation.ts';
import type { Subject } from '../../model/subject.ts';
import { identitySentences } from '../../report/sentences/identity.ts';
import type { ByMark } from './names.ts';
import type { ObserveInput } from './observed.ts';
import { presentOf } from './present.ts';
import { readAll, valuesOf } from './reading.ts';

/**
 * Looks at what the record names although something else claims its address too. Whoever can tag can make such a
 * claim. It stops what we would write, and not the removal of hostile access.
 */
export async function disputed(
  kind: AnyKind,
  identity: ByMark,
  claims: Extract<Observation, { readonly is: 'ambiguous' }>,
  at: Subject<unknown>,
  input: Pick<ObserveInput, 'aws' | 'start' | 'holds'>,
  options: CallOptions,
): Promise<Observation> {
  const results = await readAll(input.aws, kind, at, options);
  const existence = results.get(kind.existence)?.is;
  if (existence === 'absent' || existence === 'failed') return claims;
  const { reason, why, release } = claims;
  return presentOf(kind, at, results, {
    now: input.start,
    owner: { is: 'disputed', reason, why, release },
    evidence: 'journal',
    blank: false,
    tags: identity.marking.tagsOf(valuesOf(results)),
    holds: input.holds,
  });
}

/**
 * Looks at what the record names although the listings that could speak against it are not answered. Whoever makes
 * them hang must not keep access that they gave themselves.
 */
export async function unlisted(
  kind: AnyKind,
  identity: ByMark,
  unknown: Extract<Observation, { readonly is: 'unknown' }>,
  at: Subject<unknown>,
  input: Pick<ObserveInput, 'aws' | 'start' | 'holds'>,
  options: CallOptions,
): Promise<Observation> {
  const { failure } = unknown;
  const claims = {
    is: 'ambiguous',
    reason: 'unreadable',
    found: [at.ids],
    ...identitySentences.unlisted({ address: at.address, failure }),
  } as const;
  const seen = await disputed(kind, identity, claims, at, input, options);
  return seen.is === 'present' ? seen : unknown;
}
