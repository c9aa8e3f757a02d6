/**
 * Makes work that is done once, for all who ask. Whoever asks while it is under way waits for it; after a failure the
 * next who asks tries again: a process that lives for months must not remember the trouble of its first minute.
 */
export function once<A extends readonly unknown[], T>(
  work: (...given: A) => Promise<T>,
  isDone: (value: T) => boolean = () => true,
): (...given: A) => Promise<T> {
  let result: Promise<T> | undefined;
  return async (...given) => {
    const mine = (result ??= work(...given));
    const forget = (): void => {
      if (result === mine) result = undefined;
    };
    try {
      const value = await mine;
      if (!isDone(value)) forget();
      return value;
    } catch (error) {
      forget();
      throw error;
    }
  };
}
