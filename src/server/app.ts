import { Hono, type Context } from 'hono';
import { isRefusal, refusal, type Caller, type Refusal } from '../daemon/control/control.ts';
import { operations, type OperationName } from '../daemon/control/operations.ts';
import { requestOf } from '../daemon/control/request.ts';
import { securedBy } from './access/headers.ts';
import { isJson } from './access/origins.ts';
import { fromOf } from './access/nobody.ts';
import { addSessionRoutes } from './access/session-routes.ts';
import { freshAnswer, readAnswer } from './answers/answered.ts';
import { etagOf } from './answers/etag.ts';
import { createReading } from './answers/reading.ts';
import { createAnswers, type Answers } from './idempotency/answers.ts';
import { once } from './idempotency/once.ts';
import type { AppEnv, Identity, Known, ServerParts } from './parts.ts';
import { admitted } from './limits/admitted.ts';
import { isAnnouncedOver, textWithin } from './limits/body.ts';
import { createRates } from './limits/rates.ts';
import { liveAnswer } from './live/answer.ts';
import { createClients } from './live/clients.ts';
import { pageAnswer } from './page.ts';
import { openApiDocument } from './openapi/document.ts';
import { problemOf } from './problem.ts';
import { takes } from './routes/accept.ts';
import { queryOf } from './routes/query.ts';
import { apiPrefix, useOf } from './routes/at.ts';
import type { Route } from './routes/route.ts';
import { routes } from './routes/table.ts';
import { unknownRoute } from './routes/unknown.ts';
import { createTraffic } from './traffic/traffic.ts';

/** More than any request has: a list of a thousand addresses. */
const mostOfRequest = 256 * 1024;

/** Signing in and out needs no body. */
const mostOfSession = 1024;

/** A list of filters is shorter. What is more than the limit of all headers, the listener refuses itself. */
const longestUrl = 8 * 1024;

/** What answers the requests of the API and of the page. */
export interface App {
  answer(request: Request, from?: string): Promise<Response>;
  /** Tells how busy it is now. */
  load(): { readonly underWay: number; readonly streams: number };
}

/** Makes what answers the requests of the API and of the page. */
export function createApp(parts: ServerParts): App {
  const app = new Hono<AppEnv>();
  const rates = createRates(() => parts.now());
  const clients = createClients();
  const traffic = createTraffic(parts);
  const answers = createAnswers(() => parts.now());
  const read = createReading(parts);
  let made: ReturnType<typeof openApiDocument> | undefined;
  const document = (): object => (made ??= openApiDocument(parts.version));
  app.use(traffic.follow);
  app.use(securedBy(parts.gatekeeper));
  app.use(async (context, next) => {
    const { raw } = context.req;
    if (raw.url.length > longestUrl) return problemOf(longUrl);
    const refused = parts.gatekeeper.refuses(raw);
    if (refused !== undefined) return rates.take('unknown', fromOf(context)) ?? problemOf(refused);
    return next();
  });
  for (const route of routes)
    app.on(route.method, `${apiPrefix}${route.path.replaceAll(/\{(\w+)\}/gu, ':$1')}`, async (context) => {
      // Before the body is read: nobody unknown makes the daemon keep one.
      const known = await admitted(context, useOf(route), { ...parts, rates });
      if (known instanceof Response) return known;
      if (!takes(context.req.raw, 'application/json')) return problemOf(notTaken);
      return respond(route, context, known, { control: parts.control, answers, read });
    });
  app.use(`${apiPrefix}/session`, async (context, next) =>
    isAnnouncedOver(context.req.raw, mostOfSession) ? problemOf(tooLong(mostOfSession)) : next(),
  );
  addSessionRoutes(app, `${apiPrefix}/session`, { ...parts, rates });
  app.get(`${apiPrefix}/live`, async (context) => {
    const { raw } = context.req;
    const from = fromOf(context);
    const again = (): Promise<Identity> => parts.gatekeeper.stillKnown(raw, from);
    const known = await admitted(context, 'read', { ...parts, rates });
    return known instanceof Response ? known : liveAnswer(raw, known, parts, { clients, from, again });
  });
  app.get(`${apiPrefix}/openapi.json`, async (context) => {
    const known = await admitted(context, 'read', { ...parts, rates });
    if (known instanceof Response) return known;
    if (!takes(context.req.raw, 'application/json')) return problemOf(notTaken);
    return readAnswer(context.req.raw, document(), etagOf(document()));
  });
  app.all('/api/*', (context) => {
    const { method, path } = context.req;
    const below = path.startsWith(`${apiPrefix}/`) ? path.slice(apiPrefix.length) : path;
    return rates.take('unknown', fromOf(context)) ?? unknownRoute(method, below);
  });
  app.get('/*', (context) => rates.take('page', fromOf(context)) ?? pageAnswer(context.req.raw, parts.page));
  app.all('*', () => problemOf(noPageMethod, { allow: 'GET, HEAD' }));
  app.onError((error, { req }) => {
    // A client that goes away in the middle of its body is no fault of ours.
    if (!req.raw.signal.aborted) parts.failed(error);
    return problemOf(internal);
  });
  return {
    answer: async (request, from) => app.fetch(request, { from }),
    load: () => ({ underWay: traffic.underWay(), streams: clients.count() }),
  };
}

