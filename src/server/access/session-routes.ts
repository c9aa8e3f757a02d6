import type { Context, Hono } from 'hono';
import { refusal } from '../../daemon/control/control.ts';
import { isoOf, second } from '../../model/instant.ts';
import type { AppEnv, Known, ServerParts, Unknown } from '../parts.ts';
import type { Rates } from '../limits/rates.ts';
import { problemOf } from '../problem.ts';

/** Adds the routes by which the page signs in and out, and learns who looks at it. */
export function addSessionRoutes(
  app: Hono<AppEnv>,
  path: string,
  { gatekeeper, rates }: Pick<ServerParts, 'gatekeeper'> & { readonly rates: Rates },
): void {
  app.get(path, async (context) => {
    const identity = await gatekeeper.identify(context.req.raw, fromOf(context));
    if (identity.is === 'unknown') return rates.take('unknown', fromOf(context)) ?? turnedAway(identity);
    return sessionAnswer(identity);
  });
  app.post(path, async (context) => {
    const late = rates.take('unknown', fromOf(context));
    if (late !== undefined) return late;
    const signed = await gatekeeper.signIn(context.req.raw, fromOf(context));
    if (signed.is === 'unknown') return turnedAway(signed);
    return sessionAnswer(signed.known, signed.cookie);
  });
  app.delete(path, (context) => {
    const cookie = gatekeeper.signOut(context.req.raw);
    return new Response(null, {
      status: 204,
      headers: { 'set-cookie': cookie, 'cache-control': 'no-store' },
    });
  });
}

/** Answers whoever is nobody. Says neither which tokens there are nor why this one does not count. */
export function turnedAway({ retryAfter }: Unknown): Response {
  return retryAfter === undefined
    ? problemOf(unknownCaller)
    : problemOf(tooMany, { 'retry-after': String(Math.ceil(retryAfter / second)) });
}

/** Finds the address that a request came from; empty where nothing tells it. */
export function fromOf({ env }: Pick<Context, 'env'>): string {
  const { from } = (env ?? {}) as { readonly from?: unknown };
  return typeof from === 'string' ? from : '';
}

const unknownCaller = refusal('control.token', 'this request carries no valid token or session');
const tooMany = refusal('api.attempts', 'too many wrong tokens came from this address');

function sessionAnswer({ is: _, expiresAt, ...known }: Known, cookie?: string): Response {
  const session = { ...known, ...(expiresAt === undefined ? {} : { expiresAt: isoOf(expiresAt) }) };
  const headers = { 'cache-control': 'no-store', ...(cookie === undefined ? {} : { 'set-cookie': cookie }) };
  return Response.json(session, { headers });
}
