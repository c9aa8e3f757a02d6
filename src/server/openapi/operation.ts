import { operations } from '../../daemon/control/operations.ts';
import type { Tree, TreeMap } from '../../model/tree.ts';
import type { Route } from '../routes/route.ts';
import { exampleOf } from './examples.ts';
import { sentBy } from './parameters.ts';
import { problemsAt } from './problems.ts';
import type { Components } from './schemas.ts';

/** Statuses with which a read may be refused, and a request with a body. */
const readRefusals = [400, 401, 403, 404, 406, 414, 429, 500, 503];
const bodyRefusals = [400, 401, 403, 404, 406, 409, 413, 414, 415, 429, 500, 503];

const ifNoneMatch: TreeMap = { $ref: '#/components/parameters/IfNoneMatch' };
const idempotencyKey: TreeMap = { $ref: '#/components/parameters/IdempotencyKey' };

/** Describes one route of the table. */
export function operationOf(route: Route, components: Components): TreeMap {
  const isRead = route.method === 'GET';
  const isDecision = operations[route.operation].access === 'decide';
  const { parameters, body } = sentBy(route, components);
  const schema = components.refer(operations[route.operation].answer, 'answer');
  const { request, answer } = exampleOf(route.operation);
  return {
    operationId: operationIdOf(route),
    tags: [route.tag],
    summary: route.summary,
    description: neededFor(route),
    parameters: [...parameters, ...(isRead ? [ifNoneMatch] : []), ...(isDecision ? [idempotencyKey] : [])],
    ...(body === undefined
      ? {}
      : { requestBody: { required: body.isRequired, content: json(body.schema, request) } }),
    responses: {
      200: {
        description: 'The answer.',
        headers: {
          ...(isRead ? { ETag: { $ref: '#/components/headers/ETag' } } : {}),
          ...(isDecision ? { 'Idempotency-Replayed': { $ref: '#/components/headers/Replayed' } } : {}),
        },
        content: json(schema, answer),
      },
      ...(isRead ? { 304: { $ref: '#/components/responses/NotModified' } } : {}),
      ...problemsAt([...(isRead ? readRefusals : bodyRefusals), ...(isDecision ? [422] : [])]),
    },
  };
}

/** Describes a body of JSON. */
export function json(schema: TreeMap, example?: Tree): TreeMap {
  return { 'application/json': { schema, ...(example === undefined ? {} : { example }) } };
}

/** Gives an operation the name that makers of clients turn into one of a function. */
function operationIdOf({ operation }: Route): string {
  return operation.replaceAll(/-(?<letter>\w)/gu, (_, letter: string) => letter.toUpperCase());
}

function neededFor({ operation, method, mostOfRequest }: Route): string {
  const one = operations[operation];
  if (one.access === 'decide') return `Needs the role \`${one.role}\` for all that it is about.`;
  if (method === 'GET') return 'Shows what the bindings of the caller allow, and nothing else.';
  const most =
    mostOfRequest === undefined ? '' : ` The body has at most ${String(mostOfRequest / 1024 / 1024)} MiB.`;
  return `Needs the role \`planner\` for all that it is about.${most}`;
}
