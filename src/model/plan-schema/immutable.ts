import type { Tree, TreeMap, Unknown } from '../tree.ts';

/** A value that nobody changes, as zod infers it without saying so. Trees are so already. */
export type Immutable<T> = T extends string | number | boolean | null | undefined
  ? T
  : TreeMap extends T
    ? T
    : Unknown extends T
      ? T
      : readonly Tree[] extends T
        ? T
        : T extends readonly (infer E)[]
          ? readonly Immutable<E>[]
          : { readonly [K in keyof T]: Immutable<T[K]> };
