import { explain } from '../../explain/index.ts';
import { pageText } from '../../explain/text.ts';
import { daemonKind, daemonNotes } from '../../daemon/config/declaration.ts';
import { tokensKind } from '../../daemon/config/tokens/declaration.ts';
import { allPages, documentPage } from '../../explain/kind.ts';
import { kinds } from '../../kinds/index.ts';
import { guardrailsKind } from '../../manifest/guardrails/declaration.ts';
import { stackKind } from '../../kinds/stack/index.ts';
import { jsonText } from '../../report/json/text.ts';
import { formatVersion } from '../../report/formats/version.ts';
import type { Io } from '../io.ts';
import type { Invocation } from '../options.ts';
import { looksOf } from '../look.ts';
import { refused, type Refused } from '../refused.ts';

/** Says what a kind, a field or an error code means; asks nobody. Exit: 0 told, 1 there is no such thing. */
export function explainCommand({ args, options }: Invocation, io: Io): number | Refused {
  const pages = [
    ...allPages(kinds, stackKind),
    documentPage(guardrailsKind),
    documentPage(daemonKind, daemonNotes),
    documentPage(tokensKind),
  ];
  const told = explain(args[0], pages, options.recursive);
  if (told.is === 'nothing') return refused('cli.usage', told.message, 'reconcile explain lists the kinds');
  io.terminal.out(
    options.output === 'json'
      ? jsonText({ formatVersion, kind: 'Explanation', ...told.value })
      : `${pageText(told.page, looksOf(options, io.environment).out).join('\n')}\n`,
  );
  return 0;
}
