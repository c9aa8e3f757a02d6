import type { AcceptedResource } from '../../model/accepted.ts';
import type { Address } from '../../model/address.ts';
import type { Path } from '../../model/path.ts';
import type { Loosened } from '../../model/plan.ts';
import type { Resource, Stack } from '../../model/resource.ts';
import type { Tree } from '../../model/tree.ts';
import { looseningSentences } from '../../report/sentences/loosened.ts';
import { strictest, type Baseline } from './baseline.ts';
import { added, itemsOf, type ChangeClass } from './classes.ts';
import { metadataFields, quietedBy } from './metadata-fields.ts';
import { stackFields, type Field, type FieldPath } from './stack-fields.ts';

/** One changed field of the Stack, or of a resource's metadata, with its class. */
export interface Finding extends Loosened {
  readonly class: ChangeClass;
}

/** What is known of the things that resources stand for. */
export interface Holdings {
  /** The thing that the address stands for exists. */
  exists(address: Address): boolean;
  /** It carries our mark, or is ours by what was applied. */
  ours(address: Address): boolean;
}

/** Lists what a commit loosens: the declared Stack compared with the last accepted one. Pure. */
export function loosened(baseline: Baseline, declared: Stack, held: Holdings): readonly Loosened[] {
  return findings(baseline, declared, held).flatMap(({ class: of, ...found }) =>
    of === 'loosening' ? [found] : [],
  );
}

/** Lists every changed field with its class, in the order of the fields and of addresses. */
export function findings(baseline: Baseline, declared: Stack, held: Holdings): readonly Finding[] {
  const { accepted } = baseline;
  const settings = accepted?.settings ?? strictest(declared.settings);
  const resources = [...declared.resources.values()].flatMap((resource) => {
    const after = judged(resource, baseline, held);
    return compare(metadataFields, measureOf(resource, baseline, held), after).map((found) => ({
      ...found,
      address: resource.address,
    }));
  });
  return [...compare(stackFields, settings, declared.settings), ...onceEach(resources, declared)];
}

/** Reports a finding of a part once, at its manifest: adopting a key adopts its inline aliases. */
function onceEach<F extends Loosened>(
  found: readonly F[],
  { resources }: Pick<Stack, 'resources'>,
): readonly F[] {
  const all = new Set(found.map(({ address, path }) => `${address ?? ''} ${path}`));
  return found.filter(({ address, path }) => {
    const whole = address === undefined ? undefined : resources.get(address)?.metadata.partOf;
    return whole === undefined || !isOfWhole(path) || !all.has(`${whole} ${path}`);
  });
}

const ofWhole: ReadonlySet<string> = new Set([
  '/metadata/adopt',
  '/metadata/state',
  '/metadata/mode',
  '/metadata/apply',
  '/metadata/heal',
  '/metadata/labels',
]);

/** Returns true for a field that a part has from its manifest. */
function isOfWhole(path: Path): boolean {
  return ofWhole.has(path);
}

/** Lists what is loosened for one address, by its own fields or by those of its parent manifest. */
export function loosenedFor(
  address: Address,
  partOf: Address | undefined,
  all: readonly Loosened[],
): readonly Loosened[] {
  return all.filter(
    (one) =>
      one.address === address || (partOf !== undefined && one.address === partOf && isOfWhole(one.path)),
  );
}

function compare<T>(
  fields: Readonly<Record<FieldPath, Field<T>>>,
  before: T,
  after: T,
): readonly Omit<Finding, 'address'>[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const was = new Map(field.of(before));
    const is = new Map(field.of(after));
    return [...new Set([...was.keys(), ...is.keys()])].flatMap((path) => {
      const [from, to] = [was.get(path), is.get(path)];
      const judged = field.judge(from, to);
      if (judged === 'neutral') return [];
      return [{ class: judged, path, why: sentenceOf(name, path, from, to), ...sides(from, to) }];
    });
  });
}

function sentenceOf(name: string, path: Path, before: Tree | undefined, after: Tree | undefined): string {
  const [was, is] = [itemsOf(before), itemsOf(after)];
  const lists = { added: added(was, is), dropped: added(is, was) };
  return (
    looseningSentences[name as FieldPath]?.({
      path,
      before,
      after,
      ...lists,
      quiet: quietedBy({ path, before, after }),
    }) ?? ''
  );
}

function sides(before: Tree | undefined, after: Tree | undefined): Pick<Loosened, 'before' | 'after'> {
  return {
    ...(before === undefined || before === null ? {} : { before }),
    ...(after === undefined || after === null ? {} : { after }),
  };
}

/** Ignores adoptions and renames of resources that the Stack has already. */
function judged({ address }: Resource, { known, written }: Baseline, held: Holdings): AcceptedResource {
  const { adopt, managed: _, ...rest } = written.resources.get(address) ?? nothingAccepted;
  const ours = held.ours(address);
  const formerly = rest.formerly.filter((name) => !ours && !known.has(name));
  return { ...rest, formerly, ...(adopt === undefined || ours ? {} : { adopt }) };
}

/** Returns the accepted metadata of a resource; a new one has the defaults: nothing is quiet, nothing released. */
function measureOf(
  resource: Resource,
  { accepted, of, dropped }: Baseline,
  held: Holdings,
): AcceptedResource {
  const found = of.get(resource.address);
  if (found !== undefined) {
    // A tombstone and a release say by themselves that the guard ends.
    const guarded = resource.metadata.state === 'present';
    return { ...found, managed: guarded ? (dropped.get(resource.address) ?? []) : [] };
  }
  const { heal, mode, prune } = resource.metadata;
  const exists = held.exists(resource.address);
  return {
    ...nothingAccepted,
    ...(mode === undefined || (exists && accepted !== undefined) ? {} : { mode }),
    ...(heal === undefined || (exists && accepted !== undefined) ? {} : { heal }),
    ...(prune === undefined || exists ? {} : { prune }),
  };
}

const nothingAccepted: AcceptedResource = { formerly: [], state: 'present', ignore: [] };
