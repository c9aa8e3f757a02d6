import type { ErrorRow } from './row.ts';

/** What the HTTP API refuses before a request reaches the daemon's operations. */
export const apiErrors = {
  'api.route': {
    means: 'The API has no such route',
    class: 'invalid',
    hint: 'GET /api/v1/openapi.json lists the routes',
    exit: 1,
  },
  'api.method': {
    means: 'The route does not support the method',
    class: 'invalid',
    hint: 'use a method of the header Allow',
    exit: 1,
  },
  'api.accept': {
    means: 'The client accepts no media type that the route has',
    class: 'invalid',
    hint: 'send Accept: application/json, or no Accept at all',
    exit: 1,
  },
  'api.content-type': {
    means: 'The body of the request is not JSON',
    class: 'invalid',
    hint: 'send the body with Content-Type: application/json',
    exit: 1,
  },
  'api.body': {
    means: 'The body of the request is too long',
    class: 'invalid',
    hint: 'name fewer resources in one request',
    exit: 1,
  },
  'api.answer': {
    means: 'The answer would be longer than the API allows',
    class: 'invalid',
    hint: 'ask for fewer resources, e.g. with addresses or limit',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
