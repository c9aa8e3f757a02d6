import { showPlace, type Call } from '../../model/call.ts';
import type { Address } from '../../model/address.ts';
import { holesOf } from '../../model/template.ts';
import { isList, isMap, isUnknown, sameTree, type Tree, type Unknown } from '../../model/tree.ts';

/** Returns true if the calls are the planned ones, with what AWS had not assigned yet filled in. */
export function callsMatch(planned: readonly Call[], actual: readonly Call[]): boolean {
  return match(planned, actual, (tree) => typeof tree === 'string');
}

/** What AWS has assigned to a resource by now, in no order. */
export type Assigned = (address: Address) => readonly string[];

/**
 * Compares calls of two plans. What AWS had not assigned then is assigned now, or still open; nothing else fills it.
 */
export function callsAgree(planned: readonly Call[], fresh: readonly Call[], assigned: Assigned): boolean {
  return match(planned, fresh, fillsOf(assigned));
}

/** Returns true if a value is the planned one with its holes filled, or still open. */
export function fillsHoles(planned: Tree | undefined, fresh: Tree | undefined, assigned: Assigned): boolean {
  return treesMatch(planned, fresh, fillsOf(assigned));
}

type Fills = (tree: Tree | undefined, planned: Unknown) => boolean;

function fillsOf(assigned: Assigned): Fills {
  const fills: Fills = (tree, { $unknown: planned }) => {
    const text = isUnknown(tree) ? tree.$unknown : tree;
    if (typeof text !== 'string') return false;
    // A policy is sent as text, with holes inside it that are leaves of their own.
    const [then, now] = [documentOf(planned), documentOf(text)];
    if (then !== undefined && now !== undefined) return treesMatch(then, now, fills);
    return patternOf(planned, assigned).test(text);
  };
  return fills;
}

function documentOf(text: string): Tree | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text) as Tree;
  } catch {
    return undefined;
  }
}

/** Builds the pattern of the text with each hole open, or filled with something that its resource has. */
function patternOf(text: string, assigned: Assigned): RegExp {
  let pattern = '';
  let at = 0;
  for (const hole of holesOf(text)) {
    const values = hole.is === 'attribute' ? assigned(hole.of) : [];
    const all = [hole.text, ...values].map((value) => RegExp.escape(value));
    pattern += `${RegExp.escape(text.slice(at, hole.start))}(?:${all.join('|')})`;
    at = hole.end;
  }
  return new RegExp(`^${pattern}${RegExp.escape(text.slice(at))}$`, 'u');
}

function match(planned: readonly Call[], actual: readonly Call[], fills: Fills): boolean {
  return (
    planned.length === actual.length &&
    planned.every(
      (call, index) =>
        call.op === actual[index]?.op &&
        showPlace(call.at) === showPlace(actual[index].at) &&
        treesMatch(call.input, actual[index].input, fills),
    )
  );
}

function treesMatch(planned: Tree | undefined, actual: Tree | undefined, fills: Fills): boolean {
  if (isUnknown(planned)) return fills(actual, planned);
  if (isList(planned) && isList(actual)) {
    return (
      planned.length === actual.length &&
      planned.every((item, index) => treesMatch(item, actual[index], fills))
    );
  }
  if (isMap(planned) && isMap(actual)) {
    const keys = new Set([...Object.keys(planned), ...Object.keys(actual)]);
    return [...keys].every((key) => treesMatch(planned[key], actual[key], fills));
  }
  return sameTree(planned, actual);
}
