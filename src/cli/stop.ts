import type { Io } from './io.ts';

/** Whether someone asked the run to stop. */
export interface Stop {
  asked(): boolean;
  /** Aborted with the first signal: a question is answered by it. */
  readonly signal: AbortSignal;
  /** Signals work as before. */
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
  const unsubscribe = writes
    ? io.signals.onStop(() => {
        if (controller.signal.aborted) {
          io.processes.exit(interrupted);
          return;
        }
        io.terminal.err(
          '\nStopping: what is in flight finishes, nothing new starts. Once more ends it at once.\n',
        );
        controller.abort();
      })
    : () => undefined;
  return { asked: () => controller.signal.aborted, signal: controller.signal, end: unsubscribe };
}
