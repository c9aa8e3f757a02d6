import { dump } from 'js-yaml';
import type { Tree } from '../model/tree.ts';

/** A value as YAML in block style, as manifests are written; ends with a line break. Long text is not folded. */
export function yamlText(tree: Tree): string {
  return dump(tree, { lineWidth: -1, noRefs: true });
}
