import type { Address } from '../../model/address.ts';
import { showPlace, type Aws, type AwsFailure, type CallOptions, type Place } from '../../model/call.ts';
import type { Marked } from '../../model/kind/identity.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import type { Subject } from '../../model/subject.ts';
import { identitySentences } from '../../report/sentences/identity.ts';
import type { Proof } from './evidence.ts';
import { markedAs, type MarkIndex } from './mark-index.ts';
import { placeIn, type Ids } from '../../model/ids.ts';
import { markOf, stackTag } from '../../model/resource.ts';
import { sameTree } from '../../model/tree.ts';
import { locateByName, tagsOf, type ByMark, type Located, type Referrers } from './names.ts';
import { carriesMark, marksAnother, type Tags } from './ownership.ts';

export type { ByMark, Located } from './names.ts';

export interface Search {
  readonly aws: Aws;
  readonly marks: MarkIndex;
  readonly options: CallOptions;
  /** What the journal knows for the address. */
  readonly known: Ids | undefined;
  /** What a sweep of this pass found by its mark. */
  readonly swept?: Ids | undefined;
  /** Marks whose manifest is gone and that may be this one under its old name. */
  readonly justLost: (marked: readonly Marked[]) => readonly Marked[];
  readonly referrers: Referrers;
}

/**
 * Finds the one thing that carries the mark of `at`. Evidence in order: journal, tag index, the target of
 * one of its names; evidence that disagrees is never resolved by guessing (design §5).
 */
export async function locateByMark(
  kind: AnyKind,
  identity: ByMark,
  at: Subject<unknown>,
  search: Search,
): Promise<Located> {
  const index = await search.marks.of(identity.marking, at.place, search.options);
  if (index.is === 'failed') return { is: 'unknown', failure: index.failure };
  const confirmed = await confirmMarks(identity, at, index.marked, search);
  if (confirmed.is === 'unknown') return confirmed;
  const mine = distinct([...confirmed.mine, search.swept]);
  const adopt = at.metadata.adopt;
  const adopted = typeof adopt === 'string' ? identity.idsOf(adopt, at.place, at.settings) : undefined;
  const claims = distinct([search.known, ...mine, adopted]);
  if (claims.length > 1) return disagreement(identity, at, claims, { known: search.known, mine, adopted });
  const known = search.known === undefined ? undefined : placeIn(search.known);
  if (known !== undefined && showPlace(known) !== showPlace(at.place)) {
    return immovable(kind, at, known, search.known ?? {});
  }
  const [ids] = claims;
  if (ids !== undefined) {
    if (adopted !== undefined)
      return mine.length > 0 ? { is: 'found', ids, evidence: 'adopt' } : adoption(identity, at, ids, search);
    if (search.known !== undefined) return { is: 'found', ids, evidence: 'journal' };
    return { is: 'found', ids, evidence: confirmed.mine.length > 0 ? 'index' : 'sweep' };
  }
  if (at.metadata.state !== 'present') return { is: 'none' };
  const named = await locateByName(identity, at, search);
  if (named.is !== 'none') return named;
  const lost = search.justLost(index.marked);
  if (lost.length > 0) return lostManifest(kind, identity, at, lost, search);
  return elsewhere(kind, identity, at, search);
}

/**
 * Confirms marks: the index may still list what is deleted or lost its mark. So where it contradicts (two marks, or
 * another than the journal's) each one is read directly before it counts. One that shows us no tags keeps the mark
 * that the index gives it: then none is chosen.
 */
async function confirmMarks(
  identity: ByMark,
  at: Subject<unknown>,
  marked: readonly Marked[],
  search: Search,
): Promise<Confirmed> {
  const names: readonly Address[] = [at.address, ...at.metadata.formerly];
  const found = distinct(markedAs(marked, names).map((one) => one.ids));
  if (distinct([search.known, ...found]).length <= 1) return { is: 'confirmed', mine: found };
  const checked = await Promise.all(
    found.map(async (ids) => ({ ids, tags: await tagsOf(identity, ids, at.place, search) })),
  );
  const open = checked.map(({ tags }) => tags).find((tags) => tags.is === 'unknown');
  if (open !== undefined) return open;
  const holds = (tags: Proof<Tags>): boolean =>
    tags.is === 'refused' || (tags.is === 'value' && carriesMark(tags.value, at));
  return { is: 'confirmed', mine: checked.flatMap(({ ids, tags }) => (holds(tags) ? [ids] : [])) };
}

type Confirmed =
  | { readonly is: 'confirmed'; readonly mine: readonly Ids[] }
  | { readonly is: 'unknown'; readonly failure: AwsFailure };

