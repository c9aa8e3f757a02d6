import type { Hono } from 'hono';
import { isoOf } from '../../model/instant.ts';
import { admitted } from '../limits/admitted.ts';
import type { Rates } from '../limits/rates.ts';
import type { AppEnv, Known, ServerParts } from '../parts.ts';
import { fromOf, turnedAway } from './nobody.ts';

/** Adds the routes by which the page signs in and out, and learns who looks at it. */
export function addSessionRoutes(
  app: Hono<AppEnv>,
  path: string,
  { gatekeeper, rates }: Pick<ServerParts, 'gatekeeper'> & { readonly rates: Rates },
): void {
  app.get(path, async (context) => {
    const known = await admitted(context, 'read', { gatekeeper, rates });
    return known instanceof Response ? known : sessionAnswer(known);
  });
  app.post(path, async (context) => {
    const known = await admitted(context, 'write', { gatekeeper, rates });
    if (known instanceof Response) return known;
    const signed = await gatekeeper.signIn(context.req.raw, fromOf(context));
    if (signed.is === 'unknown') return turnedAway(signed);
    return sessionAnswer(signed.known, signed.cookie);
  });
  app.delete(path, (context) => {
    const over = rates.take('page', fromOf(context));
    if (over !== undefined) return over;
    const cookie = gatekeeper.signOut(context.req.raw);
    return new Response(null, {
      status: 204,
      headers: { 'set-cookie': cookie, 'cache-control': 'no-store' },
    });
  });
}

function sessionAnswer({ is: _, expiresAt, ...known }: Known, cookie?: string): Response {
  const session = { ...known, ...(expiresAt === undefined ? {} : { expiresAt: isoOf(expiresAt) }) };
  const headers = { 'cache-control': 'no-store', ...(cookie === undefined ? {} : { 'set-cookie': cookie }) };
  return Response.json(session, { headers });
}
