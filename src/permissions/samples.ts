import type { Call, OpName } from '../model/call.ts';
import type { Change } from '../model/change.ts';
import type { Facet } from '../model/kind/facet.ts';
import type { AnyKind } from '../model/kind/kind.ts';
import type { Read } from '../model/kind/read.ts';
import type { Subject } from '../model/subject.ts';
import { isMap, type Tree } from '../model/tree.ts';
import type { Sample } from './demand.ts';

type At = Subject<unknown>;
type AnyFacet = Facet<unknown, Readonly<Record<string, unknown>>>;

/** What one resource may ask and send, as calls: their inputs say of what. */
export interface Samples {
  readonly reads: readonly Sample[];
  readonly writes: readonly Sample[];
}

/** Lists everything that may be asked and sent for a resource as its manifest is now, whatever AWS shows. */
export function samplesOf(kind: AnyKind, at: At): Samples {
  const { state } = at.metadata;
  const { marking } = kind.identity;
  const own = existenceCalls(kind, at);
  const reads = [
    ...Object.values(kind.reads).flatMap((read) => readSamples(read, at)),
    ...identitySamples(kind, at),
    ...(state === 'absent' ? removalReads(kind, at) : []),
  ];
  if (state === 'released') return { reads, writes: marking?.unmark(at, {}) ?? [] };
  if (state === 'absent') return { reads, writes: removalWrites(kind, at, own) };
  return {
    reads,
    writes: [
      ...kind.facets.flatMap((facet) => facetSamples(facet, at)),
      ...(kind.create === undefined ? [] : [kind.create.call(at, {})]),
      ...(marking?.mark(at, {}) ?? []),
    ],
  };
}

function existenceCalls(kind: AnyKind, at: At): readonly Call[] {
  const read = kind.reads[kind.existence];
  return read === undefined ? [] : [read.narrow?.(at) ?? read.call(at)];
}

/** Lists the forms of a read. What it asks of things that only an answer names is asked of what carries our mark. */
function readSamples(read: Read<unknown, unknown>, at: At): readonly Sample[] {
  if (read.needed?.(at) === false) return [];
  const calls = [read.call(at), ...(read.narrow === undefined ? [] : [read.narrow(at)])];
  return [...calls, ...others(read.asks, calls, at)];
}

function others(declared: readonly OpName[], calls: readonly Call[], at: At): readonly Sample[] {
  return declared
    .filter((op) => !calls.some((call) => call.op === op))
    .map((op): Sample => ({ op, at: at.place }));
}

function identitySamples(kind: AnyKind, at: At): readonly Sample[] {
  const { identity } = kind;
  const index = identity.marking === undefined ? [] : [identity.marking.index(at.place, at.settings)];
  if (identity.by === 'name') return index;
  const sweep = [identity.sweep.list(at.place), identity.sweep.tags({ [identity.id]: '*' }, at.place)];
  return [...index, ...sweep, ...byTagsSamples(identity, at), ...others(identity.asks, sweep, at)];
}

/** Asks who may use what is found by its tags alone. It does not ask for what is adopted by its id, or shall go. */
function byTagsSamples(
  { byTags }: Extract<AnyKind['identity'], { readonly by: 'mark' }>,
  at: At,
): readonly Sample[] {
  const { state, adopt } = at.metadata;
  if (state !== 'present' || adopt !== undefined) return [];
  return Object.values(byTags.reads).flatMap((read) => readSamples(read, at));
}

function removalReads({ removal }: AnyKind, at: At): readonly Sample[] {
  if (removal === undefined) return [];
  return [
    ...Object.values(removal.reads).flatMap((read) => readSamples(read, at)),
    ...(removal.follow?.asks ?? []).map((op): Sample => ({ op, at: at.place })),
  ];
}

function removalWrites({ removal }: AnyKind, at: At, own: readonly Call[]): readonly Sample[] {
  if (removal === undefined) return [];
  const next = removal.next(at, {})?.calls ?? [];
  const rest = removal.calls.filter((op) => !next.some((call) => call.op === op));
  return [
    ...next,
    ...rest.flatMap((op) => own.map(({ at: place, input }): Sample => ({ op, at: place, input }))),
  ];
}

/**
 * Lists what brings a facet to what the manifest says. Tags and grants are entries of a record, any of which may have
 * to go. A facet whose write names what only AWS shows (a trail under its old name) writes what carries our mark.
 */
function facetSamples(facet: AnyFacet, at: At): readonly Sample[] {
  const want = facet.want(at, {});
  if (want === undefined) return [];
  const target = facet.compare === 'record' ? withLoss(want) : want;
  const changes = facet.paths.map((path): Change => ({ path, before: undefined, after: undefined }));
  const calls = facet.write({ at, changes, target, reads: {} });
  return calls.length > 0 ? calls : facet.calls.map((op): Sample => ({ op, at: at.place }));
}

function withLoss(want: Tree): Tree {
  return { ...(isMap(want) ? want : {}), 'some entry': null };
}
