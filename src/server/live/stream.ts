import { z } from 'zod';
import { second, type Duration } from '../../model/instant.ts';
import type { Clock } from '../../model/clock.ts';
import type { Hub, NamedChannel } from '../../daemon/control/live/hub.ts';
import type { News } from '../../daemon/control/live/channel.ts';
import { row } from '../../report/formats/api/rows.ts';
import { liveSchemas } from '../../report/formats/api/live.ts';
import type { Identity, Known } from '../parts.ts';

/** At most two messages a second: what changes meanwhile is in the next one. */
const pause: Duration = second / 2;

/** A comment this often keeps proxies from closing the connection, and shows the page that it stands. */
const heartbeat: Duration = 15 * second;

/** What changes without an event, or after it, is found by looking this often. */
const look: Duration = second;

/** A credential that ended or that was removed is noticed so soon. */
const asking: Duration = 5 * second;

/** Several events come at once: one look finds what all of them changed. */
const gathering: Duration = second / 10;

/** More rows than this say: ask again for everything. */
const mostRows = 50;

export interface StreamParts {
  readonly hub: Hub;
  readonly clock: Clock;
  readonly version: string;
  readonly known: Known;
  /** Asks again who sent the request: the token or session may have ended. */
  again(): Promise<Identity>;
  /** The id of the last event that the client saw. */
  readonly lastId: string | null;
  /** Aborted when the client goes away or the daemon ends. */
  readonly signal: AbortSignal;
}

/**
 * Makes the events of one client (WHATWG HTML, "Server-sent events") as text. Nothing is kept for a slow client: what
 * changed is looked up when it takes the next message.
 */
export async function* eventsFor(parts: StreamParts): AsyncGenerator<string, void, undefined> {
  const { hub, clock, signal } = parts;
  let { bindings } = parts.known;
  let channel = hub.channel(bindings);
  const seen = seenBy(parts.lastId, channel);
  const resumed = seen !== undefined && channel.since(seen) !== undefined;
  let number = resumed ? seen : channel.number();
  yield eventOf('hello', { at: clock.now(), version: parts.version, resumed }, idOf(channel, number));
  let toldAt = clock.monotonic();
  let askedAt = toldAt;
  while (!signal.aborted) {
    if (clock.monotonic() - askedAt >= asking) {
      const identity = await parts.again();
      if (identity.is === 'unknown') {
        yield eventOf('ended', { at: clock.now() });
        return;
      }
      ({ bindings } = identity);
      askedAt = clock.monotonic();
    }
    const current = hub.channel(bindings);
    const isOther = current !== channel;
    if (isOther) {
      // The bindings changed: what is seen now has other numbers.
      channel = current;
      number = channel.number();
    }
    const news = isOther ? undefined : channel.since(number);
    if (news === undefined || news.number > number) {
      number = channel.number();
      yield eventOf('changed', { at: clock.now(), ...toldOf(news, channel) }, idOf(channel, number));
      toldAt = clock.monotonic();
      await clock.sleep(pause, signal);
      continue;
    }
    // Events that this caller may not see must not move it.
    const left = toldAt + heartbeat - clock.monotonic();
    if (left <= 0) {
      yield ': still here\n\n';
      toldAt = clock.monotonic();
    } else if (await isStirred(parts, Math.min(left, look))) await clock.sleep(gathering, signal);
  }
}

const liveTopics = liveSchemas.changed.shape.topics.element.options;

/** Tells what changed row by row, if that is known and short enough. */
function toldOf(
  news: News | undefined,
  channel: NamedChannel,
): Omit<z.output<typeof liveSchemas.changed>, 'at'> {
  if (news === undefined) return { topics: liveTopics, rows: [], gone: [], all: true };
  const { topics, changed, gone } = news;
  const rows = changed.length > mostRows ? [] : channel.rows(changed);
  const isLong = changed.length > mostRows || rows.length > mostRows || gone.length > mostRows;
  return isLong
    ? { topics: [...topics], rows: [], gone: [], all: true }
    : { topics: [...topics], rows: z.decode(z.array(row), [...rows]), gone: [...gone], all: news.all };
}

/** Waits for the next event of the daemon, at most for a time. Returns true if there was one. */
async function isStirred({ hub, clock, signal }: StreamParts, most: Duration): Promise<boolean> {
  const over = new AbortController();
  const end = (): void => {
    over.abort();
  };
  signal.addEventListener('abort', end, { once: true });
  const first = await Promise.race([
    hub.stirred(over.signal).then(() => true),
    clock.sleep(most, over.signal).then(() => false),
  ]);
  signal.removeEventListener('abort', end);
  over.abort();
  return first && !signal.aborted;
}

function seenBy(lastId: string | null, { epoch }: NamedChannel): number | undefined {
  const [of, number] = /^(?<epoch>[\w]{1,64})-(?<number>\d{1,15})$/u.exec(lastId ?? '')?.slice(1) ?? [];
  return of === epoch ? Number(number) : undefined;
}

function idOf({ epoch }: NamedChannel, number: number): string {
  return `${epoch}-${String(number)}`;
}

function eventOf<Name extends keyof typeof liveSchemas>(
  name: Name,
  data: z.output<(typeof liveSchemas)[Name]>,
  id?: string,
): string {
  const encoded = z.encode(liveSchemas[name] as z.ZodType, data);
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(encoded)}\n\n`;
}
