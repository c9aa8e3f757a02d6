import type { StackChange } from '../../model/plan.ts';
import { stackChangeBlocks } from '../human/stack-change.ts';
import type { Detail } from './cut.ts';
import { unwrapped as look } from './look.ts';
import { code, cutRows, short, titled } from './escape.ts';

/** What the commit loosens and drops, before anything else. */
export function stackChangeDetail({
  stackChange,
}: {
  readonly stackChange?: StackChange;
}): readonly Detail[] {
  if (stackChange === undefined) return [];
  return stackChangeBlocks(stackChange, look.clip).flatMap(({ title, rows, release }) =>
    titled(title, [...cutRows(rows.map((row) => code(short(row)))), '', release]),
  );
}
