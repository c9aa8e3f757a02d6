import type { DaemonConfig } from '../../daemon/config/schema/index.ts';
import type { Publish } from '../../daemon/events.ts';
import { createHeadKeeper } from '../../daemon/record/heads.ts';
import { createRecorder, type RecordEnd, type Recorder } from '../../daemon/record/recorder.ts';
import type { HeadSink, History } from '../../model/history.ts';
import type { StackId } from '../../model/resource.ts';
import type { Host } from '../host.ts';
import { upkeep, type BackupTo } from './upkeep.ts';

export interface KeepingParts {
  readonly host: Pick<Host, 'entropy' | 'clock' | 'files'>;
  readonly source: string;
  readonly subject: string;
  readonly stack: StackId;
  readonly history: History;
  /** Absent: it is not copied. */
  readonly backup?: BackupTo | undefined;
  /** Shared by all that keep this record in this process. */
  readonly end?: RecordEnd | undefined;
  readonly publish: Publish;
  print(line: string): Promise<void>;
  /** Absent: no place outside of this machine stores where the record ends. */
  readonly sink?: HeadSink | undefined;
  readonly interval: DaemonConfig['record']['interval'];
}

/** The record of one Stack, for as long as it is worked on. */
export interface Keeping {
  readonly recorder: Recorder;
  /** Records the end and tells the sink where the record ends. It never rejects. */
  close(): Promise<void>;
}

/** Keeps the record of one Stack: its lines, its head outside, and no more of it than is to be kept. */
export function keepRecord(parts: KeepingParts): Keeping {
  const { host, source, subject, stack, history, backup, publish, print, sink, interval } = parts;
  const { clock, entropy } = host;
  const end = new AbortController();
  const failed = (during: string, error: unknown): void => {
    const message = error instanceof Error ? error.message : String(error);
    const diagnostic = { severity: 'error', code: 'record.failed', message } as const;
    publish({ source, at: clock.now(), is: 'failed', during, diagnostic });
  };
  const recorder = createRecorder({
    history,
    print,
    newId: () => entropy.hex(8),
    stack,
    end: parts.end,
    predecessor: async () => sink?.last(),
    failed: (diagnostic) => {
      publish({ source, at: clock.now(), is: 'failed', during: 'keeping the record', diagnostic });
    },
  });
  const heads =
    sink === undefined
      ? undefined
      : createHeadKeeper({
          recorder,
          sink,
          clock,
          interval,
          told: (result) => {
            publish({ source, at: clock.now(), is: 'sink', ...result });
          },
        });

  const loops = Promise.all([
    upkeep({ history, clock, files: host.files, backup, failed }, end.signal),
    heads?.run(end.signal),
  ]);
  return {
    recorder,
    async close() {
      end.abort();
      await loops;
      const text = `stopped to keep the source ${source}`;
      // The recorder tells of a line that it could not keep.
      await recorder.record({ at: clock.now(), is: 'stopped', subject, text }).catch(() => undefined);
      await heads?.flush();
    },
  };
}
