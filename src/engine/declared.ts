import type { Call, OpName } from '../model/call.ts';
import { derived } from '../model/derived.ts';
import type { Removal } from '../model/kind/end.ts';
import type { Facet } from '../model/kind/facet.ts';
import type { Marking } from '../model/kind/identity.ts';
import type { AnyKind } from '../model/kind/kind.ts';
import type { AnyReads, Read } from '../model/kind/read.ts';

type AnyRead = Read<unknown, unknown>;
type Reads = Readonly<Record<string, AnyRead>>;

/** What the makers of these calls said that they may be; `part` is the place of that in the declaration. */
export type Saw = (part: string, declared: readonly OpName[], calls: readonly Call[]) => void;

/**
 * Watches every function of a kind that makes a call. Permissions, docs and estimates are made from what a kind
 * declares. So what it really asks and sends must be known to be in there.
 */
export function watched(kind: AnyKind, saw: Saw): AnyKind {
  const see: Saw = (part, declared, calls) => {
    saw(`${kind.kind} ${part}`, declared, calls);
  };
  const { create, removal, strays } = kind;
  return {
    ...kind,
    identity: watchedIdentity(kind.identity, see),
    reads: watchedReads(kind.reads, see),
    facets: kind.facets.map((facet) => watchedFacet(facet, see)),
    ...(create === undefined
      ? {}
      : {
          create: {
            ...create,
            call: (at, reads) => seen(see, 'create', create.calls, create.call(at, reads)),
          },
        }),
    ...(removal === undefined ? {} : { removal: watchedRemoval(removal, see) }),
    ...(strays === undefined
      ? {}
      : {
          strays: {
            ...strays,
            calls: (...of) => allSeen(see, 'strays', strays.asks, strays.calls(...of)),
          },
        }),
  };
}

/** The kinds, each held to what it declares: another call is a mistake in the kind, not something to send. */
export const heldToDeclared = derived(
  (kinds: ReadonlyMap<string, AnyKind>): ReadonlyMap<string, AnyKind> =>
    new Map([...kinds].map(([name, kind]) => [name, watched(kind, refuseOthers)] as const)),
);

function refuseOthers(part: string, declared: readonly OpName[], calls: readonly Call[]): void {
  const other = calls.find(({ op }) => !declared.includes(op));
  if (other !== undefined)
    throw new Error(`${part} makes a call of ${other.op} and declares ${declared.join(', ') || 'none'}`);
}

function seen(see: Saw, part: string, declared: readonly OpName[], call: Call): Call {
  see(part, declared, [call]);
  return call;
}

function allSeen(
  see: Saw,
  part: string,
  declared: readonly OpName[],
  calls: readonly Call[],
): readonly Call[] {
  see(part, declared, calls);
  return calls;
}

function watchedReads(reads: Reads, see: Saw, of = 'read'): Reads {
  return Object.fromEntries(
    Object.entries(reads).map(([name, read]) => [name, watchedRead(read, `${of} ${name}`, see)]),
  );
}

function watchedRead(read: AnyRead, part: string, see: Saw): AnyRead {
  const { asks, proof } = read;
  const narrow = read.narrow?.bind(read);
  return {
    ...read,
    call: (at) => seen(see, part, asks, read.call(at)),
    ...(narrow === undefined ? {} : { narrow: (at) => seen(see, part, asks, narrow(at)) }),
    ...(proof === undefined
      ? {}
      : {
          proof: { ...proof, calls: (value, at) => allSeen(see, part, asks, proof.calls(value, at)) },
        }),
  };
}

function watchedFacet(facet: Facet<unknown, AnyReads>, see: Saw): Facet<unknown, AnyReads> {
  const part = `facets.${facet.name}`;
  return { ...facet, write: (input) => allSeen(see, part, facet.calls, facet.write(input)) };
}

function watchedMarking(marking: Marking<unknown, AnyReads>, see: Saw): Marking<unknown, AnyReads> {
  const { asks, calls } = marking;
  return {
    ...marking,
    index: (place, settings) => seen(see, 'index', asks, marking.index(place, settings)),
    mark: (at, reads) => allSeen(see, 'marking', calls, marking.mark(at, reads)),
    unmark: (at, reads) => allSeen(see, 'marking', calls, marking.unmark(at, reads)),
  };
}

function watchedIdentity(identity: AnyKind['identity'], see: Saw): AnyKind['identity'] {
  if (identity.by === 'name') {
    const { marking } = identity;
    return marking === undefined ? identity : { ...identity, marking: watchedMarking(marking, see) };
  }
  const { asks, sweep, byTags } = identity;
  return {
    ...identity,
    marking: watchedMarking(identity.marking, see),
    byTags: { ...byTags, reads: watchedReads(byTags.reads, see, 'byTags') },
    names(at, referrers) {
      const question = identity.names(at, referrers);
      if (question !== undefined)
        see('identity', asks, [question.call, ...question.each.map(({ call }) => call)]);
      return question;
    },
    sweep: {
      ...sweep,
      list: (place) => seen(see, 'identity', asks, sweep.list(place)),
      tags: (ids, place) => seen(see, 'identity', asks, sweep.tags(ids, place)),
    },
  };
}

function watchedRemoval(removal: Removal<unknown, AnyReads>, see: Saw): Removal<unknown, AnyReads> {
  const { follow } = removal;
  return {
    ...removal,
    reads: watchedReads(removal.reads, see, 'removal'),
    ...(follow === undefined
      ? {}
      : {
          follow: {
            ...follow,
            reads: (extra, at) =>
              Object.fromEntries(
                Object.entries(follow.reads(extra, at)).map(([name, read]) => [
                  name,
                  watchedRead({ ...read, asks: follow.asks }, 'removal.follow', see),
                ]),
              ),
          },
        }),
    next(at, reads) {
      const step = removal.next(at, reads);
      if (step !== undefined) see('removal', removal.calls, step.calls);
      return step;
    },
  };
}
