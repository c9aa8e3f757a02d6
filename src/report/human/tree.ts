import { documentElements, statementElements } from '../../policy/grammar.ts';
import { pathOf, segmentsOf, showPath } from '../../model/path.ts';
import { isList, isMap, isUnknown, sameTree, type Tree, type TreeMap } from '../../model/tree.ts';
import { byPath } from '../display/lines.ts';
import type { Line } from '../display/display.ts';
import { keyText } from '../text/value.ts';
import { visible } from '../text/visible.ts';

export type Sign = '+' | '~' | '-';

/** A difference as nested attributes, the way Terraform prints blocks. */
export type Node =
  | {
      readonly is: 'value';
      readonly sign: Sign;
      /** Undefined for an element of a list. */
      readonly key: string | undefined;
      readonly before?: Tree;
      readonly after?: Tree;
      readonly remark?: string;
    }
  | {
      readonly is: 'group';
      readonly sign: Sign;
      readonly key: string | undefined;
      readonly list: boolean;
      readonly children: readonly Node[];
      readonly unchanged: number;
      readonly remark?: string;
    };

/** Differences at paths, made into nested attributes; `within` is the sign of groups made of paths alone. */
export function nodesOf(lines: readonly Line[], within: Sign): readonly Node[] {
  const whole = lines.find((line) => line.path === '');
  if (whole !== undefined) {
    const [node] = differenceOf(undefined, whole.before, whole.after, remarkOf(whole)) ?? [];
    return node?.is === 'group' && !node.list ? node.children : node === undefined ? [] : [node];
  }
  const rooted = lines.map((line) => ({ line, segments: withoutSpec(segmentsOf(line.path)) }));
  return branch(
    [...rooted].sort((a, b) => byPath(a.line, b.line)),
    within,
  );
}

interface Placed {
  readonly line: Line;
  readonly segments: readonly string[];
}

function withoutSpec(segments: readonly string[]): readonly string[] {
  return segments.length > 1 && segments[0] === 'spec' ? segments.slice(1) : segments;
}

function branch(placed: readonly Placed[], within: Sign): readonly Node[] {
  const groups = Map.groupBy(placed, (one) => one.segments[0] ?? '');
  return [...groups].flatMap(([segment, members]) => oneBranch([segment], members, within));
}

/** Goes down while the way does not fork, so that `rotation.enabled` is one line. */
function oneBranch(segments: readonly string[], members: readonly Placed[], within: Sign): readonly Node[] {
  const key = segments.length === 1 ? keyText(segments[0] ?? '') : visible(showPath(pathOf(segments)));
  const rest = members.map(({ line, segments: all }) => ({ line, segments: all.slice(1) }));
  const [only] = rest;
  if (rest.length === 1 && only?.segments.length === 0) {
    return leafOf(key, only.line);
  }
  // A change of a parent beside one of its child: both are shown, the parent's own first.
  const own = rest.filter((one) => one.segments.length === 0);
  const below = rest.filter((one) => one.segments.length > 0);
  const elements = below.every(isElement);
  const next = new Set(below.map((one) => one.segments[0] ?? ''));
  const [single] = next;
  if (own.length === 0 && next.size === 1 && single !== undefined && !elements) {
    return oneBranch([...segments, single], below, within);
  }
  const children = elements ? below.flatMap(elementOf) : branch(below, within);
  const group: Node = { is: 'group', sign: within, key, list: elements, children, unchanged: 0 };
  const owned = own.flatMap(({ line }) => leafOf(key, line));
  return children.length === 0 ? owned : [...owned, group];
}

/**
 * Recognizes an entry of a policy's set, keyed by its own value: `…/Principal/AWS/arn:aws:iam::…` holds that ARN.
 * Elsewhere a key that equals its value is chance: the tag `team: team`.
 */
function isElement({ line, segments }: Placed): boolean {
  const inStatement = segmentsOf(line.path).includes('Statement');
  return inStatement && segments.length === 1 && [line.before, line.after].includes(segments[0]);
}

function elementOf({ line }: Placed): readonly Node[] {
  return leafOf(undefined, line);
}

function leafOf(key: string | undefined, line: Line): readonly Node[] {
  return differenceOf(key, line.before, line.after, remarkOf(line)) ?? [];
}

function remarkOf({ label, note }: Line): string | undefined {
  const texts = [originText(label), note].filter((text) => text !== undefined);
  return texts.length === 0 ? undefined : visible(texts.join('; '));
}

