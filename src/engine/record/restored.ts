import type { Diagnostic } from '../../model/diagnostic.ts';
import type { AppliedDocument } from '../../model/history.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import { isWithin, join, segmentsOf, type Path } from '../../model/path.ts';
import type { Reference, Stack } from '../../model/resource.ts';
import { holesOf } from '../../model/template.ts';
import { isList, isMap, isUnknown, type Tree, type TreeMap } from '../../model/tree.ts';
import { recordSentences } from '../../report/sentences/record.ts';
import type { Notice } from '../../report/sentences/words.ts';
import { withChanges } from '../facet/compare-trees.ts';

type Restored = { readonly stack: Stack } | { readonly refused: readonly Diagnostic[] };

/** Gives the Stack as it would be with one document of before: the rest of that manifest, and all others, stay. */
export function restored(
  stack: Stack,
  { address, facet, spec: earlier }: Pick<AppliedDocument, 'address' | 'facet' | 'spec'>,
  kinds: ReadonlyMap<string, AnyKind>,
): Restored {
  const resource = stack.resources.get(address);
  const paths = kinds.get(resource?.kind ?? '')?.facets.find(({ name }) => name === facet)?.paths;
  if (resource === undefined || paths === undefined) return refused(recordSentences.undeclared({ address }));
  const references = [
    ...resource.references.filter(({ path }) => !paths.some((one) => isWithin(path, one))),
    ...earlier.flatMap(({ path, value }) => referencesIn(value, path)),
  ];
  const missing = references.find(({ to }) => !stack.resources.has(to));
  if (missing !== undefined) return refused(recordSentences.refersToGone({ address, facet, to: missing.to }));
  const changes = earlier.map(({ path, value }) => ({ path, before: undefined, after: value }));
  const spec = withChanges(paths.reduce<TreeMap>(without, resource.spec), changes);
  const resources = new Map(stack.resources);
  resources.set(address, { ...resource, spec: isMap(spec) ? spec : {}, references });
  return { stack: { ...stack, resources } };
}

function refused(words: Notice): Restored {
  return { refused: [{ severity: 'error', code: 'manifest.reference', ...words }] };
}

/** Collects the references of leaves that AWS must assign. */
function referencesIn(tree: Tree, path: Path): readonly Reference[] {
  if (isUnknown(tree))
    return holesOf(tree.$unknown).flatMap((hole) =>
      hole.is === 'attribute' ? [{ to: hole.of, attribute: hole.attribute, path, edge: true }] : [],
    );
  if (isList(tree)) return tree.flatMap((one, at) => referencesIn(one, join(path, at)));
  return isMap(tree)
    ? Object.entries(tree).flatMap(([name, one]) => referencesIn(one, join(path, name)))
    : [];
}

function without(spec: TreeMap, path: Path): TreeMap {
  const [name, ...rest] = segmentsOf(path);
  if (name === undefined) return {};
  const below = spec[name];
  const { [name]: _gone, ...kept } = spec;
  return rest.length === 0 || !isMap(below)
    ? kept
    : { ...kept, [name]: without(below, `/${rest.join('/')}`) };
}
