import type { Transport } from '../../src/aws/transport.ts';
import type { Store } from '../../src/store/store.ts';
import type { VirtualClock } from '../../src/runtime/virtual-clock.ts';
import { second } from '../../src/model/instant.ts';
import { createVolatileStore } from '../../src/store/memory/volatile.ts';
import type { Estate, RunOptions } from './estate.ts';

/** Where a process dies relative to one request. */
export const moments = ['before sending', 'effect but no answer', 'answer not recorded'] as const;
export type Moment = (typeof moments)[number];

/**
 * Lists the requests to die at, counted from 1: every one if AWS shows writes at once. Under a lag it is every third,
 * begun so that the three moments together die at every request. A lag is slow to simulate and adds no new request.
 */
export function deadlyRequests(total: number, moment: Moment, lagMs: number): readonly number[] {
  const all = Array.from({ length: total }, (_, index) => index + 1);
  return lagMs === 0 ? all : all.filter((n) => n % moments.length === moments.indexOf(moment));
}

/** A process that dies at its n-th request: from then on no port of it ever answers again. */
export interface Crash {
  /** Resolves when it has died. */
  readonly died: Promise<void>;
  requests(): number;
  transport(inner: Transport): Transport;
  store(inner: Store): Store;
  clock(inner: VirtualClock): VirtualClock;
  /** All of these, for an apply. */
  ports(of: Pick<Estate, 'store' | 'clock'>): Pick<RunOptions, 'transport' | 'store' | 'clock'>;
}

/** What is left of the journal of a process that died. */
export type Journal = 'kept' | 'lost';

/** Lets an apply die as `crash` says, and gives the options of the run after it. */
export async function killed(
  estate: Estate,
  yaml: string,
  { crash, journal, ...options }: RunOptions & { readonly crash: Crash; readonly journal: Journal },
) {
  void estate.apply(yaml, { ...options, ...crash.ports(estate) });
  await crash.died;
  // The dead process's lease runs out; a lost journal has none.
  if (journal === 'kept') await estate.advance(91 * second);
  const store = journal === 'kept' ? estate.store : createVolatileStore(estate.clock);
  return { ...options, store, holder: 'test@here:2' } as const satisfies RunOptions;
}

export function crashAt(n: number, moment: Moment): Crash {
  let dead = false;
  let count = 0;
  let died: () => void = () => undefined;
  const whenDied = new Promise<void>((resolve) => (died = resolve));
  const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
  const die = (): void => {
    dead = true;
    died();
  };
  /** Wraps every method of a port that gives a promise: it never settles once the process is dead. */
  function mortal<P extends object>(port: P): P {
    return new Proxy(port, {
      get(target, name, receiver) {
        const member: unknown = Reflect.get(target, name, receiver);
        if (typeof member !== 'function') return member;
        return (...parameters: unknown[]): unknown => {
          if (dead) return never();
          const result: unknown = Reflect.apply(member, target, parameters);
          return result instanceof Promise
            ? result.then((value: unknown) => (dead ? never() : value))
            : result;
        };
      },
    });
  }
  const ports: Pick<Crash, 'transport' | 'store' | 'clock'> = {
    transport: (inner) => ({
      async send(request) {
        if (dead) return never();
        const mine = (count += 1) === n;
        if (mine && moment === 'before sending') {
          die();
          return never();
        }
        const answer = await inner.send(request);
        if (mine) {
          die();
          if (moment === 'effect but no answer') return never();
        }
        return dead && !mine ? never() : answer;
      },
    }),
    store: (inner) => ({ ...inner, journal: mortal(inner.journal), memory: mortal(inner.memory) }),
    clock: (inner) => ({
      ...inner,
      now: () => inner.now(),
      sleep: (ms, signal) =>
        dead ? never() : inner.sleep(ms, signal).then(() => (dead ? never<undefined>() : undefined)),
    }),
  };
  return {
    died: whenDied,
    requests: () => count,
    ...ports,
    ports: ({ store, clock }) => ({
      transport: ports.transport,
      store: ports.store(store),
      clock: ports.clock(clock),
    }),
  };
}
