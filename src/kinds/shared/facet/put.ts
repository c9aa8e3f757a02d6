import type { Calling } from '../../../aws/services/calls.ts';
import type { Call, OpName } from '../../../model/call.ts';
import type { Facet, WriteInput } from '../../../model/kind/facet.ts';
import { isMap, type Tree, type TreeMap } from '../../../model/tree.ts';

/** How a facet is written: the operations it may send, and the calls of one write. */
export type Put<S, R> = Pick<Facet<S, R>, 'calls' | 'write'>;

/** Writes by one call of one operation. */
export function put<S, R, I>(by: Calling<I>, input: (of: WriteInput<S, R>) => I): Put<S, R> {
  return { calls: [by.op], write: (of) => [by(of.at.place, input(of))] };
}

/** Writes a switch: one operation turns it on, another off. */
export function turn<S, R, I>(
  on: Calling<I>,
  off: Calling<I>,
  input: (of: WriteInput<S, R>) => I,
): Put<S, R> {
  return { calls: [on.op, off.op], write: (of) => [(of.target === true ? on : off)(of.at.place, input(of))] };
}

/** The entries of a record that a write sets, and the names of those that it takes away. */
export interface Entries {
  readonly set: TreeMap;
  readonly gone: readonly string[];
}

/** Writes the entries of a record. */
export function putEntries<S, R>(
  by: readonly { readonly op: OpName }[],
  write: (entries: Entries, of: WriteInput<S, R>) => readonly Call[],
): Put<S, R> {
  return { calls: by.map(({ op }) => op), write: (of) => write(entriesIn(of.target), of) };
}

function entriesIn(target: Tree): Entries {
  const entries = isMap(target) ? Object.entries(target) : [];
  return {
    set: Object.fromEntries(entries.filter(([, value]) => value !== null)),
    gone: entries.flatMap(([name, value]) => (value === null ? [name] : [])),
  };
}
