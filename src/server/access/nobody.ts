import type { Context } from 'hono';
import { refusal } from '../../daemon/control/control.ts';
import { second } from '../../model/instant.ts';
import type { Unknown } from '../parts.ts';
import { problemOf } from '../problem.ts';

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
