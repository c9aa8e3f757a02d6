import type { StackChange } from '../../model/plan.ts';
import { stackChangeBlocks } from '../human/stack-change.ts';
import { openedLines } from '../human/lists.ts';
import type { Detail } from './detail.ts';
import { unwrapped as look } from './look.ts';
import { code, cutRows, short, titled } from './escape.ts';

/** Shows what the commit loosens and drops, before anything else. */
export function stackChangeDetail({
  stackChange,
  planId,
}: {
  readonly stackChange?: StackChange;
  readonly planId?: string;
}): readonly Detail[] {
  if (stackChange === undefined) return [];
  return stackChangeBlocks(stackChange, { clip: look.clip, planId }).flatMap(({ title, rows, release }) =>
    titled(title, [...cutRows(rows.map((row) => `🟡 ${code(short(row))}`)), '', release]),
  );
}

/** Shows what somebody opened after its manifest was deleted: no part of it may be folded away. */
export function openedDetail(shown: Parameters<typeof openedLines>[0]): readonly Detail[] {
  const [title = '', ...lines] = openedLines(shown, look);
  return titled(
    title.replace(/:$/u, ''),
    cutRows(lines.map((line) => `🔴 ${code(short(line.replace(/^ *- /u, '')))}`)),
  );
}
