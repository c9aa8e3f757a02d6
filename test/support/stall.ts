import type { Transport } from '../../src/aws/transport.ts';
import type { VirtualClock } from '../../src/runtime/virtual-clock.ts';
import type { Store } from '../../src/store/store.ts';

/**
 * A process that stands still, as under SIGSTOP or a long pause of its machine: what it asked for is done,
 * and it hears of nothing until it goes on.
 */
export interface Stall {
  /** Resolves when it stands still. */
  readonly stalled: Promise<void>;
  goOn(): void;
  transport(inner: Transport): Transport;
  store(inner: Store): Store;
  clock(inner: VirtualClock): VirtualClock;
}

/** Stands still before it hears the answer to its n-th request. */
export function stallAt(n: number): Stall {
  let count = 0;
  let still = false;
  let tell: () => void = () => undefined;
  const stalled = new Promise<void>((resolve) => (tell = resolve));
  let goOn: () => void = () => undefined;
  const going = new Promise<void>((resolve) => (goOn = resolve));

  async function heard<T>(answer: Promise<T>): Promise<T> {
    const value = await answer;
    if (still) await going;
    return value;
  }

  /** Makes every method of a port that gives a promise answer late. */
  function late<P extends object>(port: P): P {
    return new Proxy(port, {
      get(target, name, receiver) {
        const member: unknown = Reflect.get(target, name, receiver);
        if (typeof member !== 'function') return member;
        return (...parameters: unknown[]): unknown => {
          const result: unknown = Reflect.apply(member, target, parameters);
          return result instanceof Promise ? heard(result) : result;
        };
      },
    });
  }

  return {
    stalled,
    goOn: () => {
      still = false;
      goOn();
    },
    transport: (inner) => ({
      async send(request) {
        const answer = await inner.send(request);
        if ((count += 1) === n) {
          still = true;
          tell();
        }
        return heard(Promise.resolve(answer));
      },
    }),
    store: (inner) => ({ ...inner, journal: late(inner.journal), memory: late(inner.memory) }),
    clock: (inner) => ({ ...inner, now: inner.now, sleep: (ms, signal) => heard(inner.sleep(ms, signal)) }),
  };
}
