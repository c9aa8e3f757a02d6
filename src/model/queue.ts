/** The least first; equals in the order in which they came. A binary heap: a plan may have ten thousand steps. */
export interface Queue<T> {
  push(key: number, value: T): void;
  first(): { readonly key: number; readonly value: T } | undefined;
  pop(): { readonly key: number; readonly value: T } | undefined;
}

interface Entry<T> {
  readonly key: number;
  readonly turn: number;
  readonly value: T;
}

export function createQueue<T>(): Queue<T> {
  const heap: Entry<T>[] = [];
  let turns = 0;

  function before(a: Entry<T> | undefined, b: Entry<T> | undefined): boolean {
    if (a === undefined || b === undefined) return a !== undefined;
    return a.key < b.key || (a.key === b.key && a.turn < b.turn);
  }

  function swap(i: number, j: number): void {
    const [one, other] = [heap[i], heap[j]];
    if (one === undefined || other === undefined) return;
    heap[i] = other;
    heap[j] = one;
  }

  return {
    push(key, value) {
      heap.push({ key, turn: (turns += 1), value });
      for (let at = heap.length - 1; at > 0;) {
        const parent = (at - 1) >> 1;
        if (!before(heap[at], heap[parent])) return;
        swap(at, parent);
        at = parent;
      }
    },
    first: () => heap[0],
    pop() {
      const first = heap[0];
      swap(0, heap.length - 1);
      heap.pop();
      for (let at = 0; ;) {
        const left = 2 * at + 1;
        const least = before(heap[left + 1], heap[left]) ? left + 1 : left;
        if (!before(heap[least], heap[at])) return first;
        swap(at, least);
        at = least;
      }
    },
  };
}
