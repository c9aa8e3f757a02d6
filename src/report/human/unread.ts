import type { Display } from '../display/display.ts';
import type { Look } from '../text/style.ts';
import { visible } from '../text/visible.ts';
import { wrap } from '../text/width.ts';

/** Tells what to do so that all can be read, said once for the whole plan. */
export function unreadLines({ help = [] }: Pick<Display, 'help'>, look: Look): readonly string[] {
  if (help.length === 0) return [];
  return [
    look.style('bold', 'To fix the read errors:'),
    ...help.flatMap((line) => wrap(visible(line), look.width, '  ', '    ')),
  ];
}
