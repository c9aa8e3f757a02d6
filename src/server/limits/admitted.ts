import type { Context } from 'hono';
import { fromOf, turnedAway } from '../access/nobody.ts';
import type { AppEnv, Known, ServerParts } from '../parts.ts';
import { networkOf } from './network.ts';
import type { Rates, Use } from './rates.ts';

/** Finds who sent a request, and counts it. Answers whoever is unknown or came too often. */
export async function admitted(
  context: Context<AppEnv>,
  use: Use,
  { gatekeeper, rates }: Pick<ServerParts, 'gatekeeper'> & { readonly rates: Rates },
): Promise<Known | Response> {
  const from = fromOf(context);
  const identity = await gatekeeper.identify(context.req.raw, from);
  if (identity.is === 'unknown') return rates.take('unknown', from) ?? turnedAway(identity);
  // Whoever needs no credential to read still needs one for everything else.
  if (identity.via === 'anonymous' && use !== 'read')
    return rates.take('unknown', from) ?? turnedAway({ is: 'unknown' });
  context.set('known', identity);
  const who = identity.via === 'anonymous' ? networkOf(from) : identity.person.id;
  return rates.take(use, who) ?? identity;
}
