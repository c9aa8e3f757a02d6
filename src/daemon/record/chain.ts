import { createHash } from 'node:crypto';
import type { ChainHead, Event, Unchained } from '../../model/history.ts';
import { isoOf } from '../../model/instant.ts';
import { stableText, type TreeMap } from '../../model/tree.ts';
import { clipped, escapedJson, visible } from '../../report/text/visible.ts';

/** What stands before the first line of a chain. */
const nothing = '0'.repeat(64);

/** Gives an event its place behind the last line. Without one it is the first of its chain. */
export function chained(head: Pick<ChainHead, 'chain'> & Partial<ChainHead>, event: Unchained): Event {
  const { chain, seq = 0, hash = nothing } = head;
  const placed = { ...event, text: cleaned(event.text), chain, seq: seq + 1, previous: hash };
  return { ...placed, hash: hashOf(documentOf(placed)) };
}

/** Prints an event as one line of JSON, with its time in RFC 3339. */
export function lineOf(event: Event): string {
  const { hash, ...rest } = event;
  return escapedJson(JSON.stringify({ ...documentOf(rest), hash }));
}

/** Computes the SHA-256, in hex, of a line without its hash: of its JSON with sorted keys and no spaces. */
export function hashOf(line: TreeMap): string {
  const { hash: _hash, ...hashed } = line;
  return createHash('sha256').update(stableText(hashed)).digest('hex');
}

/** Tells lines of the record from those of the log on the same output, and its format. */
export const recordFormat = 1;

/** Reduces an event to JSON only: what is undefined is not there. */
function documentOf(event: Omit<Event, 'hash'>): TreeMap {
  const { at, ...rest } = event;
  return JSON.parse(JSON.stringify({ record: recordFormat, at: isoOf(at), ...rest })) as TreeMap;
}

/** Commits, tags and messages of AWS come from outside: one line, 200 characters (authority.md §5.27). */
function cleaned(text: string): string {
  const { text: short, cut } = clipped(visible(text), 200);
  return cut === undefined ? short : `${short}…`;
}
