import type { Clock, Random } from '../../model/clock.ts';
import { minute, second, type Duration } from '../../model/instant.ts';
import type { HttpAnswer, HttpClient, HttpRequest } from '../../runtime/http-client.ts';
import type { Names } from '../../runtime/names.ts';
import { spread } from '../back-off.ts';
import { destinationOf, type GuardedNetwork } from './destination.ts';
import { plural } from '../../model/plural.ts';

export interface OutgoingParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly names: Names;
  readonly http: HttpClient;
}

export interface Outgoing {
  readonly method: HttpRequest['method'];
  readonly url: string;
  /** Asked before each attempt: a signature carries the time of its attempt. */
  headers(): Readonly<Record<string, string>>;
  readonly body?: string;
  readonly allow: readonly GuardedNetwork[];
}

/** How it ended. A failure names no URL: a URL may be a secret. */
export type Sent =
  | { readonly is: 'sent'; readonly attempts: number }
  | { readonly is: 'failed'; readonly why: string; readonly attempts: number };

const attempts = 5;
const redirects = 3;
const timeout: Duration = 10 * second;
const longestPause: Duration = 5 * minute;

/**
 * Sends one request until it is taken, with pauses that double, or gives up. Before each hop the name is resolved, its
 * network judged, and the very address that was judged is connected to: a name that changes meanwhile changes nothing.
 */
export async function sendOutgoing(
  outgoing: Outgoing,
  { clock, random, names, http }: OutgoingParts,
  signal: AbortSignal,
): Promise<Sent> {
  let why = '';
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const end = await hop(outgoing.url, redirects);
    if (end.is === 'taken') return { is: 'sent', attempts: attempt };
    if (end.is === 'refused' || signal.aborted) return { is: 'failed', why: end.why, attempts: attempt };
    why = end.why;
    if (attempt < attempts) await clock.sleep(end.after ?? spread(2 ** attempt * second, random), signal);
  }
  return { is: 'failed', why, attempts };

  async function hop(url: string, left: number): Promise<Ended> {
    const to = await destinationOf(url, outgoing.allow, names);
    if ('unresolved' in to) return { is: 'again', why: to.unresolved };
    if ('refused' in to) return { is: 'refused', why: to.refused };
    const answer = await once(to.url, to.address);
    if (typeof answer === 'string') return { is: 'again', why: answer };
    const next = redirectOf(answer, to.url, outgoing.method);
    if (next === undefined) return endOf(answer, clock);
    if (typeof next !== 'string') return { is: 'refused', why: next.refused };
    return left === 0
      ? { is: 'refused', why: `the request was redirected ${plural(redirects, 'time')}` }
      : hop(next, left - 1);
  }

  async function once(url: URL, address: string): Promise<HttpAnswer | string> {
    const late = new AbortController();
    const timer = new AbortController();
    void clock.sleep(timeout, timer.signal).then(() => {
      late.abort();
    });
    try {
      const { method, body } = outgoing;
      return await http.send({
        method,
        url,
        address,
        headers: { 'user-agent': 'keywright', ...outgoing.headers() },
        ...(body === undefined ? {} : { body }),
        signal: AbortSignal.any([signal, late.signal]),
      });
    } catch (error) {
      return late.signal.aborted && !timer.signal.aborted
        ? `no response within ${timeout / second} s`
        : `no response: ${codeOf(error)}`;
    } finally {
      timer.abort();
    }
  }
}

type Ended =
  | { readonly is: 'taken' }
  | { readonly is: 'again'; readonly why: string; readonly after?: Duration }
  | { readonly is: 'refused'; readonly why: string };

/** Tells whether what failed may pass by itself: too many requests, or the other side is broken. */
function endOf({ status, headers }: HttpAnswer, clock: Clock): Ended {
  if (status >= 200 && status < 300) return { is: 'taken' };
  const why = `the response has status ${status}`;
  if (status !== 408 && status !== 425 && status !== 429 && status < 500) return { is: 'refused', why };
  const after = retryAfter(headers['retry-after'], clock);
  return { is: 'again', why, ...(after === undefined ? {} : { after }) };
}

/** Parses seconds or a date (RFC 9110, 10.2.3). */
function retryAfter(text: string | undefined, clock: Clock): Duration | undefined {
  if (text === undefined) return undefined;
  const wait = /^\d{1,9}$/u.test(text) ? Number(text) * second : Date.parse(text) - clock.now();
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, second), longestPause);
}

/** Finds where a redirect leads; undefined if the answer is none. Repeats a POST only where the answer says so. */
function redirectOf(
  { status, headers }: HttpAnswer,
  from: URL,
  method: HttpRequest['method'],
): string | { readonly refused: string } | undefined {
  if (![301, 302, 303, 307, 308].includes(status)) return undefined;
  const { location } = headers;
  const to = location === undefined ? null : URL.parse(location, from.href);
  if (to === null) return { refused: `the response has status ${status} and no URL` };
  if (method === 'POST' && status < 307)
    return { refused: `the response has status ${status}, a redirect that would drop the posted body` };
  if (from.protocol === 'https:' && to.protocol !== 'https:')
    return { refused: 'the request was redirected from https to another protocol' };
  return to.href;
}

/** Extracts the code of a system error, and nothing of its text: that may hold the URL. */
function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'the connection failed';
}
