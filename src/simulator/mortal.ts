import type { Clock } from '../model/clock.ts';

/** A process that can die: from then on nothing that it asked for is ever answered (design §10). */
export interface Mortal {
  readonly isDead: boolean;
  kill(): void;
  /** Stops it between two awaits, as SIGSTOP does, until `thaw`. */
  freeze(): void;
  thaw(): void;
  /** A port whose promises settle only while the process runs. */
  port<P extends object>(port: P): P;
  clock(inner: Clock): Clock;
}

export function createMortal(): Mortal {
  let isDead = false;
  let frozen: PromiseWithResolvers<void> | undefined;
  const never = <T>(): Promise<T> => Promise.race<T>([]);

  /** Gives a value to the process once it runs; never to a dead one. */
  async function awake<T>(value: T): Promise<T> {
    while (frozen !== undefined) await frozen.promise;
    return isDead ? never() : value;
  }

  return {
    get isDead() {
      return isDead;
    },
    kill: () => {
      isDead = true;
    },
    freeze: () => {
      frozen ??= Promise.withResolvers();
    },
    thaw: () => {
      frozen?.resolve();
      frozen = undefined;
    },
    port: (port) =>
      new Proxy(port, {
        get(target, name, receiver) {
          const member: unknown = Reflect.get(target, name, receiver);
          if (typeof member !== 'function') return member;
          return (...given: unknown[]): unknown => {
            if (isDead) return never();
            const result: unknown = Reflect.apply(member, target, given);
            return result instanceof Promise
              ? result.then(awake, (error: unknown) => rejected(error))
              : result;
          };
        },
      }),
    clock: (inner) => ({
      now: () => inner.now(),
      monotonic: () => inner.monotonic(),
      sleep: (ms, signal) => (isDead ? never() : inner.sleep(ms, signal).then(awake)),
    }),
  };

  async function rejected(error: unknown): Promise<never> {
    await awake(undefined);
    throw error;
  }
}
