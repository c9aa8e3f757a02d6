import type { Address } from '../../model/address.ts';
import { kindOf } from '../../model/address.ts';
import { showPlace, type AwsFailure, type CallOptions } from '../../model/call.ts';
import { derived } from '../../model/derived.ts';
import type { Marked } from '../../model/kind/identity.ts';
import type { Observation } from '../../model/observation.ts';
import { placeIn } from '../../model/ids.ts';
import type { Scope } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import type { Thing } from '../../model/things.ts';
import { renamedFrom } from './renames.ts';
import type { Inventory, Looking, ObserveInput } from './observed.ts';
import { readSome, valuesOf } from './reading.ts';
import { attributesSeen, subjectOf } from './subject.ts';
import { indexThings } from './thing-index.ts';
import { thingOf } from './things.ts';
import { tombstone } from './tombstone.ts';

/**
 * Finds the marks of this kind whose manifest went away since the last apply. A new address may be the old one
 * renamed. Without memory every orphan may be; losing memory makes us more careful, never wrong.
 */
export function justLost(
  resource: Resource,
  marked: readonly Marked[],
  input: ObserveInput,
): readonly Marked[] {
  const candidates = [...lostIn(input)(marked), ...lostAmongKnown(input)].filter(
    ({ address }) => kindOf(address) === resource.kind,
  );
  return [...new Map(candidates.map((one) => [one.address, one] as const)).values()];
}

/** Every resource that is not found asks the same, so what one look lost is made out once. */
const lostIn = derived((input: ObserveInput) => {
  const letGo = indexThings(input.things.letGo);
  const remembersNothing = input.lastApplied.size === 0;
  const formerly = new Set([...input.stack.resources.values()].flatMap(({ metadata }) => metadata.formerly));
  return derived((marked: readonly Marked[]) =>
    marked.filter(
      (one) =>
        !input.stack.resources.has(one.address) &&
        !formerly.has(one.address) &&
        letGo(one).length === 0 &&
        (remembersNothing || input.lastApplied.has(one.address)),
    ),
  );
});

const lostAmongKnown = derived((input: ObserveInput) =>
  lostIn(input)([...input.known].map(([address, ids]) => ({ address, ids }))),
);

/** Tells whether a manifest stands for a thing. */
type Declared = (one: Thing) => boolean;

interface Kept {
  readonly orphans: readonly Thing[];
  readonly gone: readonly Thing[];
}

/**
 * Lists what this Stack left in AWS and no manifest declares: what carries its mark, and what its applies are known
 * to have stood for, since most kinds carry none. What a person let go of is not reported again.
 */
export async function inventoryOf(
  input: Looking,
  observations: ReadonlyMap<Address, Observation>,
  scope: Scope,
): Promise<Inventory> {
  if (scope.is === 'batch') return { is: 'none' };
  const declared = declaredThings(input, observations);
  const index = await marksOf(input);
  const left = [...index.marked, ...input.things.kept].map(({ address }) => address);
  const names = new Set([...left, ...input.known.keys()]);
  const unseen = [...input.stack.resources.values()].filter(
    ({ address }) => observations.get(address)?.is !== 'present',
  );
  // What a manifest stands for is known by its ids; one that was not found yet may stand for one former name.
  const renamed = renamedFrom(unseen, names);
  const isLost = (one: Thing): boolean => !declared(one) && !renamed.has(one.address);
  const marked = index.marked.filter(
    (one) => (!input.stack.resources.has(one.address) && isLost(one)) || isRenamed(one, input, declared),
  );
  const kept = await keptOrphans(input, isLost);
  const [byMark, letGo] = [indexThings(marked), indexThings(input.things.letGo)];
  const fresh = kept.orphans.filter((one) => byMark(one).length === 0);
  const orphans = [...marked, ...fresh].filter((one) => letGo(one).length === 0);
  const { unread } = index;
  if (scope.is === 'all' && unread.length === 0) return { is: 'complete', orphans, gone: kept.gone };
  return { is: 'partial', orphans, unread };
}

