import { isAddress, type Address } from './address.ts';
import type { Attributes } from './resource.ts';
import { isList, isMap, isUnknown, type Tree } from './tree.ts';

/** Names that stand for where a resource lives: `${account.id}`. */
export const contextNames = ['account.id', 'region', 'partition'] as const;

export type ContextName = (typeof contextNames)[number];

/** One `${…}` of a text that is ours to fill. `start` and `end` are offsets in UTF-16 units. */
export type Hole = { readonly start: number; readonly end: number; readonly text: string } & (
  | { readonly is: 'attribute'; readonly of: Address; readonly attribute: string }
  | { readonly is: 'context'; readonly name: ContextName }
  /** Neither ours nor IAM's: a mistake to report. */
  | { readonly is: 'wrong'; readonly inside: string }
);

/**
 * Finds the holes of a text that Keywright fills. IAM's own variables pass: `${aws:username}`, any other
 * `${prefix:name}`, and `${*}`, `${?}`, `${$}` (IAM User Guide, reference_policies_variables).
 */
export function holesOf(text: string): readonly Hole[] {
  const holes: Hole[] = [];
  let from = 0;
  for (let start = text.indexOf('${'); start !== -1; start = text.indexOf('${', from)) {
    const close = text.indexOf('}', start);
    const end = close === -1 ? text.length : close + 1;
    const inside = text.slice(start + 2, close === -1 ? text.length : close);
    const passes = close !== -1 && isOfIam(inside);
    const meaning = close === -1 ? ({ is: 'wrong', inside } as const) : holeOf(inside);
    if (!passes) holes.push({ ...meaning, start, end, text: text.slice(start, end) });
    // The default value of a variable of IAM may hold a hole of ours.
    from = passes ? start + 2 : end;
  }
  return holes;
}

/** Returns true if the text holds anything that Keywright must fill or refuse. */
export function hasHoles(text: string): boolean {
  return holesOf(text).length > 0;
}

/** Builds the text of a hole for one attribute of a resource. */
export function holeFor(of: Address, attribute: string): string {
  return `\${${of}.${attribute}}`;
}

/** Replaces every hole in the text that `value` knows; the others stay as they are. */
export function fill(text: string, value: (hole: Hole) => string | undefined): string {
  let filled = '';
  let at = 0;
  for (const hole of holesOf(text)) {
    filled += text.slice(at, hole.start) + (value(hole) ?? hole.text);
    at = hole.end;
  }
  return filled + text.slice(at);
}

/**
 * Fills the Unknown leaves of a tree with what AWS assigned. A leaf with all holes known becomes
 * text; one with some known stays Unknown with those filled. A tree in which nothing is filled is given back itself, so
 * that what is made of it is made once.
 */
export function resolve(tree: Tree, attributes: Attributes): Tree {
  if (isUnknown(tree)) {
    const text = fill(tree.$unknown, (hole) => known(hole, attributes));
    if (!hasHoles(text)) return text;
    return text === tree.$unknown ? tree : { $unknown: text };
  }
  if (isList(tree)) {
    const items = tree.map((item) => resolve(item, attributes));
    return items.every((item, at) => item === tree[at]) ? tree : items;
  }
  if (!isMap(tree)) return tree;
  const before = Object.entries(tree);
  const after = before.map(([key, value]) => [key, resolve(value, attributes)] as const);
  return after.every(([, value], at) => value === before[at]?.[1]) ? tree : Object.fromEntries(after);
}

function known(hole: Hole, attributes: Attributes): string | undefined {
  if (hole.is !== 'attribute') return undefined;
  const values = attributes.get(hole.of);
  return values !== undefined && Object.hasOwn(values, hole.attribute) ? values[hole.attribute] : undefined;
}

/**
 * Returns true for a variable of IAM. A condition key has one colon behind its prefix; `AWS::Region` is a pseudo
 * parameter of CloudFormation.
 */
function isOfIam(inside: string): boolean {
  return (inside.includes(':') && !inside.includes('::')) || /^[*?$]$/u.test(inside);
}

type Meaning =
  | { readonly is: 'attribute'; readonly of: Address; readonly attribute: string }
  | { readonly is: 'context'; readonly name: ContextName }
  | { readonly is: 'wrong'; readonly inside: string };

function holeOf(inside: string): Meaning {
  const context = contextNames.find((name) => name === inside);
  if (context !== undefined) return { is: 'context', name: context };
  // A name may hold dots, an attribute may not: the last dot parts them.
  const dot = inside.lastIndexOf('.');
  const of = inside.slice(0, dot);
  const attribute = inside.slice(dot + 1);
  if (dot === -1 || !isAddress(of) || !/^[A-Za-z]+$/u.test(attribute)) return { is: 'wrong', inside };
  return { is: 'attribute', of, attribute };
}
