import type { Call } from '../../model/call.ts';
import { showPlace, type Place } from '../../model/call.ts';
import { isList, isMap, isUnknown, type Tree } from '../../model/tree.ts';
import { byCodeUnit } from '../../model/tree.ts';
import { keyText, valueText } from '../text/value.ts';

/**
 * Joins the names of calls and counts neighbours that repeat: `kms:CreateKey → kms:CreateAlias → kms:TagResource ×2`.
 */
export function callNames(calls: readonly Call[], home: Place): string {
  const names: { name: string; times: number }[] = [];
  for (const call of calls) {
    const name = samePlace(call.at, home) ? call.op : `${call.op} (${showPlace(call.at)})`;
    const last = names.at(-1);
    if (last?.name === name) last.times += 1;
    else names.push({ name, times: 1 });
  }
  return names.map(({ name, times }) => (times === 1 ? name : `${name} ×${times}`)).join(' → ');
}

function samePlace(a: Place, b: Place): boolean {
  return a.account === b.account && a.region === b.region;
}

/** Prints the call with its whole input, YAML-like: what is printed is what is sent. */
export function callLines(call: Call, indent: number, clip: number): readonly string[] {
  const margin = ' '.repeat(indent);
  return [`${margin}${call.op} (${showPlace(call.at)})`, ...inputLines(call.input, indent + 2, clip)];
}

function inputLines(tree: Tree, indent: number, clip: number): readonly string[] {
  const margin = ' '.repeat(indent);
  if (isList(tree)) return tree.flatMap((item) => itemLines(item, indent, clip));
  if (isUnknown(tree) || !isMap(tree)) return [`${margin}${valueText(tree, clip)}`];
  return Object.entries(tree)
    .sort(([a], [b]) => byCodeUnit(a, b))
    .flatMap(([key, value]) => entryLines(`${margin}${keyText(key)}:`, value, indent, clip));
}

/** Puts the first line of an item after its dash, as in YAML. */
function itemLines(item: Tree, indent: number, clip: number): readonly string[] {
  const [first = '', ...rest] = inputLines(item, indent + 2, clip);
  return [`${' '.repeat(indent)}- ${first.trimStart()}`, ...rest];
}

function entryLines(head: string, value: Tree, indent: number, clip: number): readonly string[] {
  const document = documentOf(value);
  if (document !== undefined) {
    const open = isUnknown(value) ? ', references known after apply' : '';
    return [`${head} # JSON text${open}`, ...inputLines(document, indent + 2, clip)];
  }
  const nested = isList(value)
    ? value.length > 0
    : isMap(value) && !isUnknown(value) && Object.keys(value).length > 0;
  return nested ? [head, ...inputLines(value, indent + 2, clip)] : [`${head} ${valueText(value, clip)}`];
}

/** Parses a policy: AWS takes it as JSON text, people read it as a document. */
function documentOf(value: Tree): Tree | undefined {
  const text = isUnknown(value) ? value.$unknown : value;
  if (typeof text !== 'string' || !/^\s*\{/u.test(text)) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return isMap(parsed) && Object.keys(parsed).length > 0 ? parsed : undefined;
  } catch {
    return undefined;
  }
}
