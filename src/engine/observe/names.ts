import type { Address } from '../../model/address.ts';
import type { Aws, AwsFailure, CallOptions, Place } from '../../model/call.ts';
import { derived } from '../../model/derived.ts';
import type { ByMark as MarkIdentity } from '../../model/kind/identity.ts';
import type { AnyReads } from '../../model/kind/read.ts';
import type { Subject } from '../../model/subject.ts';
import type { Evidence, Observation } from '../../model/observation.ts';
import type { Ids } from '../../model/ids.ts';
import { markOf, stackTag, type Stack } from '../../model/resource.ts';
import { identitySentences } from '../../report/sentences/identity.ts';
import { proofOf, understood, type Proof } from './evidence.ts';
import { carriesMark, marksAnother, type Tags } from './ownership.ts';

/** Where the search for a marked thing ended. */
export type Located =
  | { readonly is: 'found'; readonly ids: Ids; readonly evidence: Evidence }
  | { readonly is: 'none' }
  | Extract<Observation, { readonly is: 'ambiguous' }>
  | { readonly is: 'unknown'; readonly failure: AwsFailure };

export type ByMark = MarkIdentity<unknown, AnyReads>;

/** Resources that refer to one, an alias to its key. */
export type Referrers = readonly { readonly kind: string; readonly spec: unknown }[];

export function referrersOf(address: Address, { resources }: Pick<Stack, 'resources'>): Referrers {
  return referrersIn(resources).get(address) ?? [];
}

const referrersIn = derived((resources: Stack['resources']): ReadonlyMap<Address, Referrers> => {
  const pairs = [...resources.values()].flatMap(({ kind, spec, references }) =>
    [...new Set(references.map(({ to }) => to))].map((to) => ({ to, by: { kind, spec } })),
  );
  const grouped = Map.groupBy(pairs, ({ to }) => to);
  return new Map([...grouped].map(([to, all]) => [to, all.map(({ by }) => by)] as const));
});

interface Asking {
  readonly aws: Aws;
  readonly options: CallOptions;
  readonly referrers: Referrers;
}

/** Fetches the tags of one thing directly. */
export function tagsOf(
  identity: ByMark,
  ids: Ids,
  place: Place,
  { aws, options }: Pick<Asking, 'aws' | 'options'>,
): Promise<Proof<Tags>> {
  const { sweep } = identity;
  return proofOf(aws, sweep.tags(ids, place), options, (value) => sweep.parseTags(value));
}

/** Finds where a name that this resource declares points: at itself, if the mark says so; else nothing is created. */
export async function locateByName(identity: ByMark, at: Subject<unknown>, search: Asking): Promise<Located> {
  const names = identity.names(at, search.referrers);
  if (names === undefined) return { is: 'none' };
  const call = names.call;
  const answer = await search.aws.call(call, search.options);
  if (answer.is === 'failed') return { is: 'unknown', failure: answer.failure };
  const targets = understood(call, answer, (value) => names.parse(value));
  if (targets.is === 'failed') return { is: 'unknown', failure: targets.failure };
  return judgeTargets(identity, at, targets.value, search);
}

/**
 * Finds the same, each name asked for by itself: what a create rests on. Only a clean absence says that a name is
 * free; a listing may miss a name.
 */
export async function locateByEachName(
  identity: ByMark,
  at: Subject<unknown>,
  search: Asking,
): Promise<Located> {
  const each = identity.names(at, search.referrers)?.each ?? [];
  const asked = await Promise.all(
    each.map(async ({ name, call, parse }) => ({
      name,
      target: await proofOf(search.aws, call, search.options, parse),
    })),
  );
  const open = asked.map(({ target }) => target).find(({ is }) => is === 'unknown' || is === 'refused');
  const taken = asked.flatMap(({ name, target }) =>
    target.is === 'value' ? [{ name, ids: target.value }] : [],
  );
  const located = await judgeTargets(identity, at, taken, search);
  if (located.is !== 'none' || open === undefined || open.is === 'value') return located;
  return { is: 'unknown', failure: open.failure };
}

async function judgeTargets(
  identity: ByMark,
  at: Subject<unknown>,
  targets: readonly { readonly name: string; readonly ids: Ids }[],
  search: Asking,
): Promise<Located> {
  for (const target of targets) {
    const read = await tagsOf(identity, target.ids, at.place, search);
    if (read.is === 'unknown') return read;
    const tags = read.is === 'value' ? read.value : undefined;
    if (carriesMark(tags, at)) return { is: 'found', ids: target.ids, evidence: 'alias' };
    if (tags?.[stackTag] === markOf(at.settings)) continue;
    const mark = marksAnother(tags, at);
    if (mark !== undefined) {
      return {
        is: 'ambiguous',
        reason: 'another-owner',
        found: [target.ids],
        ...identitySentences.aliasIsAnothers({ ...target, mark }),
      };
    }
    return {
      is: 'ambiguous',
      reason: 'unproven',
      found: [target.ids],
      ...identitySentences.aliasIsUnproven({ ...target, tagless: tags === undefined }),
    };
  }
  return { is: 'none' };
}
