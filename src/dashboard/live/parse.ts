/** One event of a stream of server-sent events. */
export interface StreamEvent {
  readonly name: string;
  readonly data: string;
  readonly id: string | undefined;
}

export interface Parsed {
  readonly events: readonly StreamEvent[];
  /** The beginning of an event that has not arrived whole. */
  readonly rest: string;
}

/** Takes the whole events out of what has arrived of a stream (WHATWG HTML, "Server-sent events"). */
export function eventsIn(text: string): Parsed {
  const blocks = text.replaceAll('\r\n', '\n').split('\n\n');
  const rest = blocks.pop() ?? '';
  return { rest, events: blocks.flatMap(eventOf) };
}

function eventOf(block: string): readonly StreamEvent[] {
  const fields = block.split('\n').map(fieldOf);
  const data = fields.filter(([name]) => name === 'data').map(([, value]) => value);
  if (data.length === 0) return [];
  const last = (wanted: string): string | undefined => fields.findLast(([name]) => name === wanted)?.[1];
  return [{ name: last('event') ?? 'message', data: data.join('\n'), id: last('id') }];
}

function fieldOf(line: string): readonly [string, string] {
  const at = line.indexOf(':');
  return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 1).replace(/^ /u, '')];
}