/** Tells who made a difference beside Git; undefined where Git did, or nothing is remembered. */
function originText(label: Line['label']): string | undefined {
  switch (label) {
    case 'drifted':
      return 'changed outside Git';
    case 'both':
      return 'changed outside Git and in Git';
    case 'changed-in-git':
    case 'differs':
    case undefined:
      return undefined;
  }
}

function remarked(remark: string | undefined): { readonly remark?: string } {
  return remark === undefined ? {} : { remark };
}

function signOf(before: Tree | undefined, after: Tree | undefined): Sign {
  return before === undefined ? '+' : after === undefined ? '-' : '~';
}

function isGroup(tree: Tree | undefined): tree is TreeMap | readonly Tree[] {
  return (
    (isList(tree) && tree.length > 0) || (isMap(tree) && !isUnknown(tree) && Object.keys(tree).length > 0)
  );
}

/** Recognizes a list of one scalar, as policies have many: one line says it. */
function isShort(tree: Tree | undefined): boolean {
  if (!isList(tree) || tree.length !== 1) return false;
  const [only] = tree;
  return isUnknown(only) || (!isList(only) && !isMap(only));
}

function differenceOf(
  key: string | undefined,
  before: Tree | undefined,
  after: Tree | undefined,
  remark?: string,
): [Node] | undefined {
  if (before !== undefined && sameTree(before, after)) return undefined;
  const sign = signOf(before, after);
  const sides = [before, after].filter((side) => side !== undefined);
  const alike = sides.every((side) => isList(side)) || sides.every((side) => isMap(side) && !isUnknown(side));
  if (!alike || !sides.some(isGroup) || (sides.length === 1 && isShort(sides[0]))) {
    return [
      {
        is: 'value',
        sign,
        key,
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
        ...remarked(remark),
      },
    ];
  }
  const list = isList(sides[0]);
  const { children, unchanged } = list ? listDifference(before, after) : mapDifference(before, after);
  return [{ is: 'group', sign, key, list, children, unchanged, ...remarked(remark) }];
}

interface Inner {
  readonly children: readonly Node[];
  readonly unchanged: number;
}

/** The order in which AWS documents a policy's elements; other maps are sorted. */
const policyOrder = [...documentElements, ...statementElements];

function isPolicyPart(map: TreeMap): boolean {
  return Object.hasOwn(map, 'Effect') || Object.hasOwn(map, 'Statement');
}

function inPolicyOrder(a: { readonly key: string }, b: { readonly key: string }): number {
  const [left, right] = [a, b].map(({ key }) => policyOrder.indexOf(key) + 1 || policyOrder.length + 1);
  return (left ?? 0) - (right ?? 0);
}

function mapDifference(before: Tree | undefined, after: Tree | undefined): Inner {
  const old = isMap(before) ? before : {};
  const young = isMap(after) ? after : {};
  const keys = [...new Set([...Object.keys(old), ...Object.keys(young)])]
    .map((key) => ({ key, path: pathOf([key]) }))
    .sort(byPath);
  if (isPolicyPart(old) || isPolicyPart(young)) keys.sort(inPolicyOrder);
  const children = keys.flatMap(
    ({ key }) => differenceOf(keyText(key), own(old, key), own(young, key)) ?? [],
  );
  return { children, unchanged: keys.length - children.length };
}

function own(map: TreeMap, key: string): Tree | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** Elements that are on both sides are unchanged, wherever they stand; those with one Sid are compared. */
function listDifference(before: Tree | undefined, after: Tree | undefined): Inner {
  const old = isList(before) ? [...before] : [];
  const added: Tree[] = [];
  let unchanged = 0;
  for (const element of isList(after) ? after : []) {
    const same = old.findIndex((one) => sameTree(one, element));
    if (same === -1) added.push(element);
    else {
      old.splice(same, 1);
      unchanged += 1;
    }
  }
  const children: Node[] = [];
  for (const element of added) {
    const name = nameOfElement(element);
    const twin = old.findIndex((one) => name !== undefined && nameOfElement(one) === name);
    const [counterpart] = twin === -1 ? [] : old.splice(twin, 1);
    children.push(...(differenceOf(undefined, counterpart, element) ?? []));
  }
  return {
    children: [...old.flatMap((one) => differenceOf(undefined, one, undefined) ?? []), ...children],
    unchanged,
  };
}

function nameOfElement(tree: Tree): string | undefined {
  if (!isMap(tree)) return undefined;
  const name = own(tree, 'Sid') ?? own(tree, 'sid');
  return typeof name === 'string' && name !== '' ? name : undefined;
}
