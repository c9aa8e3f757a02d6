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
 * The first Ctrl-C or SIGTERM lets what is in flight finish, the second ends the process at once.
 * What only looks just ends.
 */
export function watchStop(io: Pick<Io, 'signals' | 'terminal' | 'processes'>, writes: boolean): Stop {
  const controller = new AbortController();
  let ended = false;
  if (writes) {
    io.signals.onStop(() => {
      if (ended && !controller.signal.aborted) {
        controller.abort();
        return;
      }
      if (controller.signal.aborted) {
        io.processes.exit(interrupted);
        return;
      }
      io.terminal.err(
        '\nStopping: what is in flight finishes, nothing new starts. Once more ends it at once.\n',
      );
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
