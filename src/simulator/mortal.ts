import type { Clock } from '../model/clock.ts';

/** A process that can die: from then on nothing that it asked for is ever answered (design §10). */
export interface Mortal {
  readonly isDead: boolean;
  kill(): void;
  /** A port whose promises settle only while the process lives. */
  port<P extends object>(port: P): P;
  clock(inner: Clock): Clock;
}

export function createMortal(): Mortal {
  let isDead = false;
  const never = <T>(): Promise<T> => Promise.race<T>([]);
  return {
    get isDead() {
      return isDead;
    },
    kill: () => {
      isDead = true;
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
              ? result.then((value: unknown) => (isDead ? never() : value))
              : result;
          };
        },
      }),
    clock: (inner) => ({
      now: () => inner.now(),
      monotonic: () => inner.monotonic(),
      sleep: (ms, signal) =>
        isDead ? never() : inner.sleep(ms, signal).then(() => (isDead ? never<undefined>() : undefined)),
    }),
  };
}
