import { Argument, Option } from 'commander';
import { durationOf } from '../../../model/duration.ts';
import type { Moment } from '../../options.ts';
import type { CommandDeclaration } from '../declaration.ts';
import { noColor, refuse } from '../options.ts';

const since = new Option('--since <time>', 'export: only lines from this time on').argParser(momentOf);
const until = new Option('--until <time>', 'export: only lines before this time').argParser(momentOf);

const head = new Option(
  '--head <hash>',
  'verify: a head from the sink that the record must contain',
).argParser((text): string =>
  /^[0-9a-f]{64}$/u.test(text) ? text : refuse('A head must be a SHA-256 hash: 64 hexadecimal digits.'),
);

const output = new Option('-o, --output <format>', 'export: JSON, one line each, or a table')
  .choices(['json', 'csv'])
  .default(undefined, 'json');

export const audit = {
  name: 'audit',
  group: 'Look',
  summary: 'export or verify the record of a daemon; makes no AWS calls',
  details:
    'The record contains every write and decision of a daemon. A hash chain reveals changed, deleted and moved lines. To detect a truncated end, pass a head from the sink of the daemon with --head.',
  arguments: [
    new Argument('<what>', 'the action').choices(['export', 'verify']),
    new Argument('<file>', 'the history.sqlite of a daemon, or its exported or printed lines'),
  ],
  options: [since, until, output, head, noColor],
  examples: [
    { line: 'reconcile audit export data/history.sqlite --since 7d', does: 'the lines of the last week' },
    { line: 'reconcile audit verify record.jsonl --head 3f5a…', does: 'print the first invalid line' },
  ],
  exits: { 0: 'exported, or the record is intact', 1: 'the record cannot be read, or a line is invalid' },
} as const satisfies CommandDeclaration;

function momentOf(text: string): Moment {
  const ago = durationOf(text);
  if (ago !== undefined) return { is: 'ago', ago };
  const at = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?$/u.test(text)
    ? Date.parse(text)
    : Number.NaN;
  return Number.isNaN(at)
    ? refuse('A time must be an age such as 7d, or a date such as 2026-11-30 or 2026-11-30T12:00:00Z.')
    : { is: 'at', at };
}
