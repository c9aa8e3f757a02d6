import { refusal } from '../../daemon/control/control.ts';
import type { Identity, Known, ServerParts } from '../parts.ts';
import { problemOf } from '../problem.ts';
import { takes } from '../routes/accept.ts';
import { bodyOf } from './body.ts';
import type { Clients } from './clients.ts';
import { eventsFor } from './stream.ts';

const headers = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store',
  // Otherwise nginx keeps events until its buffer is full.
  'x-accel-buffering': 'no',
};

/** Answers a request for live updates with a stream that ends with the client, its credential or the daemon. */
export function liveAnswer(
  request: Request,
  known: Known,
  parts: ServerParts,
  { clients, from, again }: { readonly clients: Clients; readonly from: string; again(): Promise<Identity> },
): Response {
  if (!takes(request, 'text/event-stream')) return problemOf(notTaken);
  if (request.method === 'HEAD') return new Response(null, { headers });
  const leave = clients.enter({ known, from });
  if (leave === undefined) return problemOf(tooMany, { 'retry-after': '30' });
  const over = new AbortController();
  const end = (): void => {
    over.abort();
  };
  request.signal.addEventListener('abort', end, { once: true });
  const { hub, clock } = parts.live;
  const lastId = request.headers.get('last-event-id');
  const events = eventsFor({ hub, clock, version: parts.version, known, again, lastId, signal: over.signal });
  const body = bodyOf(events, clock, () => {
    request.signal.removeEventListener('abort', end);
    end();
    leave();
  });
  return new Response(body, { headers });
}

const notTaken = refusal(
  'api.accept',
  'live updates are text/event-stream, which the header Accept excludes',
);
const tooMany = refusal('api.streams', 'too many streams of live updates are open');
