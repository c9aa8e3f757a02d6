import type { Address } from '../../model/address.ts';
import { showPlace, type CallOptions, type Place } from '../../model/call.ts';
import { isSameThing, placeIn } from '../../model/ids.ts';
import type { ByName } from '../../model/kind/identity.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import type { AnyReads } from '../../model/kind/read.ts';
import type { Subject } from '../../model/subject.ts';
import type { Evidence, Observation, Owner, Present } from '../../model/observation.ts';
import type { Ids } from '../../model/ids.ts';
import type { Scope } from '../../model/plan.ts';
import type { Attributes, Resource } from '../../model/resource.ts';
import { identitySentences } from '../../report/sentences/identity.ts';
import { isMisreading, notUnderstood } from './evidence.ts';
import { isByTags, isCorroborated, lookByTags } from './by-tags.ts';
import { disputed, unlisted } from './disputed.ts';
import { locateByMark, type Located } from './identity.ts';
import { referrersOf, type ByMark } from './names.ts';
import { carriesMark, ownerByMark, ownerByName } from './ownership.ts';
import { presentOf } from './present.ts';
import { askAhead, readAll, valuesOf } from './reading.ts';
import { usersOf } from './users.ts';
import { createMarkIndex } from './mark-index.ts';
import { inventoryOf, justLost } from './orphans.ts';
import { isKnownAs } from '../facet/unconfirmed.ts';
import { subjectOf } from './subject.ts';
import { attributesOf } from '../../model/attributes.ts';
import type { Looking, Observed, ObserveInput } from './observed.ts';

/** Looks at every address of the scope and what it refers to, and lists what the scope allows. Equal reads are asked once. */
export async function observe(input: ObserveInput, scope: Scope): Promise<Observed> {
  const looking = lookingFor(input);
  const observations = await observeEach(looking);
  return { observations, inventory: await inventoryOf(looking, observations, scope) };
}

/** Looks at every address of the scope, and for nothing that lost its manifest. */
export function observeOnly(input: ObserveInput): Promise<Observed['observations']> {
  return observeEach(lookingFor(input));
}

function lookingFor(input: ObserveInput): Looking {
  return { ...input, marks: createMarkIndex(input.aws, input.kinds.values(), input.stack.settings) };
}

async function observeEach(looking: Looking): Promise<Observed['observations']> {
  const underWay = new Map<Address, Promise<Observation>>();
  let done = 0;
  const look = (address: Address): Promise<Observation> => {
    const before = underWay.get(address);
    if (before !== undefined) return before;
    const promise = observeSafely(address, looking, look).then((seen) => {
      done += 1;
      looking.tell?.(done, underWay.size);
      return seen;
    });
    underWay.set(address, promise);
    return promise;
  };
  await Promise.all([...looking.scope].map(look));
  const addresses = [...looking.stack.resources.keys()].filter((address) => underWay.has(address));
  const observations = await Promise.all(
    addresses.map(async (address) => [address, await look(address)] as const),
  );
  return new Map(observations);
}

/** Looks at one address. An answer over which its kind stumbles makes it unknown, and nothing else. */
async function observeSafely(
  address: Address,
  input: Looking,
  look: (address: Address) => Promise<Observation>,
): Promise<Observation> {
  try {
    return await observeOne(address, input, look);
  } catch (error) {
    const resource = input.stack.resources.get(address);
    const kind = input.kinds.get(resource?.kind ?? '');
    const [op] = kind?.reads[kind.existence]?.asks ?? [];
    if (resource === undefined || op === undefined || !isMisreading(error)) throw error;
    return { is: 'unknown', failure: notUnderstood({ op, at: resource.place }, error) };
  }
}

async function observeOne(
  address: Address,
  input: Looking,
  look: (address: Address) => Promise<Observation>,
): Promise<Observation> {
  const resource = input.stack.resources.get(address);
  const kind = input.kinds.get(resource?.kind ?? '');
  if (resource === undefined || kind === undefined) return { is: 'absent' };
  const attributes = await attributesNeeded(resource, input, look);
  const notBefore = input.again?.addresses.has(address) === true ? input.again.since : input.start;
  const options: CallOptions = { notBefore };
  const at = (ids: Ids): Subject<unknown> => subjectOf(resource, input.stack.settings, attributes, ids);
  if (kind.identity.by === 'name') {
    const ids = kind.identity.ids(at({}));
    return ids === undefined ? { is: 'absent' } : observeByName(kind, kind.identity, at(ids), input, options);
  }
  return observeByMark(kind, kind.identity, resource, at, input, options);
}

/** Lists values that AWS assigned to the references of this resource: they are read first. */
async function attributesNeeded(
  resource: Resource,
  input: Looking,
  look: (address: Address) => Promise<Observation>,
): Promise<Attributes> {
  const targets = resource.references.filter((reference) => reference.edge).map((reference) => reference.to);
  const entries = await Promise.all(
    [...new Set(targets)].map(async (to) => {
      const seen = await look(to);
      const kind = input.kinds.get(input.stack.resources.get(to)?.kind ?? '');
      return [to, seen.is === 'present' && kind !== undefined ? attributesOf(kind, seen.ids) : {}] as const;
    }),
  );
  return new Map(entries);
}

