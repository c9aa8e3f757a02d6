/** Remembers what is made of a text. Texts come from outside, so those of a large estate are forgotten together. */
export function remembered<To>(most: number, make: (from: string) => To): (from: string) => To {
  const made = new Map<string, { readonly value: To }>();
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
