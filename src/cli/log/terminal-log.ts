import { logLevels } from '../../model/log-level.ts';
import { logLine } from '../../report/log/line.ts';
import type { LogRecord } from '../../report/log/records.ts';
import type { Style } from '../../report/text/style.ts';
import type { LogParts } from './log.ts';

/** Writes a log for the person who watches a daemon at a terminal: lines of words, not of JSON. */
export function createTerminalLog({ level, write, now, style }: LogParts & { readonly style: Style }): {
  put(record: LogRecord): void;
} {
  const most = logLevels.indexOf(level);
  return {
    put(record) {
      if (logLevels.indexOf(record.level) <= most) write(`${logLine(record, now(), style)}\n`);
    },
  };
}
