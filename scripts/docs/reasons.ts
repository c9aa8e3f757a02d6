import { blockReasons, reasons } from '../../src/model/reasons.ts';
import { code, madeBy, md, page, table } from './markdown.ts';

/** Lists all reason codes, with the errors that block for each. */
export function reasonsDocument(): string {
  const blocks = Map.groupBy(Object.entries(blockReasons), ([, reason]) => reason as string);
  return page([
    '# Reason codes',
    madeBy,
    'With `-o json`, each item that is blocked, waiting, deferred, not done or unhealthy has two fields: `reason`, one of these codes, and `why`, a sentence. Codes are stable: match on them, never on text. [json-formats.md](json-formats.md) explains the fields.',
    table(
      ['Code', 'Meaning', 'Error codes that block for it'],
      Object.entries(reasons).map(([reason, means]) => [
        code(reason),
        md(means),
        (blocks.get(reason) ?? []).map(([error]) => `[${code(error)}](errors.md#${error})`).join(', '),
      ]),
    ),
  ]);
}
