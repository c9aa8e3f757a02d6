export type StopSignal = 'SIGINT' | 'SIGTERM';

/** Asks to be told when someone wants the process to stop; the default (to die at once) is then off. */
export interface Signals {
  /** Returns a function that unsubscribes; with the last one the default comes back. */
  onStop(handler: (signal: StopSignal) => void): () => void;
}

export function realSignals(): Signals {
  return {
    onStop(handler) {
      const interrupted = (): void => {
        handler('SIGINT');
      };
      const terminated = (): void => {
        handler('SIGTERM');
      };
      process.on('SIGINT', interrupted);
      process.on('SIGTERM', terminated);
      return () => {
        process.off('SIGINT', interrupted);
        process.off('SIGTERM', terminated);
      };
    },
  };
}
