import type { Clock } from '../../model/clock.ts';
import type { HeadSink } from '../../model/history.ts';
import { withDeadline } from '../../model/deadline.ts';
import { minute, second, type Duration } from '../../model/instant.ts';
import type { Recorder } from './recorder.ts';

export interface HeadKeeperParts {
  readonly recorder: Pick<Recorder, 'head'>;
  readonly sink: HeadSink;
  readonly clock: Clock;
  /** How often the head is written. */
  readonly interval: Duration;
  /** Told after each attempt. */
  told(result: { readonly ok: true } | { readonly ok: false; readonly why: string }): void;
}

export interface HeadKeeper {
  /** Writes the head at once and then in each interval, until the signal is aborted. Never rejects. */
  run(signal: AbortSignal): Promise<void>;
  /** Writes the head now, as a shutdown does. Never rejects. */
  flush(): Promise<void>;
}

/** A directory on a network share may give no answer: then nobody would hear that heads are missing. */
const longest: Duration = minute;

/** A sink that fails is tried again sooner. */
const again: Duration = 5 * minute;

/** Tells a sink outside of this machine where the record ends: what is forged before that is noticed there. */
export function createHeadKeeper({ recorder, sink, clock, interval, told }: HeadKeeperParts): HeadKeeper {
  let written: string | undefined;

  /** Returns false if the sink failed. Skips a head that is there already. */
  async function write(): Promise<boolean> {
    try {
      const head = await recorder.head();
      if (head !== undefined && head.hash !== written) {
        const answer = await withDeadline(clock, longest, () => sink.write(head, clock.now()));
        if (answer.is === 'late') throw new Error(`no response within ${String(longest / second)} s`);
        written = head.hash;
      }
      told({ ok: true });
      return true;
    } catch (error) {
      told({ ok: false, why: `${sink.name}: ${error instanceof Error ? error.message : String(error)}` });
      return false;
    }
  }

  return {
    async run(signal) {
      while (!signal.aborted) {
        const isWritten = await write();
        await clock.sleep(isWritten ? interval : Math.min(again, interval), signal);
      }
    },
    async flush() {
      await write();
    },
  };
}
