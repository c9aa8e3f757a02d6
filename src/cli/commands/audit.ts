import { lineOf } from '../../daemon/record/chain.ts';
import { csvHeader, csvOf } from '../../daemon/record/csv.ts';
import { verifyRecord, type Verified } from '../../daemon/record/verify.ts';
import type { Event } from '../../model/history.ts';
import type { Instant } from '../../model/instant.ts';
import { realDatabases } from '../../runtime/database.ts';
import { readRecord } from '../../store/sqlite/read-record.ts';
import type { Io } from '../io.ts';
import type { Invocation, Moment } from '../options.ts';
import { refused, type Refused } from '../refused.ts';
import { plural } from '../../model/plural.ts';

/** Exports the record of a daemon, or checks it. Exit: 0 exported or whole, 1 not. */
export async function audit({ args, options }: Invocation, io: Io): Promise<number | Refused> {
  const [what, file = ''] = args;
  const events = readRecord(realDatabases(), file);
  if (what === 'verify') {
    const lines = events === undefined ? (await io.files.read(file))?.split('\n') : mapped(events, lineOf);
    return lines === undefined ? unreadable(file) : told(verifyRecord(lines, options.head), file, io);
  }
  if (events === undefined) return unreadable(file);
  const [since, until] = [instantOf(options.since, io), instantOf(options.until, io)];
  const isCsv = options.output === 'csv';
  if (isCsv) io.terminal.out(`${csvHeader}\n`);
  for (const event of events)
    if (event.at >= (since ?? -Infinity) && event.at < (until ?? Infinity))
      io.terminal.out(`${isCsv ? csvOf(event) : lineOf(event)}\n`);
  return 0;
}

function told(verified: Verified, file: string, io: Io): number | Refused {
  if (verified.is === 'broken') {
    const { line, why } = verified;
    return refused(
      'record.broken',
      line === 0 ? `${file}: ${why}` : `${file}, line ${String(line)}: ${why}`,
      'compare the record with the copy in the data directory and with the heads in the sink',
    );
  }
  if (verified.lines === 0) return unreadable(file);
  const count = plural(verified.lines, 'line');
  const chains = verified.chains.map(
    ({ first, last }) =>
      `  chain ${last.chain}: lines ${String(first)} to ${String(last.seq)}, head ${last.hash}\n`,
  );
  io.terminal.out(`The record is intact: ${count}.\n${chains.join('')}`);
  return 0;
}

function unreadable(file: string): Refused {
  return refused(
    'record.unreadable',
    `${file} does not contain a record`,
    'pass the history.sqlite in the data directory of a daemon, or its exported lines',
  );
}

function instantOf(moment: Moment | undefined, { clock }: Io): Instant | undefined {
  if (moment === undefined) return undefined;
  return moment.is === 'at' ? moment.at : clock.now() - moment.ago;
}

function* mapped(events: Iterable<Event>, line: (event: Event) => string): Generator<string> {
  for (const event of events) yield line(event);
}
