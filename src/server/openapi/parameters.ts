import { operations } from '../../daemon/control/operations.ts';
import { isMap, type Tree, type TreeMap } from '../../model/tree.ts';
import type { QueryValue, Route } from '../routes/route.ts';
import type { Components } from './schemas.ts';

/** How a request of a route travels: in its path, its query and its body. */
export interface Sent {
  readonly parameters: readonly TreeMap[];
  readonly body?: { readonly schema: TreeMap; readonly isRequired: boolean };
}

/** Divides the fields of the request of a route between path, query and body. */
export function sentBy(route: Route, components: Components): Sent {
  const schema = components.refer(operations[route.operation].request, 'request');
  const { properties = {}, required = [] } = schema;
  const fields: TreeMap = isMap(properties) ? properties : {};
  const needed: readonly Tree[] = Array.isArray(required) ? required : [];
  const inPath = [...route.path.matchAll(/\{(?<name>\w+)\}/gu)].flatMap(
    ({ groups }) => groups?.['name'] ?? [],
  );
  const parameters = inPath.map((name) =>
    parameterOf(name, 'path', { field: fields[name], isRequired: true }),
  );
  if (route.method === 'GET') {
    const inQuery = Object.entries(route.query ?? {}).map(([name, value]) =>
      parameterOf(name, 'query', { field: fields[name], isRequired: needed.includes(name), value }),
    );
    return { parameters: [...parameters, ...inQuery] };
  }
  const left = needed.filter((name) => !(typeof name === 'string' && inPath.includes(name)));
  const body: TreeMap = {
    ...schema,
    properties: Object.fromEntries(Object.entries(fields).filter(([name]) => !inPath.includes(name))),
    required: left,
  };
  const { required: _, ...optional } = body;
  return {
    parameters,
    body: { schema: left.length > 0 ? body : optional, isRequired: left.length > 0 },
  };
}

function parameterOf(
  name: string,
  where: 'path' | 'query',
  {
    field = {},
    isRequired,
    value,
  }: { readonly field?: Tree | undefined; readonly isRequired: boolean; readonly value?: QueryValue },
): TreeMap {
  const { description, ...schema } = isMap(field) ? field : {};
  return {
    name,
    in: where,
    ...(description === undefined ? {} : { description }),
    ...(isRequired ? { required: true } : {}),
    schema: inText(schema, value),
  };
}

/** Says how a value is in a query where that differs from JSON. A list repeats its name: the default of OpenAPI. */
function inText(schema: TreeMap, value: QueryValue | undefined): TreeMap {
  switch (value) {
    case 'map':
      return { type: 'array', items: { type: 'string', pattern: '^[^=]{1,63}=[^=]{0,63}$' } };
    case 'flag':
      return { type: 'boolean', enum: [true] };
    default:
      return schema;
  }
}
