import type { AcceptedResource } from '../../model/accepted.ts';
import { isoOf } from '../../model/instant.ts';
import { isWithin, pathOf, segmentsOf, type Path } from '../../model/path.ts';
import type { Accept, Ignore } from '../../model/resource.ts';
import type { Tree } from '../../model/tree.ts';
import { isMap } from '../../model/tree.ts';
import { becomes, changed, ends, itemsOf, ranked, type Judge } from './classes.ts';
import { coveredBy } from './ignores.ts';
import { noLoosening, type Field, type FieldPath } from './stack-fields.ts';

/** What of a resource waits while a loosening of the field is not accepted. */
type Waits = 'all' | 'within' | 'nothing';

interface MetadataField extends Field<AcceptedResource> {
  readonly waits: Waits;
}

const nothing: MetadataField = { ...noLoosening, waits: 'nothing' };

/** Every field of a resource's metadata, by its path in the schema, and what of a spec loosens in the same way. */
export const metadataFields = {
  // The address: another name is another resource.
  '/metadata/name': nothing,
  // A resource cannot move, so another place is another resource.
  '/metadata/account': nothing,
  '/metadata/region': nothing,
  // By the labels that were accepted, rules of the Stack go on until other ones are.
  '/metadata/labels': one('/metadata/labels', selected, ({ labels }) => labels ?? {}, 'nothing'),
  '/metadata/annotations': nothing,
  '/metadata/adopt': one('/metadata/adopt', set, ({ adopt }) => adopt ?? null, 'all'),
  '/metadata/formerly': one('/metadata/formerly', unheld, ({ formerly }) => formerly, 'all'),
  '/metadata/state': one('/metadata/state', becomes('released'), ({ state }) => state, 'all'),
  // The tombstone itself is of class delete or disable.
  '/metadata/keyId': nothing,
  '/metadata/mode': one('/metadata/mode', changed, ({ mode }) => mode ?? null, 'nothing'),
  '/metadata/apply': one(
    '/metadata/apply',
    ranked(['off', 'approve', 'auto']),
    ({ apply }) => apply ?? 'auto',
    'nothing',
  ),
  '/metadata/heal': one('/metadata/heal', changed, ({ heal }) => heal ?? null, 'nothing'),
  // Until a looser one is accepted, what was accepted rules what becomes of it without its manifest.
  '/metadata/prune': one(
    '/metadata/prune',
    ranked(['never', 'approve', 'auto']),
    ({ prune }) => prune ?? 'approve',
    'nothing',
  ),
  '/metadata/ignore': one('/metadata/ignore', uncovered, ({ ignore }) => ignore.map(ignoreTree), 'within'),
  // It hides a warning and lets nothing go on, so nothing waits for it.
  '/metadata/accept': one(
    '/metadata/accept',
    louder,
    ({ accept }) => (accept ?? []).map(acceptTree),
    'nothing',
  ),
  '/spec/ownership': one('/spec/ownership', fromDocument, ({ ownership }) => ownership ?? null, 'nothing'),
  // Each path that was managed and that the manifest leaves out (managed.ts).
  '/spec': {
    judge: ends,
    of: ({ managed = [] }) => managed.map(({ path }) => [`/spec${path}`, true] as const),
    waits: 'within',
  },
} as const satisfies Readonly<Record<FieldPath, MetadataField>>;

/** Lists what waits of a resource while the loosening of one of its fields is not accepted. */
export function waitsFor(path: Path): Waits {
  const exact = Object.entries(metadataFields).find(([name]) => name === path);
  return exact?.[1].waits ?? (isWithin(path, '/spec') ? metadataFields['/spec'].waits : 'nothing');
}

/** Lists the paths of a spec that a loosening leaves to themselves. */
export function quietedBy({
  path,
  before,
  after,
}: {
  readonly path: Path;
  readonly before?: Tree | undefined;
  readonly after?: Tree | undefined;
}): readonly Path[] {
  if (path === '/metadata/ignore') return newlyIgnored(before, after);
  return path !== '/spec/ownership' && isWithin(path, '/spec') ? [unspecced(path)] : [];
}

