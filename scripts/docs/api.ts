import { operations } from '../../src/daemon/control/operations.ts';
import { besides } from '../../src/server/routes/beside.ts';
import type { Route } from '../../src/server/routes/route.ts';
import { routes } from '../../src/server/routes/table.ts';
import { code, list, madeBy, page, table } from './markdown.ts';

/** Makes docs/api.md: how to begin, what all routes have in common, and the table of routes. */
export function apiPage(): string {
  return page([
    '# The API',
    madeBy,
    'The daemon serves an HTTP API below `/api/v1`. The page uses the same one. [schemas/openapi.json](../schemas/openapi.json) describes every route (OpenAPI 3.1): parameters, answers, refusals. The daemon serves it at `GET /api/v1/openapi.json` to every caller with a valid token.',
    '## Begin',
    'The operator gives you a [token](access.md). Keep it in a file with mode 0600:',
    [
      '```sh',
      'api=http://127.0.0.1:9810/api/v1',
      'ask() { curl -sS -H "Authorization: Bearer $(cat token)" "$@"; }',
      'ask $api/overview',
      'ask "$api/resources?sync=Drifted&limit=20"',
      'ask $api/pause -H \'Content-Type: application/json\' -H "Idempotency-Key: $(uuidgen)" \\',
      '  -d \'{"addresses":["Key/customer-data"],"why":"exercise","forMs":3600000}\'',
      '```',
    ].join('\n'),
    '## What all routes have in common',
    list([
      '**Access**: every request needs a token or a session, also from loopback. Your bindings limit each answer: everything else does not exist for you, in counts and errors too.',
      '**Bodies**: JSON with `Content-Type: application/json`. An unknown field or parameter is refused, since it could be a misspelled limit.',
      '**Growth**: a minor version may add fields and values. Ignore fields that you do not know.',
      '**Filters**: repeat a parameter for several values: `sync=Drifted&sync=Unknown`. Labels are `label=NAME=VALUE`.',
      '**Pages**: an answer with `next` has more. Send it as `cursor`, with the same other parameters.',
      '**Refusals**: `application/problem+json` (RFC 9457) with `code`, `detail` and `hint`. [Error codes](errors.md) stay; texts may change. Nothing was changed by a refused request. `401`, `403` and `404` look the same for what you may not see and for what there is not.',
      '**Request id**: every answer has `X-Request-Id`, and every refusal `requestId`. Name it when you ask the operator: the [log](access.md#request-log) has it.',
      '**ETag**: each read has one. Send it as `If-None-Match`: while nothing changed, you get `304` without a body.',
      '**Repetition**: send an `Idempotency-Key` with each decision. A repetition with the same key gets the first answer ([details](access.md)).',
      '**Waiting**: `429` and `503` have `Retry-After`, in seconds.',
      '**Limits**: [sizes, rates and connections](access.md#limits).',
      '**Live**: `GET /live` is a stream of server-sent events. It names what changed; ask again for it. After a reconnect, `Last-Event-ID` resumes; `resumed: false` in the event `hello` means that you missed something.',
    ]),
    '## Routes',
    table(
      ['Route', '', 'Needs'],
      [
        ...routes.map((route) => [code(`${route.method} ${route.path}`), route.summary, needed(route)]),
        ...besides.map((route) => [code(`${route.method} ${route.path}`), route.summary, route.needs]),
      ],
    ),
    'A route that only reads has `HEAD` too.',
    '## How it is checked',
    '`scripts/lanes/api.sh` starts a daemon on the embedded AWS. schemathesis sends valid and invalid requests as five roles and as nobody, and holds each answer to the document.',
  ]);
}

function needed({ operation, method }: Route): string {
  const one = operations[operation];
  if (one.access === 'decide') return one.role;
  return method === 'GET' ? 'viewer, operator or approver' : 'planner';
}
