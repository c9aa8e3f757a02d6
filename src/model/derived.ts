/** Remembers what is made of a text. Texts come from outside, so those of a large estate are forgotten together. */
export function remembered<From extends string, To>(
  most: number,
  make: (from: From) => To,
): (from: From) => To {
  const made = new Map<From, { readonly value: To }>();
  return (from) => {
    const before = made.get(from);
    if (before !== undefined) return before.value;
    const value = make(from);
    if (made.size >= most) made.clear();
    made.set(from, { value });
    return value;
  };
}

/**
 * Makes a value once for each thing it is derived from, say the index of a listing. The thing must not change: every
 * asker gets the same value, and it is forgotten with the thing.
 */
export function derived<From extends object, To>(make: (from: From) => To): (from: From) => To {
  const made = new WeakMap<From, { readonly value: To }>();
  return (from) => {
    const before = made.get(from);
    if (before !== undefined) return before.value;
    const value = make(from);
    made.set(from, { value });
    return value;
  };
}

interface Level<To> {
  readonly next: WeakMap<object, Level<To>>;
  value?: { readonly value: To };
}

/** Stands for a thing that is not given. */
const absent = {};

/**
 * Makes a value once for several things together, as `derived` does for one. It is forgotten with the first of them that
 * is forgotten.
 */
export function derivedFrom<From extends readonly (object | undefined)[], To>(
  make: (...from: From) => To,
): (...from: From) => To {
  const top: Level<To> = { next: new WeakMap() };
  return (...from) => {
    let level = top;
    for (const one of from) {
      const next = level.next.get(one ?? absent) ?? { next: new WeakMap() };
      level.next.set(one ?? absent, next);
      level = next;
    }
    level.value ??= { value: make(...from) };
    return level.value.value;
  };
}