const longUrl = refusal('api.url', `the URL is longer than ${String(longestUrl / 1024)} KiB`);
const noPageMethod = refusal('api.method', 'the page supports GET, HEAD');
const notTaken = refusal('api.accept', 'the API answers application/json, which the header Accept excludes');
const internal = refusal('engine.internal', 'the daemon hit an internal error');

function tooLong(most: number): Refusal {
  return refusal('api.body', `the body is longer than ${String(most / 1024)} KiB`);
}

interface Responding extends Pick<ServerParts, 'control'> {
  readonly answers: Answers;
  readonly read: ReturnType<typeof createReading>;
}

/** Answers a request whose caller is known. */
async function respond(
  route: Route,
  context: Context<AppEnv>,
  known: Known,
  { control, answers, read }: Responding,
): Promise<Response> {
  const { raw } = context.req;
  const checked = (fields: object | Refusal): { readonly request: unknown } | Refusal =>
    isRefusal(fields) ? fields : requestOf(route.operation, { ...fields, ...context.req.param() });
  const work = async (given: { readonly request: unknown }, repeats?: string): Promise<object | Refusal> => {
    const { person, bindings } = known;
    const requestId = context.get('requestId');
    const caller = {
      person,
      bindings,
      requestId,
      signal: raw.signal,
      ...(repeats === undefined ? {} : { repeats }),
    };
    return operate(route.operation, given.request, caller, control);
  };
  if (route.method === 'GET') {
    const make = async (): Promise<object | Refusal> => {
      const asked = checked(queryOf(raw.url, route));
      return isRefusal(asked) ? asked : work(asked);
    };
    return read({ request: raw, operation: route.operation, known, make });
  }
  const most = route.mostOfRequest ?? mostOfRequest;
  const body = await textWithin(raw, most);
  if (body === undefined) return problemOf(tooLong(most));
  const sent = checked(jsonIn(raw, body));
  // Nothing was begun under its key, so that the corrected request may have the same one.
  if (isRefusal(sent)) return problemOf(sent);
  const { answer, isReplayed } =
    operations[route.operation].access === 'read'
      ? { answer: await work(sent), isReplayed: false }
      : await once(answers, { request: raw, body, known }, async (name) => work(sent, name));
  const headers = isReplayed ? { 'idempotency-replayed': 'true' } : {};
  return isRefusal(answer) ? problemOf(answer, headers) : freshAnswer(raw, answer, headers);
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
function jsonIn(request: Request, text: string): object | Refusal {
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
