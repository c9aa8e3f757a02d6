import { width } from '../../model/pace.ts';

/** The places for steps that are under way. Who only lets time pass has none; who comes back waits for one. */
export interface Slots {
  free(): number;
  /** Takes one that is free. */
  take(): void;
  give(): void;
  /** Gives the place of a step to others while `pass` runs. */
  aside<T>(pass: () => Promise<T>): Promise<T>;
  /** Resolves at the next place that is given up; rejects if a step fails in a way that no step may. */
  freed(): Promise<undefined>;
  fail(error: unknown): void;
}

export function createSlots(): Slots {
  let free = width;
  const back: (() => void)[] = [];
  let next = Promise.withResolvers<undefined>();

  function give(): void {
    const first = back.shift();
    if (first === undefined) free += 1;
    else first();
    next.resolve(undefined);
  }

  return {
    free: () => free,
    take() {
      free -= 1;
    },
    give,
    async aside(pass) {
      give();
      const passed = await pass();
      if (free > 0) free -= 1;
      else {
        await new Promise<void>((resolve) => {
          back.push(resolve);
        });
      }
      return passed;
    },
    freed() {
      next = Promise.withResolvers<undefined>();
      return next.promise;
    },
    fail(error) {
      next.reject(error);
    },
  };
}
