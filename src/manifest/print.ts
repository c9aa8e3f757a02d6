import { dump } from 'js-yaml';
import type { Tree } from '../model/tree.ts';

/** Formats a value as YAML in block style, as manifests are written; ends with a line break. Folds no long text. */
export function yamlText(tree: Tree): string {
  return dump(tree, { lineWidth: -1, noRefs: true });
}
