import type { Io } from './io.ts';

/** Whether someone asked the run to stop. */
export interface Stop {
  asked(): boolean;
  /** Aborted with the first signal: a question is answered by it. */
  readonly signal: AbortSignal;
  /** The work is done: a signal now must not turn its exit code into a death; a second one still ends it. */
  end(): void;
}

/** 128 and the number of SIGINT, as shells count. */
const interrupted = 130;

/**
 * Watches for signals. The first Ctrl-C or SIGTERM lets what is in flight finish, the second ends the process at
 * once. A SIGHUP stops too, but never counts as the second: a closed terminal may send several. What only looks just
 * ends.
 */
export function watchStop(io: Pick<Io, 'signals' | 'terminal' | 'processes'>, writes: boolean): Stop {
  const controller = new AbortController();
  let ended = false;
  let asked = 0;
  if (writes) {
    io.signals.onStop((signal) => {
      if (signal !== 'SIGHUP') asked += 1;
      if (signal !== 'SIGHUP' && asked > 1) {
        io.processes.exit(interrupted);
        return;
      }
      if (!ended && !controller.signal.aborted) io.terminal.err(stopping);
      controller.abort();
    });
  }
  return {
    asked: () => controller.signal.aborted,
    signal: controller.signal,
    end: () => {
      ended = true;
    },
  };
}

const stopping =
  '\nStopping: what is in flight finishes, nothing new starts. Press Ctrl-C again to abort immediately.\n';
