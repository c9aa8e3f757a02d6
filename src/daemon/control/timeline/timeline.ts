import type { Address } from '../../../model/address.ts';
import type { Event } from '../../../model/history.ts';
import { isoOf, type Instant } from '../../../model/instant.ts';
import type { Controller } from '../../controller.ts';
import type { AnswerOf, RequestOf } from '../operations.ts';
import { isRefusal, refusal, type Refusal } from '../control.ts';
import { entriesOf, type Entry } from './entries.ts';
import type { Seal } from './seal.ts';
import { together } from './together.ts';

/** How many entries an answer has unless it is asked for another number. */
const usual = 50;

/** Lines that are read at a time, and the most that one answer reads of a source. */
const chunk = 200;
const mostLines = 2_000;

/** Episodes that are known by their whole change: older ones are shown by their paths. */
const mostEpisodes = 1_000;

/**
 * Lists what happened, the latest first: drift, writes, decisions and revisions of every source. The cursor is sealed:
 * its numbers count lines that the caller may not see (authority.md §5.24).
 */
export async function timelineOf(
  controllers: readonly Controller[],
  request: RequestOf<'timeline'>,
  { now, seal }: { readonly now: Instant; readonly seal: Seal },
): Promise<AnswerOf<'timeline'> | Refusal> {
  const { limit = usual, cursor } = request;
  const places = cursor === undefined ? undefined : placesIn(seal.open(cursor));
  if (places !== undefined && isRefusal(places)) return places;
  const parts = await Promise.all(
    controllers
      .filter(({ name }) => places === undefined || places.has(name))
      .map(async (controller) => ({
        name: controller.name,
        ...(await read(controller, request, places?.get(controller.name))),
      })),
  );
  // What an unread line of another source could stand before belongs to the next page.
  const horizon = Math.max(...parts.map(({ rest, reached }) => (rest === undefined ? -Infinity : reached)));
  const found = parts
    .flatMap(({ name, entries }) => entries.map((entry) => ({ ...entry, name })))
    .filter(({ at }) => at >= horizon)
    .toSorted((a, b) => b.at - a.at || b.seq - a.seq);
  const items = found.slice(0, limit);
  const next = parts.flatMap(({ name, entries, rest }) => {
    const shown = new Set(items.filter((one) => one.name === name).map(({ seq }) => seq));
    const left = entries.find(({ seq }) => !shown.has(seq));
    const from = places?.get(name)?.from;
    if (left !== undefined) return [placeText(name, { from, below: left.seq + 1 })];
    return rest === undefined ? [] : [placeText(name, { from: rest, below: undefined })];
  });
  return {
    at: isoOf(now),
    ...(next.length === 0 ? {} : { next: seal.close(next.join(',')) }),
    items: items.map(({ shown }) => shown),
  };
}

interface Part {
  readonly entries: readonly (Entry & { readonly at: Instant })[];
  /** The line before which there may be more; undefined: there is none. */
  readonly rest: number | undefined;
  /** The time of the oldest line that was read. */
  readonly reached: Instant;
}

/** Collects lines of one source until there are entries enough. */
async function read(
  { name, history }: Controller,
  { since, until, is, address, limit = usual }: RequestOf<'timeline'>,
  { from, below = Infinity }: Place = newest,
): Promise<Part> {
  const episodes = new Map(
    (await history.episodes(ofAddress(address), { limit: mostEpisodes })).map((one) => [one.id, one]),
  );
  const events: Event[] = [];
  let entries: readonly Entry[] = [];
  let before = from;
  let isOver = false;
  while (!isOver && entries.length < limit && events.length < mostLines) {
    const lines = await history.events(ofAddress(address), {
      limit: chunk,
      ...(before === undefined ? {} : { before: String(before) }),
    });
    const within = lines.filter(({ at }) => since === undefined || at >= Date.parse(since));
    events.push(...within);
    before = lines.at(-1)?.seq ?? before;
    isOver = lines.length < chunk || within.length < lines.length;
    const made = entriesOf({ source: name, events, episodes });
    entries = (is === undefined && address === undefined ? together(made) : made).filter(
      ({ seq, shown }) =>
        seq < below &&
        (is === undefined || is.includes(shown.is)) &&
        (until === undefined || Date.parse(shown.at) < Date.parse(until)),
    );
  }
  return {
    entries: entries.map((entry) => ({ ...entry, at: Date.parse(entry.shown.at) })),
    rest: isOver ? undefined : before,
    reached: events.at(-1)?.at ?? -Infinity,
  };
}

function ofAddress(address: Address | undefined): { readonly address?: Address } {
  return address === undefined ? {} : { address };
}

/**
 * Where a page begins. Lines are read from the same one as for the page before, so that the calls of a step stay one
 * entry, and what that page showed is left out.
 */
interface Place {
  /** The line before which lines are read; undefined: from the newest one. */
  readonly from: number | undefined;
  /** Entries from this line on were shown. */
  readonly below: number | undefined;
}

const newest: Place = { from: undefined, below: undefined };

function placeText(name: string, { from, below }: Place): string {
  return `${name}=${paddedOf(from)}.${paddedOf(below)}`;
}

/** Writes a number as long as any other: the length of a sealed text shows. */
function paddedOf(line: number | undefined): string {
  return (line === undefined ? '' : String(line)).padStart(15, line === undefined ? '-' : '0');
}

/** Parses an opened cursor: where each source goes on. */
function placesIn(opened: string | undefined): ReadonlyMap<string, Place> | Refusal {
  if (opened === undefined)
    return refusal(
      'control.request',
      'cursor: must be the `next` of a page of this process; after a restart, begin with the first page',
    );
  return new Map(
    opened.split(',').flatMap((part): readonly (readonly [string, Place])[] => {
      const { name, from, below } =
        /^(?<name>[^=]+)=(?<from>[-\d]{15})\.(?<below>[-\d]{15})$/u.exec(part)?.groups ?? {};
      return name === undefined ? [] : [[name, { from: numberIn(from), below: numberIn(below) }]];
    }),
  );
}

function numberIn(text: string | undefined): number | undefined {
  return text === undefined || text.startsWith('-') ? undefined : Number(text);
}
