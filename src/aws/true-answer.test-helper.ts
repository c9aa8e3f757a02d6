import type { OpName } from '../model/call.ts';
import { operationOf } from './operations.ts';
import type { Shape } from './services/operation.ts';

const least: Readonly<Record<Shape, unknown>> = {
  list: [],
  text: 'text',
  boolean: false,
  map: {},
  document: '{"Statement":[]}',
};

/** Builds the least that a true answer of an operation has, with `over` in it. */
export function trueAnswer(op: OpName, over: unknown = {}): Readonly<Record<string, unknown>> {
  const members = Object.entries(operationOf(op).always).filter(([path]) => !path.includes('[]'));
  const answer = members.reduce<Readonly<Record<string, unknown>>>(
    (whole, [path, shape]) => put(whole, path.split('.'), least[shape]),
    {},
  );
  return { ...answer, ...(over as object) };
}

function put(
  tree: Readonly<Record<string, unknown>>,
  [name = '', ...rest]: readonly string[],
  value: unknown,
): Readonly<Record<string, unknown>> {
  if (rest.length === 0) return { ...tree, [name]: value };
  const inner = (tree[name] ?? {}) as Readonly<Record<string, unknown>>;
  return { ...tree, [name]: put(inner, rest, value) };
}
