import type { Calling } from '../../aws/services/calls.ts';
import { tagging } from '../../aws/services/tagging.ts';
import { isAddress, kindOf } from '../../model/address.ts';
import type { Call, OpName, Place } from '../../model/call.ts';
import type { Ids } from '../../model/ids.ts';
import type { Facet } from '../../model/kind/facet.ts';
import type { Marking } from '../../model/kind/identity.ts';
import type { Read } from '../../model/kind/read.ts';
import { addressTag, stackTag } from '../../model/resource.ts';
import { tagsSettleIn } from '../../model/pace.ts';
import type { Subject } from '../../model/subject.ts';
import type { TreeMap } from '../../model/tree.ts';
import type { Unusual } from './facet/facts.ts';
import { putEntries, type Put } from './facet/put.ts';
import { record } from './facet/record.ts';
import { foreignTags, indexCall, indexed, indexedTags, markOfSubject, type Tags } from './marks.ts';
import { describes } from './policy/gates.ts';

/** A spec with tags. */
export interface Tagged {
  readonly tags?: Readonly<Record<string, string | null>> | undefined;
}

export interface TagReads {
  readonly tags: Tags;
}

/** How one service takes tags: declared once a service, and named by each of its kinds. */
export interface TagService<S, R> {
  /** The operations of `change`. */
  readonly by: readonly { readonly op: OpName }[];
  /** The calls that set some tags, and then take others away. */
  change(at: Subject<S>, set: Tags, gone: readonly string[], reads: Partial<R>): readonly Call[];
  /** The ids of what an ARN names; undefined if it is nothing of the service, or lives in another Region. */
  idsOf(arn: string, place: Place): Ids | undefined;
  /** Facets that must be written before tags are taken. */
  readonly after?: readonly string[];
}

/** Builds the marking of one kind, by the tags of its service. */
export function markedBy<S, R extends TagReads>(kind: string, service: TagService<S, R>): Marking<S, R> {
  const { by, change, idsOf, after } = service;
  return {
    asks: [tagging.getResources.op],
    calls: by.map(({ op }) => op),
    index: indexCall,
    parseIndex: (answer, place) =>
      indexed(answer).flatMap(({ arn, tags: of }) => {
        const address = of[addressTag] ?? '';
        if (!isAddress(address) || kindOf(address) !== kind) return [];
        const ids = idsOf(arn, place);
        return ids === undefined ? [] : [{ address, ids }];
      }),
    mark: (at, reads) => change(at, markOfSubject(at), [], reads),
    unmark: (at, reads) => change(at, {}, [stackTag, addressTag], reads),
    tagsOf: (reads) => reads.tags,
    ...(after === undefined ? {} : { after }),
  };
}

/** Builds the facet of tags: those of the manifest and the Stack, beside those of others. */
export function tagsFacet<S extends Tagged, R extends TagReads>(
  service: TagService<S, R>,
  unusual: Unusual<S, R> & Partial<Pick<Facet<S, R>, 'ungated'>> & { readonly put?: Put<S, R> } = {},
): Facet<S, R> {
  const { by, change, after } = service;
  return record<S, R>({
    path: '/tags',
    about: 'Tags of the manifest and default tags of the Stack.',
    read: 'tags',
    put: putEntries(by, ({ set, gone }, { at, reads }) => change(at, textsOf(set), gone, reads)),
    want: wantedTags,
    seen: ({ tags }) => (tags === undefined ? undefined : foreignTags(tags)),
    ungated: [describes('/tags')],
    settlesIn: tagsSettleIn,
    ...(after === undefined ? {} : { after }),
    ...unusual,
  });
}

/** Builds the read of tags where the index of a Region holds them: one call in place of one for each resource. */
export function tagsByIndex<S, I>(
  arnOf: (at: Subject<S>) => string | undefined,
  by: Calling<I>,
  input: (at: Subject<S>) => I,
  parse: (answer: unknown) => Tags,
): Read<S, Tags> {
  return {
    trust: 'hint',
    asks: [tagging.getResources.op, by.op],
    call: (at) => indexCall(at.place, at.settings),
    narrow: (at) => by(at.place, input(at)),
    parse: (answer, at) => indexedTags(answer, arnOf(at)),
    parseNarrow: parse,
  };
}

/** Merges the Stack's default tags, then the resource's own; `null` takes one away. */
export function wantedTags({ settings, spec }: Subject<Tagged>): TreeMap | undefined {
  const wanted = { ...settings.tags, ...spec.tags };
  return spec.tags === undefined && Object.keys(wanted).length === 0 ? undefined : wanted;
}

/**
 * Builds the tags of the creating call. The mark is among them: there is no moment in which the resource is nobody's.
 */
export function tagsAtBirth(at: Subject<Tagged>): Tags {
  return { ...markOfSubject(at), ...textsOf(wantedTags(at) ?? {}) };
}

/** Keeps the entries that are texts. */
export function textsOf(entries: TreeMap): Tags {
  return Object.fromEntries(
    Object.entries(entries).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
  );
}
