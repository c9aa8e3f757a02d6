import { Argument, Option } from 'commander';
import { durationOf } from '../../../model/duration.ts';
import type { Moment } from '../../options.ts';
import type { CommandDeclaration } from '../declaration.ts';
import { noColor, refuse } from '../options.ts';

const since = new Option('--since <time>', 'export: only lines from this time on').argParser(momentOf);
const until = new Option('--until <time>', 'export: only lines before this time').argParser(momentOf);

const head = new Option(
  '--head <hash>',
  'verify: a head from the sink, which must be in the record',
).argParser((text): string =>
  /^[0-9a-f]{64}$/u.test(text) ? text : refuse('A head is a SHA-256 in hex: 64 digits from 0 to f.'),
);

const output = new Option('-o, --output <format>', 'export: JSON, one line each, or a table')
  .choices(['json', 'csv'])
  .default(undefined, 'json');

export const audit = {
  name: 'audit',
  group: 'Look',
  summary: 'export the record of a daemon, or check that nobody changed it; asks AWS nothing',
  details:
    'The record has every write and decision of a daemon. Its lines are chained by hash, so one that was changed, removed or moved is found. What was cut off at the end is found by a head that the daemon wrote to its sink: --head.',
  arguments: [
    new Argument('<what>', 'what to do').choices(['export', 'verify']),
    new Argument('<file>', 'the history.sqlite of a daemon, or lines that were exported or printed by it'),
  ],
  options: [since, until, output, head, noColor],
  examples: [
    { line: 'reconcile audit export data/history.sqlite --since 7d', does: 'the lines of the last week' },
    { line: 'reconcile audit verify record.jsonl --head 3f5a…', does: 'says the first line that is wrong' },
  ],
  exits: { 0: 'exported, or the record is whole', 1: 'it cannot be read, or a line is wrong' },
} as const satisfies CommandDeclaration;

function momentOf(text: string): Moment {
  const ago = durationOf(text);
  if (ago !== undefined) return { is: 'ago', ago };
  const at = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?$/u.test(text)
    ? Date.parse(text)
    : Number.NaN;
  return Number.isNaN(at)
    ? refuse('A time is how long ago it was, such as 7d, or 2026-11-30 or 2026-11-30T12:00:00Z.')
    : { is: 'at', at };
}
