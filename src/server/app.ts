import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { isRefusal, refusal, type Caller, type Refusal } from '../daemon/control/control.ts';
import type { OperationName } from '../daemon/control/operations.ts';
import { requestOf } from '../daemon/control/request.ts';
import { securedBy } from './access/headers.ts';
import { isJson } from './access/origins.ts';
import { addSessionRoutes, fromOf, turnedAway } from './access/session-routes.ts';
import { freshAnswer, readAnswer } from './answers/answered.ts';
import type { Identity, Known, ServerParts } from './parts.ts';
import { liveAnswer } from './live/answer.ts';
import { createClients } from './live/clients.ts';
import { pageAnswer } from './page.ts';
import { problemOf } from './problem.ts';
import { takes } from './routes/accept.ts';
import { queryOf } from './routes/query.ts';
import type { Route } from './routes/route.ts';
import { routes } from './routes/table.ts';
import { unknownRoute } from './routes/unknown.ts';

/** Below it stands every route of the API. */
const apiPrefix = '/api/v1';

/** More than any request has: a list of a thousand addresses. */
const mostOfRequest = 256 * 1024;

/** Makes what answers the requests of the API and of the page. */
export function createApp(parts: ServerParts): (request: Request, from?: string) => Promise<Response> {
  const app = new Hono();
  const clients = createClients();
  app.use(securedBy(parts.gatekeeper));
  app.use(async (context, next) => {
    const refused = parts.gatekeeper.refuses(context.req.raw);
    if (refused !== undefined) return problemOf(refused);
    return next();
  });
  for (const route of routes)
    app.on(
      route.method,
      `${apiPrefix}${route.path.replaceAll(/\{(\w+)\}/gu, ':$1')}`,
      bodyLimit({ maxSize: route.mostOfRequest ?? mostOfRequest, onError: () => problemOf(tooLong) }),
      async (context) => {
        const identity = await parts.gatekeeper.identify(context.req.raw, fromOf(context));
        if (identity.is === 'unknown') return turnedAway(identity);
        if (identity.via === 'anonymous' && route.method !== 'GET') return turnedAway({ is: 'unknown' });
        if (!takes(context.req.raw, 'application/json')) return problemOf(notTaken);
        const answer = await answerTo(route, context, identity, parts);
        if (isRefusal(answer)) return problemOf(answer);
        return (route.method === 'GET' ? readAnswer : freshAnswer)(context.req.raw, answer);
      },
    );
  addSessionRoutes(app, `${apiPrefix}/session`, parts);
  app.get(`${apiPrefix}/live`, async (context) => {
    const { raw } = context.req;
    const from = fromOf(context);
    const again = (): Promise<Identity> => parts.gatekeeper.stillKnown(raw, from);
    const identity = await parts.gatekeeper.identify(raw, from);
    return identity.is === 'unknown'
      ? turnedAway(identity)
      : liveAnswer(raw, identity, parts, { clients, again });
  });
  app.all(`${apiPrefix}/*`, ({ req }) => unknownRoute(req.method, req.path.slice(apiPrefix.length)));
  app.all('/api/*', ({ req }) => unknownRoute(req.method, req.path));
  app.get('/*', (context) => pageAnswer(context.req.raw, parts.page));
  app.onError((error) => {
    parts.failed(error);
    return problemOf(internal);
  });
  return async (request, from) => app.fetch(request, { from });
}

const tooLong = refusal('api.body', `the body is longer than ${String(mostOfRequest / 1024)} KiB`);
const notTaken = refusal('api.accept', 'the API answers application/json, which the header Accept excludes');
const internal = refusal('engine.internal', 'the daemon hit an internal error');

async function answerTo(
  route: Route,
  context: Context,
  { person, bindings }: Known,
  { control }: ServerParts,
): Promise<object | Refusal> {
  const body = route.method === 'POST' ? await jsonIn(context.req.raw) : queryOf(context.req.url, route);
  if (isRefusal(body)) return body;
  const checked = requestOf(route.operation, { ...body, ...context.req.param() });
  if (isRefusal(checked)) return checked;
  return operate(
    route.operation,
    checked.request,
    { person, bindings, signal: context.req.raw.signal },
    control,
  );
}

function operate(
  name: OperationName,
  request: unknown,
  caller: Caller,
  control: ServerParts['control'],
): Promise<object | Refusal> {
  const operation = control[name] as (request: unknown, caller: Caller) => Promise<object | Refusal>;
  return operation(request, caller);
}

/** Parses the JSON object of a body. Takes an empty body for one without fields. */
async function jsonIn(request: Request): Promise<object | Refusal> {
  const text = await request.text();
  if (text === '') return {};
  if (!isJson(request)) return refusal('api.content-type', 'the content type must be application/json');
  const value = parsed(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? value
    : refusal('control.request', 'the body must be a JSON object');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
