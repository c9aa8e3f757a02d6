import type { Context, MiddlewareHandler } from 'hono';
import type { Answered } from '../../model/answered.ts';
import type { ErrorCode } from '../../model/errors/index.ts';
import { fromOf } from '../access/nobody.ts';
import type { AppEnv, ServerParts } from '../parts.ts';
import { routeAt } from '../routes/at.ts';
import { requestIdOf } from './request-id.ts';

/** The status by which proxies log a request whose client went away: RFC 9110 has none. */
const clientGone = 499;

/** What follows each request from its head to its answer. */
export interface Traffic {
  readonly follow: MiddlewareHandler<AppEnv>;
  /** Counts the requests that are not answered yet. */
  underWay(): number;
}

/** Makes what names each request, tells of its answer, and counts those under way. */
export function createTraffic({
  newId,
  answered,
  live: { clock },
}: Pick<ServerParts, 'newId' | 'answered' | 'live'>): Traffic {
  let underWay = 0;
  return {
    underWay: () => underWay,
    async follow(context, next) {
      const id = requestIdOf(context.req.raw, newId);
      context.set('requestId', id);
      const begun = clock.monotonic();
      underWay += 1;
      try {
        await next();
        const code = await named(context, id);
        const took = Math.max(0, Math.round(clock.monotonic() - begun));
        answered({ id, took, ...askedIn(context), ...(code === undefined ? {} : { code }) });
      } finally {
        underWay -= 1;
      }
    },
  };
}

/** Puts the id into the answer, and into a problem too. Returns the code of a problem. */
async function named(context: Context<AppEnv>, id: string): Promise<ErrorCode | undefined> {
  const { res } = context;
  if (res.headers.get('content-type') !== 'application/problem+json') {
    res.headers.set('x-request-id', id);
    return undefined;
  }
  const problem = (await res.json()) as { readonly code: ErrorCode };
  context.res = new Response(JSON.stringify({ ...problem, requestId: id }), res);
  context.res.headers.set('x-request-id', id);
  return problem.code;
}

/** Describes the request and its caller. Leaves out all that a caller writes: path, query, headers and body. */
function askedIn(context: Context<AppEnv>): Omit<Answered, 'id' | 'took' | 'code'> {
  const { req, res } = context;
  const { route, use } = routeAt(req.method, req.path);
  const known = context.get('known');
  return {
    method: req.method,
    route,
    use,
    // A client that went away got no answer: that is no fault of ours, whatever became of its request.
    status: req.raw.signal.aborted && res.status >= 500 ? clientGone : res.status,
    from: fromOf(context),
    via: known?.via ?? (hasCredential(req.raw) ? 'refused' : 'nothing'),
    ...(known === undefined ? {} : { subject: known.person.id }),
  };
}

function hasCredential({ headers }: Request): boolean {
  return headers.has('authorization') || headers.has('cookie');
}
