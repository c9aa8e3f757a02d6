import type { History } from '../../model/history.ts';

/** Adds to a history the number that moves with each write: when it begins, and when it has ended. */
export function counted(history: Omit<History, 'number'>): History {
  let number = 0;
  const counting =
    <Given extends readonly unknown[]>(write: (...given: Given) => Promise<void>) =>
    async (...given: Given): Promise<void> => {
      number += 1;
      try {
        await write(...given);
      } finally {
        number += 1;
      }
    };
  return {
    ...history,
    save: counting(history.save),
    append: counting(history.append),
    prune: counting(history.prune),
    number: () => number,
  };
}