async function adoption(identity: ByMark, at: Subject<unknown>, ids: Ids, search: Search): Promise<Located> {
  const read = await tagsOf(identity, ids, at.place, search);
  if (read.is === 'unknown') return read;
  if (read.is === 'refused')
    return {
      is: 'ambiguous',
      reason: 'unreadable',
      found: [ids],
      ...identitySentences.adoptedWithoutTags({ ids }),
    };
  const mark = marksAnother(read.is === 'value' ? read.value : undefined, at);
  if (mark === undefined) return { is: 'found', ids, evidence: 'adopt' };
  return {
    is: 'ambiguous',
    reason: 'another-owner',
    found: [ids],
    ...identitySentences.adoptedIsAnothers({ ids, mark }),
  };
}

/** Finds a key with this mark in another account or region of the stack. It blocks a create: a key cannot move. */
async function elsewhere(
  kind: AnyKind,
  identity: ByMark,
  at: Subject<unknown>,
  search: Search,
): Promise<Located> {
  const names: readonly Address[] = [at.address, ...at.metadata.formerly];
  const others = at.settings.accounts
    .flatMap((account) => account.regions.map((region) => ({ account: account.id, region })))
    .filter((place) => showPlace(place) !== showPlace(at.place));
  const answers = await Promise.all(
    others.map(async (place) => ({
      place,
      marks: await search.marks.of(identity.marking, place, search.options),
    })),
  );
  for (const { place, marks } of answers) {
    if (marks.is === 'failed') return { is: 'unknown', failure: marks.failure };
    const [found] = markedAs(marks.marked, names);
    if (found === undefined) continue;
    return immovable(kind, at, place, found.ids);
  }
  return { is: 'none' };
}

function immovable(kind: AnyKind, at: Subject<unknown>, place: Place, ids: Ids): Located {
  return {
    is: 'ambiguous',
    reason: 'elsewhere',
    found: [ids],
    ...identitySentences.immovable({ address: at.address, place, ids, kind: kind.kind }),
  };
}

/** Blocks a create beside what lost its manifest. Only what carries our mark may be the same one renamed. */
async function lostManifest(
  kind: AnyKind,
  identity: ByMark,
  at: Subject<unknown>,
  lost: readonly Marked[],
  search: Search,
): Promise<Located> {
  const names = lost.map((one) => one.address);
  const reads = await Promise.all(lost.map((one) => tagsOf(identity, one.ids, at.place, search)));
  const open = reads.find((read) => read.is === 'unknown');
  if (open !== undefined) return open;
  const marks = reads.map((read) => (read.is === 'value' ? read.value : undefined));
  const own = lost.filter((_, index) => marks[index]?.[stackTag] === markOf(at.settings));
  const found = lost.map((one) => one.ids);
  const foreign = marks.flatMap((tags) => {
    const stack = tags?.[stackTag];
    return stack === undefined || stack === markOf(at.settings) ? [] : [stack];
  })[0];
  if (foreign !== undefined) {
    return {
      is: 'ambiguous',
      reason: 'another-owner',
      found,
      ...identitySentences.foreignEntry({ addresses: names, stack: foreign }),
    };
  }
  const [renamed] = own;
  return {
    is: 'ambiguous',
    reason: 'ambiguous',
    found,
    ...identitySentences.lostManifest({
      address: at.address,
      addresses: names,
      renamed: renamed?.address,
      kind: kind.kind,
    }),
  };
}

interface Claimed {
  readonly known: Ids | undefined;
  readonly mine: readonly Ids[];
  readonly adopted: Ids | undefined;
}

function disagreement(
  identity: ByMark,
  at: Subject<unknown>,
  claims: readonly Ids[],
  { known, mine, adopted }: Claimed,
): Located {
  const others = mine.filter((ids) => known === undefined || !sameTree(ids, known));
  const adoptsAnother = adopted !== undefined && !mine.some((ids) => sameTree(ids, adopted));
  return {
    is: 'ambiguous',
    reason: 'ambiguous',
    found: claims,
    ...(known !== undefined && showPlace(placeIn(known) ?? at.place) === showPlace(at.place)
      ? { recorded: known }
      : {}),
    ...identitySentences.severalClaims({
      address: at.address,
      claims,
      allMarked: mine.length > 1,
      adoptsAnother,
      known,
      unmark: others.map((ids) => identity.unmarkByHand(ids, at.place)),
    }),
  };
}

function distinct(all: readonly (Ids | undefined)[]): readonly Ids[] {
  return all.reduce<readonly Ids[]>(
    (kept, ids) => (ids === undefined || kept.some((one) => sameTree(one, ids)) ? kept : [...kept, ids]),
    [],
  );
}
