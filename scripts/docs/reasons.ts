import { blockReasons, reasons } from '../../src/model/reasons.ts';
import { code, madeBy, md, page, table } from './markdown.ts';

/** All reason codes, with the errors that block for each. */
export function reasonsDocument(): string {
  const blocks = Map.groupBy(Object.entries(blockReasons), ([, reason]) => reason as string);
  return page([
    '# Reason codes',
    madeBy,
    'With `-o json`, whatever is blocked, waits, was put off, was not done or is not healthy has two fields: `reason`, one of these codes, and `why`, a sentence. Codes are stable: match on them, never on words. What a field means is in [json-formats.md](json-formats.md).',
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