function unspecced(path: Path): Path {
  return pathOf(segmentsOf(path).slice(1));
}

function one(
  path: Path,
  judge: Judge,
  read: (resource: AcceptedResource) => Tree,
  waits: Waits,
): MetadataField {
  return { judge, of: (resource) => [[path, read(resource)]], waits };
}

/** Compares labels that rules select by: a rule that no longer applies may have been the tightest. */
function selected(before: Tree | undefined, after: Tree | undefined): ReturnType<Judge> {
  const [was, is] = [before, after].map((one) => (isMap(one) ? one : {}));
  const lost = Object.entries(was ?? {}).some(([name, value]) => is?.[name] !== value);
  if (lost) return 'loosening';
  return Object.keys(is ?? {}).some((name) => was?.[name] === undefined) ? 'tightening' : 'neutral';
}

/** Judges it as loosening to take over something else, or something at all. */
function set(before: Tree | undefined, after: Tree | undefined): ReturnType<Judge> {
  return after === null || after === undefined || after === before ? 'neutral' : 'loosening';
}

/**
 * Judges a change of who owns a document. Only what removed strangers' statements before can stop it: a policy that
 * is new did not.
 */
function fromDocument(before: Tree | undefined, after: Tree | undefined): ReturnType<Judge> {
  if (before === 'document' && after === 'statements') return 'loosening';
  return before === 'statements' && after === 'document' ? 'tightening' : 'neutral';
}

/** Judges the addresses that the Stack does not hold: those it holds are left out before (findings.ts). */
function unheld(_: Tree | undefined, after: Tree | undefined): ReturnType<Judge> {
  return itemsOf(after).length > 0 ? 'loosening' : 'neutral';
}

function uncovered(before: Tree | undefined, after: Tree | undefined): ReturnType<Judge> {
  if (newlyIgnored(before, after).length > 0) return 'loosening';
  return newlyIgnored(after, before).length > 0 ? 'tightening' : 'neutral';
}

/** Finds the paths that are quiet now and were not. */
function newlyIgnored(before: Tree | undefined, after: Tree | undefined): readonly Path[] {
  const was = itemsOf(before).flatMap(ignoreOf);
  return itemsOf(after)
    .flatMap(ignoreOf)
    .filter((entry) => !coveredBy(was, entry))
    .map(({ path }) => path);
}

/** Judges as loosening a warning that is accepted now and was not, or for longer. */
function louder(before: Tree | undefined, after: Tree | undefined): ReturnType<Judge> {
  if (exceeds(itemsOf(after), itemsOf(before))) return 'loosening';
  return exceeds(itemsOf(before), itemsOf(after)) ? 'tightening' : 'neutral';
}

function exceeds(entries: readonly Tree[], others: readonly Tree[]): boolean {
  const known = others.flatMap(acceptOf);
  return entries
    .flatMap(acceptOf)
    .some((entry) => !known.some(({ code, until }) => code === entry.code && until >= entry.until));
}

/** Parses the end as a number: as texts, the year 10000 (`+010000-…`) comes before all others. */
function acceptOf(tree: Tree): readonly Pick<Accept, 'code' | 'until'>[] {
  if (!isMap(tree)) return [];
  const { code, until } = tree;
  return typeof code === 'string' && typeof until === 'string'
    ? [{ code: code as Accept['code'], until: Date.parse(until) }]
    : [];
}

function acceptTree({ code, until }: Accept): Tree {
  return { code, until: isoOf(until) };
}

/** Turns an ignored path into a tree, without the reason, which is free text. */
function ignoreTree({ path, until }: Ignore): Tree {
  return { path, ...(until === undefined ? {} : { until: isoOf(until) }) };
}

function ignoreOf(tree: Tree): readonly Pick<Ignore, 'path' | 'until'>[] {
  if (!isMap(tree) || typeof tree['path'] !== 'string') return [];
  const { path, until } = tree;
  return [{ path: path as Path, ...(typeof until === 'string' ? { until: Date.parse(until) } : {}) }];
}