async function observeByMark(
  kind: AnyKind,
  identity: ByMark,
  resource: Resource,
  at: (ids: Ids) => Subject<unknown>,
  input: Looking,
  options: CallOptions,
): Promise<Observation> {
  const referrers = referrersOf(resource.address, input.stack);
  const known = knownIds(resource, identity, input);
  if (known !== undefined) askAhead(input.aws, kind, at(known), options);
  const located: Located =
    input.byRecord === 'always' && known !== undefined && isAt(resource.place, known)
      ? { is: 'found', ids: known, evidence: 'journal' }
      : await locateByMark(kind, identity, at({}), {
          aws: input.aws,
          marks: input.marks,
          options,
          known,
          swept: input.swept?.get(resource.address),
          justLost: (marked) => justLost(resource, marked, input),
          referrers,
        });
  if (located.is === 'none') return { is: 'absent' };
  if (located.is === 'ambiguous' && located.recorded !== undefined)
    return disputed(kind, identity, located, at(located.recorded), input, options);
  if (
    located.is === 'unknown' &&
    input.byRecord === 'where-unlisted' &&
    known !== undefined &&
    isAt(resource.place, known)
  )
    return unlisted(kind, identity, located, at(known), input, options);
  if (located.is !== 'found') return located;
  const subject = at(located.ids);
  const results = await readAll(input.aws, kind, subject, options);
  const existence = results.get(kind.existence);
  if (existence?.is === 'absent') return vanished(subject, located.ids, located.evidence);
  if (existence?.is === 'failed') return { is: 'unknown', failure: existence.failure };
  const tags = identity.marking.tagsOf(valuesOf(results));
  const owner = ownerByMark(subject, tags, located.evidence, {
    last: input.lastApplied.get(subject.address),
    now: input.start,
  });
  const unproven =
    owner.is === 'unmarked' &&
    !carriesMark(tags, subject) &&
    !(await isCorroborated(identity, subject, { ...input, options, referrers }));
  const byTags =
    resource.metadata.state === 'present' && isByTags(located.evidence)
      ? await lookByTags(identity, subject, valuesOf(results), input.aws, options)
      : undefined;
  if (byTags?.is === 'unknown') return byTags;
  const present: Present = {
    ...presentOf(kind, subject, results, {
      now: input.start,
      owner: unproven ? { is: 'unclaimed' } : owner,
      evidence: located.evidence,
      blank: false,
      tags,
      holds: input.holds,
    }),
    ...(byTags === undefined ? {} : { byTags: byTags.byTags }),
  };
  if (resource.metadata.state !== 'absent' || kind.removal === undefined) return present;
  return { ...present, inUse: await usersOf(kind.removal, subject, valuesOf(results), input, options) };
}

/** Handles what the journal or the index knows and AWS does not: an index forgets slowly, the journal is believed. */
function vanished(at: Subject<unknown>, ids: Ids, evidence: Evidence): Observation {
  // A tombstone whose key is gone has done its work.
  if (evidence === 'index' || at.metadata.state !== 'present') return { is: 'absent' };
  return {
    is: 'ambiguous',
    reason: 'vanished',
    found: [ids],
    ...identitySentences.vanished({ address: at.address, ids }),
  };
}

async function observeByName(
  kind: AnyKind,
  identity: ByName<unknown, AnyReads>,
  at: Subject<unknown>,
  input: Looking,
  options: CallOptions,
): Promise<Observation> {
  const results = await readAll(input.aws, kind, at, options);
  const existence = results.get(kind.existence);
  if (existence?.is === 'absent') return { is: 'absent', reads: valuesOf(results) };
  if (existence?.is === 'missing') return { is: 'absent', missing: existence.what };
  if (existence?.is === 'failed') return { is: 'unknown', failure: existence.failure };
  if (existence?.is === 'stuck') {
    const { reason, why, release } = existence;
    return { is: 'ambiguous', reason, why, release, found: [at.ids] };
  }
  const reads = valuesOf(results);
  const tags = identity.marking?.tagsOf(reads);
  const names = [at.address, ...at.metadata.formerly];
  const applied = names.some((name) => {
    const last = input.lastApplied.get(name);
    return last !== undefined && isSameThing(last.ids, at.ids) && isKnownAs(last, kind, at, reads);
  });
  const ownerBy = (marked: ReadonlySet<string>): Owner =>
    ownerByName(identity, at, reads, {
      marked,
      applied,
      last: input.lastApplied.get(at.address),
      now: input.start,
    });
  const alone = ownerBy(new Set());
  const isOpen = identity.ours !== undefined && (alone.is === 'unclaimed' || alone.is === 'adopted');
  const marked = isOpen ? await input.marks.idsIn(at.place, options) : undefined;
  // Nothing but the index could say that it is ours, and it was not heard.
  if (alone.is === 'unclaimed' && marked?.is === 'failed') return { is: 'unknown', failure: marked.failure };
  const owner = marked?.is === 'ok' ? ownerBy(marked.ids) : alone;
  const present = presentOf(kind, at, results, {
    now: input.start,
    owner,
    evidence: 'name',
    blank: identity.blank(reads, at),
    tags,
    holds: input.holds,
  });
  if (at.metadata.state !== 'absent' || kind.removal === undefined) return present;
  return { ...present, inUse: await usersOf(kind.removal, at, reads, input, options) };
}

function isAt(place: Place, ids: Ids): boolean {
  const known = placeIn(ids);
  return known === undefined || showPlace(known) === showPlace(place);
}

/** Returns the ids of an address, or of a former one, from the journal or else from memory. */
function knownIds({ address, metadata }: Resource, { id }: ByMark, input: Looking): Ids | undefined {
  const names = [address, ...metadata.formerly];
  const journal = names.map((name) => input.known.get(name)).find((ids) => ids !== undefined);
  const memory = names.map((name) => input.lastApplied.get(name)?.ids).find((ids) => ids?.[id] !== undefined);
  return journal ?? memory;
}
