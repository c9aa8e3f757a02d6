import type { Address } from '../../model/address.ts';
import { showPath } from '../../model/path.ts';
import type { Moved } from '../../model/plan.ts';
import type { Tree } from '../../model/tree.ts';
import type { Look } from '../text/style.ts';
import { valueText } from '../text/value.ts';

/**
 * Tells what moved, one text each: `description: "a" when planned, "b" now`; of another resource with its address.
 */
export function movedTexts(
  moved: readonly Moved[] | undefined,
  own: Address,
  { clip }: Pick<Look, 'clip'>,
): readonly string[] {
  return (moved ?? []).map(({ address, path, planned, now }) => {
    const field = path === '' ? 'as a whole' : showPath(path);
    const what = address === own ? field : `${address} ${field}`;
    return `${what}: ${side(planned, clip)} when planned, ${side(now, clip)} now`;
  });
}

function side(tree: Tree | undefined, clip: number): string {
  return tree === undefined ? 'absent' : valueText(tree, clip);
}
