import type { Calling } from '../../aws/services/calls.ts';
import type { Read } from '../../model/kind/read.ts';
import type { Subject } from '../../model/subject.ts';

/** Builds a read that one operation answers. */
export function ask<S, V, I>(
  by: Calling<I>,
  input: (at: Subject<S>) => I,
  rest: Omit<Read<S, V>, 'trust' | 'asks' | 'call'>,
): Read<S, V> {
  return { trust: 'truth', asks: [by.op], call: (at) => by(at.place, input(at)), ...rest };
}
