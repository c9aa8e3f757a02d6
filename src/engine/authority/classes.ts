import { isList, sameTree, type Tree } from '../../model/tree.ts';

/** What a change of one field does to the rules that the commit is judged by (authority.md §1.3). */
export type ChangeClass = 'loosening' | 'tightening' | 'neutral';

/** Judges a change of one field; undefined: the field does not exist on that side. */
export type Judge = (before: Tree | undefined, after: Tree | undefined) => ChangeClass;

export const neutral: Judge = () => 'neutral';

/** Any other value loosens: the value does not show who decides what is right. */
export const changed: Judge = (before, after) =>
  before === undefined || after === undefined || sameTree(before, after) ? 'neutral' : 'loosening';

/** As `changed`; to appear or to vanish loosens too. */
export const appears: Judge = (before, after) =>
  (before === undefined) === (after === undefined) ? 'neutral' : 'loosening';

/** A value whose end loosens. */
export const ends: Judge = (before, after) =>
  before !== undefined && before !== null && (after === undefined || after === null)
    ? 'loosening'
    : 'neutral';

/** A value that restricts: to set one tightens, another or none loosens. */
export const restricts: Judge = (before, after) => {
  if (before === undefined || after === undefined || sameTree(before, after)) return 'neutral';
  return isNothing(before) ? 'tightening' : 'loosening';
};

function isNothing(tree: Tree): boolean {
  return tree === null || tree === 0 || (isList(tree) && tree.length === 0);
}

/** Restrictions beside each other: one that leaves loosens, another one tightens. */
export const keeps: Judge = (before, after) => {
  const [was, is] = [itemsOf(before), itemsOf(after)];
  if (added(is, was).length > 0) return 'loosening';
  return added(was, is).length > 0 ? 'tightening' : 'neutral';
};

/** A set that may only shrink: each new member loosens. */
export const more: Judge = (before, after) => {
  const [was, is] = [itemsOf(before), itemsOf(after)];
  if (added(was, is).length > 0) return 'loosening';
  return added(is, was).length > 0 ? 'tightening' : 'neutral';
};

/** A set that may only grow: what leaves it is no longer looked at. */
export const fewer: Judge = (before, after) => {
  if (before === undefined || after === undefined) return 'neutral';
  return added(itemsOf(after), itemsOf(before)).length > 0 ? 'loosening' : 'neutral';
};

/** A limit that may only sink. */
export const higher: Judge = (before, after) => {
  if (typeof before !== 'number' || typeof after !== 'number' || before === after) return 'neutral';
  return after > before ? 'loosening' : 'tightening';
};

/** Builds the judge of a value that loosens when it is set. */
export function becomes(value: Tree): Judge {
  return (before, after) => {
    if (before === after || after === undefined) return 'neutral';
    if (after === value) return 'loosening';
    return before === value ? 'tightening' : 'neutral';
  };
}

/** Builds the judge of a word of a scale: a later one loosens. */
export function ranked(scale: readonly Tree[]): Judge {
  return (before, after) => {
    if (before === undefined || after === undefined) return 'neutral';
    const step = scale.indexOf(after) - scale.indexOf(before);
    return step === 0 ? 'neutral' : step > 0 ? 'loosening' : 'tightening';
  };
}

/** Finds the members of `is` that `was` lacks. */
export function added(was: readonly Tree[], is: readonly Tree[]): readonly Tree[] {
  return is.filter((one) => !was.some((other) => sameTree(one, other)));
}

export function itemsOf(tree: Tree | undefined): readonly Tree[] {
  return isList(tree) ? tree : [];
}
