import { explain } from '../../explain/index.ts';
import { allPages } from '../../explain/kind.ts';
import { kinds } from '../../kinds/index.ts';
import { stackKind } from '../../kinds/stack/index.ts';
import { jsonText } from '../../report/json/text.ts';
import { formatVersion } from '../../report/formats/version.ts';
import type { Io } from '../io.ts';
import type { Invocation } from '../options.ts';
import { looksOf } from '../look.ts';
import { refused, type Refused } from '../refused.ts';

/** Says what a kind, a field or an error code means; asks nobody. Exit: 0 told, 1 there is no such thing. */
export function explainCommand({ args, options }: Invocation, io: Io): number | Refused {
  const look = looksOf(options, io.environment).out;
  const pages = allPages(kinds, stackKind);
  const told = explain(args[0], pages, { recursive: options.recursive, look });
  if (told.is === 'nothing') return refused('cli.usage', told.message, 'reconcile explain lists the kinds');
  io.terminal.out(
    options.output === 'json'
      ? jsonText({ formatVersion, kind: 'Explanation', ...told.value })
      : `${told.lines.join('\n')}\n`,
  );
  return 0;
}
