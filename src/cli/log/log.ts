import type { SentRequest } from '../../aws/call-log.ts';
import { isoOf, type Instant } from '../../model/instant.ts';
import type { ProgressEvent } from '../../model/progress.ts';
import { escapedJson } from '../../report/text/visible.ts';
import type { LogLevel } from '../../model/log-level.ts';
import { callRecord, progressRecord, type LogRecord } from '../../report/log/records.ts';

/** What a run does, as one JSON object a line, for who looks for a fault or keeps it. */
export interface Log {
  progress(event: ProgressEvent): void;
  call(request: SentRequest): void;
  info(msg: string, fields: LogRecord['fields']): void;
  put(record: LogRecord): void;
}

export interface LogParts {
  readonly level: LogLevel;
  /** Takes whole lines with their break. */
  write(text: string): void;
  now(): Instant;
}

/** Creates a log. Loads pino only for who asked for a log: a run does not wait for it otherwise. */
export async function createLog({ level, write, now }: LogParts): Promise<Log> {
  if (level === 'silent') return { progress: nothing, call: nothing, info: nothing, put: nothing };
  const { pino } = await import('pino');
  const logger = pino(
    {
      level,
      // Neither process nor host: the line is about AWS, and equal runs give equal lines.
      base: null,
      timestamp: () => `,"time":"${isoOf(now())}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    {
      write: (line) => {
        write(escapedJson(line));
      },
    },
  );
  function put(record: LogRecord): void {
    logger[record.level](record.fields, record.msg);
  }
  return {
    progress: (event) => {
      put(progressRecord(event));
    },
    call: (request) => {
      put(callRecord(request, level === 'trace'));
    },
    info: (msg, fields) => {
      put({ level: 'info', msg, fields });
    },
    put,
  };
}

function nothing(): void {
  // Nobody asked for a log.
}