/** Asks AWS for each thing that an apply stood for and that no manifest names now. */
async function keptOrphans(input: Looking, isLost: (one: Thing) => boolean): Promise<Kept> {
  const known = [...input.known].flatMap(([address, ids]): readonly Thing[] => {
    const place = placeIn(ids);
    return place === undefined ? [] : [{ address, place, ids }];
  });
  const all = [...input.things.kept, ...known];
  const find = indexThings(all);
  const placeOf = new Map(all.map((one, index) => [one, index] as const));
  const isFirst = (one: Thing): boolean =>
    find(one).every((other) => (placeOf.get(other) ?? 0) >= (placeOf.get(one) ?? 0));
  const suspects = all.filter((one) => isLost(one) && isFirst(one));
  const asked = await Promise.all(suspects.map(async (one) => ({ one, exists: await exists(one, input) })));
  return {
    orphans: asked.flatMap(({ one, exists: is }) => (is ? [thingOf(one)] : [])),
    gone: asked.flatMap(({ one, exists: is }) => (is ? [] : [thingOf(one)])),
  };
}

/** Collects what the manifests stand for. One whose ids are not known yet may stand for any. */
function declaredThings(
  { stack, kinds }: Looking,
  observations: ReadonlyMap<Address, Observation>,
): Declared {
  const attributes = attributesSeen(stack.resources, kinds, observations);
  const all = [...stack.resources.values()].map((resource) => {
    const { address } = resource;
    const seen = observations.get(address);
    const identity = kinds.get(resource.kind)?.identity;
    const at = subjectOf(resource, stack.settings, attributes, {});
    const ids = seen?.is === 'present' ? seen.ids : identity?.by === 'name' ? identity.ids(at) : undefined;
    return { address, ids };
  });
  const unknown = new Set(all.flatMap(({ address, ids }) => (ids === undefined ? [address] : [])));
  const find = indexThings(all.flatMap(({ address, ids }) => (ids === undefined ? [] : [{ address, ids }])));
  return (one) => unknown.has(one.address) || find(one).length > 0;
}

/** Returns true if a thing whose manifest is gone still exists. Its kind asks for it: its ids stand for its spec. */
async function exists(one: Thing, input: Looking): Promise<boolean> {
  const kind = input.kinds.get(kindOf(one.address));
  if (kind === undefined) return false;
  if (kind.onVanish === 'revoke' && input.pruneOf(one.address) !== 'never') return false;
  const at = subjectOf(tombstone(one, input.stack), input.stack.settings, new Map(), one.ids);
  const { identity } = kind;
  // What carries no mark may be AWS's default by now, which counts as nothing there.
  const names = identity.marking === undefined ? Object.keys(kind.reads) : [kind.existence];
  const options: CallOptions = { notBefore: input.start };
  const results = await readSome(input.aws, kind, at, names, 'wide', options);
  const found = results.get(kind.existence)?.is;
  if (found === 'absent' || found === 'missing') return false;
  // A failed read is no evidence that it is gone.
  const isKnown = names.every((name) => results.get(name)?.is === 'value');
  return !(isKnown && identity.by === 'name' && identity.blank(valuesOf(results), at));
}

interface Index {
  readonly marked: readonly Thing[];
  readonly unread: readonly AwsFailure[];
}

/**
 * Lists what carries the stack's mark, in every account and Region of the Stack: the last manifest of a Region may be
 * the one that vanished. An index that cannot be asked is reported: it does not say that
 * there are none.
 */
async function marksOf(input: Looking): Promise<Index> {
  const places = input.stack.settings.accounts.flatMap(({ id, regions }) =>
    regions.map((region) => ({ account: id, region })),
  );
  const options: CallOptions = { notBefore: input.start };
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
  const marked = all.flatMap(({ place, marks }) =>
    marks.is === 'ok' ? marks.marked.map(({ address, ids }) => ({ address, place, ids })) : [],
  );
  return { marked, unread: onceEach(unread) };
}

/** Lists each failure once: kinds share the index of a place, and its failure. */
function onceEach(failures: readonly AwsFailure[]): readonly AwsFailure[] {
  return [...new Map(failures.map((one) => [`${one.op} ${showPlace(one.at)}`, one] as const)).values()];
}

/**
 * Returns true if its manifest names another thing now: the old bucket keeps the mark, and nobody declares it any
 * more.
 */
function isRenamed(one: Thing, { stack, kinds }: ObserveInput, declared: Declared): boolean {
  const resource = stack.resources.get(one.address);
  return kinds.get(resource?.kind ?? '')?.identity.by === 'name' && !declared(one);
}
