import type { Tree } from '../../model/tree.ts';
import type { Look } from '../text/style.ts';
import { valueText } from '../text/value.ts';
import { padEnd, widthOf } from '../text/width.ts';
import { painted } from './paint.ts';
import type { Node } from './tree.ts';

/** Longer keys do not push every `=` of their block to the right. */
const alignUpTo = 40;

/** Finds the column where the `=` of a block stands. */
export function keyColumn(keys: readonly (string | undefined)[]): number {
  const widths = keys.map((key) => (key === undefined ? 0 : widthOf(key)));
  return Math.max(0, ...widths.filter((width) => width <= alignUpTo));
}

/** Renders the nested attributes as lines: sign, key, value, four columns a level. */
export function attributeLines(
  nodes: readonly Node[],
  indent: number,
  look: Look,
  column = keyColumn(nodes.map(({ key }) => key)),
): readonly string[] {
  return nodes.flatMap((node) => nodeLines(node, column, indent, look));
}

function nodeLines(node: Node, column: number, indent: number, look: Look): readonly string[] {
  const element = node.key === undefined;
  const head = element ? '' : `${padEnd(node.key, column)} = `;
  const sign = `${' '.repeat(indent)}${painted(node.sign, look)} `;
  const remark = node.remark === undefined ? '' : ` # ${node.remark}`;
  const comma = element ? ',' : '';
  if (node.is === 'value')
    return [`${sign}${head}${sidesText(node.before, node.after, look)}${comma}${remark}`];
  const hidden = hiddenText(node.unchanged, node.list);
  return [
    `${sign}${head}${node.list ? '[' : '{'}${remark}`,
    ...attributeLines(node.children, indent + 4, look),
    ...(hidden === undefined ? [] : [look.style('dim', `${' '.repeat(indent + 6)}${hidden}`)]),
    `${' '.repeat(indent + 2)}${node.list ? ']' : '}'}${comma}`,
  ];
}

function sidesText(before: Tree | undefined, after: Tree | undefined, look: Look): string {
  const [from, to] = [before, after].map((side) =>
    side === undefined ? undefined : valueText(side, look.clip),
  );
  if (from === undefined) return to ?? '(absent)';
  return to === undefined ? from : `${from} -> ${to}`;
}

function hiddenText(count: number, list: boolean): string | undefined {
  if (count === 0) return undefined;
  const what = list ? 'element' : 'attribute';
  return `# (${count} unchanged ${what}${count === 1 ? '' : 's'} hidden)`;
}
