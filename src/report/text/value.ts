import { isList, isMap, isUnknown, type Tree, type Unknown } from '../../model/tree.ts';
import { byCodeUnit } from '../../model/tree.ts';
import { clipped, quoted, visible } from './visible.ts';

const wholeReference = /^\$\{(?<what>[^${}]+)\}$/u;

/** Writes `(known after apply: Key/a.arn)`, or the text with the open reference in it. */
function unknownText(unknown: Unknown, clip: number): string {
  const what = wholeReference.exec(unknown.$unknown)?.groups?.['what'];
  if (what !== undefined) return `(known after apply: ${visible(what)})`;
  return `${stringText(unknown.$unknown, clip)} (known after apply)`;
}

function stringText(text: string, clip: number): string {
  const { text: shown, cut } = clipped(text, clip);
  return cut === undefined ? quoted(text) : `${quoted(shown)}… (${cut} characters)`;
}

export function keyText(key: string): string {
  return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(key) ? key : quoted(key);
}

function compact(tree: Tree): string {
  if (isUnknown(tree)) return unknownText(tree, Infinity);
  if (isList(tree)) return `[${tree.map(compact).join(', ')}]`;
  if (!isMap(tree)) return typeof tree === 'string' ? quoted(tree) : String(tree);
  const entries = Object.entries(tree).sort(([a], [b]) => byCodeUnit(a, b));
  return `{${entries.map(([key, value]) => `${keyText(key)} = ${compact(value)}`).join(', ')}}`;
}

/** Writes a value on one line, at most about `clip` characters long; the cut names the whole length. */
export function valueText(tree: Tree, clip: number): string {
  if (isUnknown(tree)) return unknownText(tree, clip);
  if (typeof tree === 'string') return stringText(tree, clip);
  const whole = compact(tree);
  const { text, cut } = clipped(whole, clip);
  return cut === undefined ? text : `${text}… (${cut} characters)`;
}
