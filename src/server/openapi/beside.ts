import { z } from 'zod';
import type { TreeMap } from '../../model/tree.ts';
import { liveSchemas } from '../../report/formats/api/live.ts';
import { sessionBodySchema } from '../../report/formats/api/session.ts';
import type { BesideRoute } from '../routes/beside.ts';
import { json } from './operation.ts';
import { exampleOf } from './examples.ts';
import { problemsAt } from './problems.ts';
import type { Components } from './schemas.ts';

type Describe = (components: Components) => TreeMap;

const setCookie: TreeMap = { 'Set-Cookie': { $ref: '#/components/headers/SetCookie' } };

/** What the routes beside the table are, by method and path. */
const described: Readonly<Record<`${BesideRoute['method']} ${string}`, Describe>> = {
  'GET /session': (components) => ({
    operationId: 'session',
    tags: ['Access'],
    responses: {
      200: {
        description: 'The caller.',
        content: json(components.refer(sessionBodySchema, 'answer'), exampleOf('session').answer),
      },
      ...problemsAt([401, 403, 414, 429, 500]),
    },
  }),
  'POST /session': (components) => ({
    operationId: 'signIn',
    tags: ['Access'],
    description: 'Only a bearer token begins a session. The session ends with the token.',
    security: [{ token: [] }],
    responses: {
      200: {
        description: 'The caller, and the cookie.',
        headers: setCookie,
        content: json(components.refer(sessionBodySchema, 'answer')),
      },
      ...problemsAt([401, 403, 413, 414, 415, 429, 500]),
    },
  }),
  'DELETE /session': () => ({
    operationId: 'signOut',
    tags: ['Access'],
    description: 'Also without a session: then nothing ends.',
    security: [{ session: [] }, {}],
    responses: {
      204: { description: 'There is no session now.', headers: setCookie },
      ...problemsAt([403, 413, 414, 429, 500]),
    },
  }),
  'GET /live': (components) => ({
    operationId: 'live',
    tags: ['Reading'],
    description: [
      'A stream of server-sent events that stays open. At most two events come in a second. A comment comes each 15 s.',
      '',
      ...Object.entries(liveSchemas).map(([name, schema]) => {
        components.refer(schema, 'answer');
        const { id = '', description = '' } = z.globalRegistry.get(schema) ?? {};
        return `- \`${name}\`: ${description} Its data is \`${id}\`.`;
      }),
    ].join('\n'),
    parameters: [
      {
        name: 'Last-Event-ID',
        in: 'header',
        description: 'The `id` of the last event that the client saw. Browsers send it automatically.',
        schema: { type: 'string' },
      },
    ],
    responses: {
      200: {
        description: 'The stream.',
        content: {
          'text/event-stream': {
            schema: { type: 'string', description: 'Events with `id`, `event` and `data`.' },
            ...(exampleOf('live').answer === undefined ? {} : { example: exampleOf('live').answer }),
          },
        },
      },
      ...problemsAt([401, 403, 406, 414, 429, 500]),
    },
  }),
  'GET /openapi.json': () => ({
    operationId: 'document',
    tags: ['Access'],
    description: 'Any caller with a valid credential may read it. It tells nothing of the estate.',
    parameters: [{ $ref: '#/components/parameters/IfNoneMatch' }],
    responses: {
      200: {
        description: 'An OpenAPI document.',
        headers: { ETag: { $ref: '#/components/headers/ETag' } },
        content: json({
          type: 'object',
          description: 'OpenAPI 3.1.',
          required: ['openapi', 'info', 'paths'],
        }),
      },
      304: { $ref: '#/components/responses/NotModified' },
      ...problemsAt([401, 403, 406, 414, 429, 500]),
    },
  }),
};

/** Describes a route that stands beside the table. */
export function besideOperation({ method, path, summary }: BesideRoute, components: Components): TreeMap {
  const describe = described[`${method} ${path}`];
  if (describe === undefined) throw new Error(`nothing describes ${method} ${path}`);
  return { summary, ...describe(components) };
}
