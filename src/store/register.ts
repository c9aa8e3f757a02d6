import { storeFailure, type StoreFailure } from './failure.ts';

/** Where a value is kept that is only written over what was read (compare-and-swap). */
export interface Register<T> {
  /** For messages. */
  readonly name: string;
  read(): Promise<Seen<T>>;
}

export interface Seen<T> {
  /** Undefined if nothing was ever written. */
  readonly record: T | undefined;
  /** False if another wrote since. */
  replace(record: T): Promise<boolean>;
}

/** Each failed attempt means that another succeeded in between. */
export const attempts = 8;

/** Keeps a value in this process only. */
export function volatileRegister<T>(name: string): Register<T> {
  let kept: T | undefined;
  return {
    name,
    async read() {
      const record = kept;
      return {
        record,
        async replace(next) {
          if (kept !== record) return false;
          kept = next;
          return true;
        },
      };
    },
  };
}

export function contended(name: string): StoreFailure {
  return storeFailure({
    severity: 'error',
    code: 'store.contended',
    message: `other processes kept changing ${name} at the same time`,
    hint: 'run again',
  });
}
