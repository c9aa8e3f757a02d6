import type { Address } from '../model/address.ts';
import { showPlace, type AwsFailure, type CallOptions } from '../model/call.ts';
import type { Marked } from '../model/kind.ts';
import type { Resource } from '../model/resource.ts';
import type { Looking, Observed, ObserveInput } from './observe.ts';
import { subjectOf } from './subject.ts';

/**
 * Marks of this kind whose manifest went away since the last apply: a new address may be the old one renamed.
 * Without memory every orphan may be; losing memory makes us more careful, never wrong.
 */
export function justLost(
  resource: Resource,
  marked: readonly Marked[],
  input: ObserveInput,
): readonly Marked[] {
  const remembersNothing = input.lastApplied.size === 0;
  const known = [...input.known].map(([address, ids]) => ({ address, ids }));
  const candidates = [...marked, ...known].filter(
    (one) =>
      one.address.startsWith(`${resource.kind}/`) &&
      !input.stack.resources.has(one.address) &&
      !declaredFormerly(one.address, input) &&
      (remembersNothing || input.lastApplied.has(one.address)),
  );
  return [...new Map(candidates.map((one) => [one.address, one] as const)).values()];
}

function declaredFormerly(address: Address, input: ObserveInput): boolean {
  return [...input.stack.resources.values()].some((resource) => resource.metadata.formerly.includes(address));
}

/**
 * What carries the stack's mark and no manifest declares, in every account and Region of the Stack: the last
 * manifest of a Region may be the one that vanished. An index that cannot be asked is reported: it does not say that
 * there are none.
 */
export async function orphansOf(input: Looking): Promise<Pick<Observed, 'orphans' | 'unread'>> {
  const places = input.stack.settings.accounts.flatMap(({ id, regions }) =>
    regions.map((region) => ({ account: id, region })),
  );
  const options: CallOptions = { notBefore: input.start, lane: input.lane };
  const answers = await Promise.all(
    places.flatMap((place) =>
      [...input.kinds.values()].map(async ({ identity }) => {
        if (identity.marking === undefined) return [];
        return [{ place, marks: await input.marks.of(identity.marking, place, options) }];
      }),
    ),
  );
  const all = answers.flat();
  const unread = all.flatMap(({ marks }) => (marks.is === 'failed' ? [marks.failure] : []));
  const orphans = all
    .flatMap(({ place, marks }) => (marks.is === 'ok' ? marks.marked.map((one) => ({ ...one, place })) : []))
    .filter(
      (one) =>
        (!input.stack.resources.has(one.address) && !declaredFormerly(one.address, input)) ||
        hasAnotherName(one, input),
    );
  return { orphans, unread: onceEach(unread) };
}

/** Kinds share the index of a place, and its failure. */
function onceEach(failures: readonly AwsFailure[]): readonly AwsFailure[] {
  return [...new Map(failures.map((one) => [`${one.op} ${showPlace(one.at)}`, one] as const)).values()];
}

/** A bucket whose manifest names another now: the old one keeps the mark, and nobody declares it any more. */
function hasAnotherName({ address, ids }: Marked, { stack, kinds }: ObserveInput): boolean {
  const resource = stack.resources.get(address);
  const identity = kinds.get(resource?.kind ?? '')?.identity;
  if (resource === undefined || identity?.by !== 'name') return false;
  const declared = identity.ids(subjectOf(resource, stack.settings, new Map(), {}));
  return declared?.['name'] !== undefined && ids['name'] !== undefined && declared['name'] !== ids['name'];
}
