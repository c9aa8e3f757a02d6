import { isList, isMap, type TreeMap } from '../../model/tree.ts';
import { besides } from '../routes/beside.ts';
import { routes } from '../routes/table.ts';
import { requestIdPattern } from '../traffic/request-id.ts';
import { besideOperation } from './beside.ts';
import { operationOf } from './operation.ts';
import { problemResponses } from './problems.ts';
import { createComponents, type Openness } from './schemas.ts';

/** Builds the OpenAPI document of the API from the table of routes and the schemas of their operations. */
export function openApiDocument(version: string, openness: Openness = 'open'): TreeMap {
  const components = createComponents(openness);
  const paths = new Map<string, TreeMap>();
  const add = (
    { method, path }: { readonly method: string; readonly path: string },
    operation: TreeMap,
  ): void => {
    paths.set(path, { ...paths.get(path), [method.toLowerCase()]: identified(operation) });
  };
  for (const route of routes) add(route, operationOf(route, components));
  for (const route of besides) add(route, besideOperation(route, components));
  const responses = {
    ...identifiedAll({ ...problemResponses(components), NotModified: notModified }),
    HeadersTooLong: headersTooLong,
  };
  return {
    openapi: '3.1.1',
    info: {
      title: 'Keywright',
      version,
      summary: 'Shows the state of an estate, and takes decisions about it.',
      description: about,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/v1', description: 'The daemon that serves this document.' }],
    security: [{ token: [] }, { session: [] }],
    tags: [...tags],
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes,
      parameters: { IfNoneMatch: ifNoneMatch, IdempotencyKey: idempotencyKey, RequestId: requestId },
      headers,
      responses,
      schemas: components.all(),
    },
  };
}

const about = [
  'The API of the Keywright daemon. It shows callers what their bindings allow; everything else does not exist for them.',
  '',
  '- Each request carries a bearer token, or the cookie of a session. Writes need one on every address, loopback included.',
  '- Refusals are problem details (RFC 9457) with a stable `code`.',
  '- Readers ignore fields that they do not know: minor versions add some.',
  '- A body has at most 256 KiB, sent manifests at most 12 MiB; the URL has at most 8 KiB, and with the headers 16 KiB; an answer has at most 32 MiB.',
].join('\n');

const tags = [
  { name: 'Reading', description: 'The state of the estate.' },
  { name: 'Plans', description: 'Plans, and decisions about their steps.' },
  { name: 'Decisions', description: 'Decisions of persons about Stacks and resources.' },
  { name: 'Access', description: 'The caller, sessions and this document.' },
] as const;

const securitySchemes: TreeMap = {
  token: {
    type: 'http',
    scheme: 'bearer',
    description: 'A token of the tokens file, or one of the OpenID Connect issuer.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-keywright',
    description: 'The cookie that `POST /session` sets. Over plain http its name is `keywright-PORT`.',
  },
};

const ifNoneMatch: TreeMap = {
  name: 'If-None-Match',
  in: 'header',
  description: 'The ETag of the answer that the client has. While nothing changed, 304 comes without a body.',
  schema: { type: 'string' },
};

const idempotencyKey: TreeMap = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'A random key that the client makes for each decision, such as a UUID. A repetition with the same key gets the first answer, for a day.',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!#-\\[\\]-~]+$' },
};

const requestId: TreeMap = {
  name: 'X-Request-Id',
  in: 'header',
  description:
    'An id of the client for this request. One of another form is replaced. The answer and the log of the daemon have it.',
  schema: { type: 'string', pattern: requestIdPattern },
};

/** Adds the id that every request may have, and every answer has. */
function identified(operation: TreeMap): TreeMap {
  const { parameters, responses } = operation;
  return {
    ...operation,
    parameters: [...(isList(parameters) ? parameters : []), { $ref: '#/components/parameters/RequestId' }],
    responses: isMap(responses) ? identifiedAll(responses) : {},
  };
}

function identifiedAll(responses: TreeMap): TreeMap {
  return Object.fromEntries(
    Object.entries(responses).map(([name, response]) => {
      if (!isMap(response) || '$ref' in response) return [name, response];
      const { headers: own, ...rest } = response;
      const all = { ...(isMap(own) ? own : {}), 'X-Request-Id': { $ref: '#/components/headers/RequestId' } };
      return [name, { ...rest, headers: all }];
    }),
  );
}

const notModified: TreeMap = {
  description: 'Nothing changed since the answer with this ETag.',
  headers: { ETag: { $ref: '#/components/headers/ETag' } },
};

const headersTooLong: TreeMap = {
  description: 'The URL and the headers are longer than 16 KiB together. There is no body.',
};

const headers: TreeMap = {
  ETag: {
    description: 'A weak tag. It changes when more than the time of the answer changes.',
    required: true,
    schema: { type: 'string', pattern: '^W/"[\\w-]+"$' },
  },
  RetryAfter: {
    description: 'Seconds to wait.',
    required: true,
    schema: { type: 'string', pattern: '^\\d+$' },
  },
  RequestId: {
    description: 'The id of the request: the one that the client sent, or a new one.',
    required: true,
    schema: { type: 'string', pattern: requestIdPattern },
  },
  Replayed: {
    description: 'Present where this is the answer of an earlier request with the same key.',
    schema: { type: 'string', enum: ['true'] },
  },
  SetCookie: {
    description: 'The cookie of the session: HttpOnly, SameSite=Strict, and Secure over https.',
    required: true,
    schema: { type: 'string' },
  },
  WwwAuthenticate: {
    description: 'The way to authenticate.',
    required: true,
    schema: { type: 'string' },
  },
};
