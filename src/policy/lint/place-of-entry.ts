import { join, segmentsOf, type Path } from '../../model/path.ts';
import { isList, isMap, isUnknown, type Tree } from '../../model/tree.ts';
import { showText, type Text } from '../document.ts';
import { fold } from '../fold.ts';

/**
 * Finds where a document has an entry of a list, for a finding about this entry. Gives the path of the list back where
 * the document has a single entry without a list, or writes the entry in another form.
 */
export function placeOfEntry(document: Tree, list: Path, entry: Text): Path {
  const items = segmentsOf(list).reduce<Tree | undefined>(below, document);
  if (!isList(items)) return list;
  const wanted = showText(entry);
  const same = (written: string): boolean => written === wanted;
  const alike = (written: string): boolean => fold(written) === fold(wanted);
  const index = [same, alike].map((test) => items.findIndex((item) => isText(item) && test(showText(item))));
  const found = index.find((one) => one !== -1);
  return found === undefined ? list : join(list, found);
}

/** Descends one level in a tree. A document with one statement may have it without a list. */
function below(tree: Tree | undefined, name: string): Tree | undefined {
  if (isList(tree)) return tree[Number(name)];
  if (!isMap(tree) || isUnknown(tree)) return undefined;
  return name === '0' && !Object.hasOwn(tree, name) ? tree : tree[name];
}

function isText(tree: Tree): tree is Text {
  return typeof tree === 'string' || isUnknown(tree);
}
