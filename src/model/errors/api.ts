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
  'api.key': {
    means: 'The Idempotency-Key of the request is not valid',
    class: 'invalid',
    hint: 'send a new random key for each decision, such as a UUID',
    exit: 1,
  },
  'api.key-reused': {
    means: 'The Idempotency-Key was sent with another request before',
    class: 'invalid',
    hint: 'send a new key; the old one repeats only the request that it was made for',
    exit: 1,
  },
  'api.key-running': {
    means: 'The first request with this Idempotency-Key is still being answered',
    class: 'conflict',
    hint: 'send the same request again after the time in Retry-After',
    exit: 1,
  },
  'api.url': {
    means: 'The URL of the request is too long',
    class: 'invalid',
    hint: 'filter by fewer values in one request',
    exit: 1,
  },
  'api.rate': {
    means: 'The caller sends requests faster than the API allows',
    class: 'throttled',
    hint: 'wait as long as Retry-After says; watch GET /api/v1/live instead of reading again and again',
    exit: 1,
  },
  'api.streams': {
    means: 'Too many streams of live updates are open, in all or of one person',
    class: 'throttled',
    hint: 'close pages that nobody looks at',
    exit: 1,
  },
  'api.answer': {
    means: 'The answer would be longer than the API allows',
    class: 'invalid',
    hint: 'ask for fewer resources, e.g. with addresses or limit',
    exit: 1,
  },
  'api.attempts': {
    means: 'Too many wrong tokens came from the address of the caller',
    class: 'throttled',
    hint: 'wait as long as Retry-After says, and send a valid token: valid ones are always accepted',
    exit: 1,
  },
  'api.host': {
    means: 'The Host of the request is not a name of the API',
    class: 'forbidden',
    hint: 'use the URL of the daemon, or set api.url (or api.hosts) to the name in the request',
    exit: 1,
  },
  'api.cross-origin': {
    means: 'A browser sent the request from the page of another site',
    class: 'forbidden',
    hint: 'open the page of the daemon itself; scripts send a bearer token and no Origin',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
