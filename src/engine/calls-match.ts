import { showPlace, type Call } from '../model/call.ts';
import { isList, isMap, isUnknown, sameTree, type Tree } from '../model/tree.ts';

/** True if the calls are the planned ones, with what AWS had not assigned yet filled in. */
export function callsMatch(planned: readonly Call[], actual: readonly Call[]): boolean {
  return match(planned, actual, (tree) => typeof tree === 'string');
}

/** The same between two plans: what AWS had not assigned then may be assigned now, or still open. */
export function callsAgree(planned: readonly Call[], fresh: readonly Call[]): boolean {
  return match(planned, fresh, (tree) => typeof tree === 'string' || isUnknown(tree));
}

type Fills = (tree: Tree | undefined) => boolean;

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
  if (isUnknown(planned)) return fills(actual);
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
