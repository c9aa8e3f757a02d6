import fc from 'fast-check';
import { isList, isMap, type Tree, type TreeMap } from '../model/tree.ts';

/** Numbers that decide, one after the other, what a rewriting does. */
export function choices(): fc.Arbitrary<() => number> {
  return fc.array(fc.nat(1000), { minLength: 40, maxLength: 40 }).map((numbers) => {
    let at = 0;
    return () => numbers[at++ % numbers.length] ?? 0;
  });
}

/**
 * Rewrites the document as AWS might return it: other order, duplicates, one entry instead of a list of one. It may
 * also have account ids for root ARNs, other case of actions and condition names, booleans as strings.
 */
export function rewritten(tree: TreeMap, next: () => number): TreeMap {
  const statements = isList(tree['Statement']) ? tree['Statement'] : [];
  const list = shuffled(
    statements.map((statement) => rewrittenStatement(statement, next)),
    next,
  );
  const first = list[0];
  return {
    ...(tree['Version'] === undefined || (tree['Version'] === '2008-10-17' && next() % 2 === 0)
      ? {}
      : { Version: tree['Version'] }),
    Statement: list.length === 1 && first !== undefined && next() % 2 === 0 ? first : list,
  };
}

function rewrittenStatement(statement: Tree, next: () => number): Tree {
  if (!isMap(statement)) return statement;
  const entries = Object.entries(statement).map(([element, tree]): [string, Tree] => {
    if (element.endsWith('Principal')) return [element, rewrittenPrincipal(tree, next)];
    if (element.endsWith('Action'))
      return [
        element,
        rewrittenSet(tree, next, (item) => (typeof item === 'string' ? recased(item, next) : item)),
      ];
    if (element.endsWith('Resource')) return [element, rewrittenSet(tree, next, (item) => item)];
    if (element === 'Condition') return [element, rewrittenCondition(tree, next)];
    return [element, tree];
  });
  if (statement['Condition'] === undefined && next() % 4 === 0) entries.push(['Condition', {}]);
  return Object.fromEntries(shuffled(entries, next));
}

function rewrittenPrincipal(tree: Tree, next: () => number): Tree {
  if (!isMap(tree)) return tree;
  const onlyEverybody =
    Object.keys(tree).length === 1 && isList(tree['AWS']) && tree['AWS'].every((item) => item === '*');
  if (onlyEverybody && next() % 2 === 0) return '*';
  return Object.fromEntries(
    shuffled(Object.entries(tree), next).map(([type, list]) => [
      type,
      rewrittenSet(list, next, (item) => {
        if (typeof item !== 'string') return item;
        if (type === 'Service') return next() % 2 === 0 ? item : item.replace('amazonaws', 'AmazonAWS');
        return next() % 2 === 0 ? item : item.replace(/^arn:aws:iam::(\d{12}):root$/u, '$1');
      }),
    ]),
  );
}

function rewrittenCondition(tree: Tree, next: () => number): Tree {
  if (!isMap(tree)) return tree;
  return Object.fromEntries(
    shuffled(Object.entries(tree), next).map(([operator, block]) => [
      recased(next() % 2 === 0 ? operator : otherName(operator), next),
      isMap(block)
        ? Object.fromEntries(
            Object.entries(block).map(([key, list]) => [
              recased(key, next),
              rewrittenSet(list, next, (item) =>
                next() % 2 === 0 || typeof item !== 'boolean' ? item : `${item}`,
              ),
            ]),
          )
        : block,
    ]),
  );
}

function otherName(operator: string): string {
  const names: Readonly<Record<string, string>> = { ArnLike: 'ArnEquals', ArnNotEquals: 'ArnNotLike' };
  return names[operator] ?? operator;
}

function rewrittenSet(tree: Tree, next: () => number, item: (tree: Tree) => Tree): Tree {
  const list = (isList(tree) ? tree : [tree]).map(item);
  const first = list[0];
  if (list.length === 1 && first !== undefined && next() % 2 === 0) return first;
  return shuffled(next() % 3 === 0 && first !== undefined ? [...list, first] : list, next);
}

function recased(item: string, next: () => number): string {
  return [item, item.toLowerCase(), item.toUpperCase()][next() % 3] ?? item;
}

function shuffled<T>(items: readonly T[], next: () => number): T[] {
  return items
    .map((item) => ({ item, rank: next() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}
