/** `SIGHUP`: the terminal or the launcher is gone. It may come several times for one event. */
export type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

const stopSignals: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Subscribes to requests to stop the process; the default (to die at once) is then off. */
export interface Signals {
  /** Returns a function that unsubscribes; with the last one the default comes back. */
  onStop(handler: (signal: StopSignal) => void): () => void;
}

export function realSignals(): Signals {
  return {
    onStop(handler) {
      for (const signal of stopSignals) process.on(signal, handler);
      return () => {
        for (const signal of stopSignals) process.off(signal, handler);
      };
    },
  };
}
