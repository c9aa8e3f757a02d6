/** A body that the SDK hands out as a stream. */
interface Body extends AsyncIterable<Uint8Array> {
  transformToString(): Promise<string>;
}

/**
 * The largest body that is read, in bytes. The journal of 5,000 resources has 10 MB. Whoever can write to the bucket of
 * `coordination` could otherwise fill the memory of every process that reads from it.
 */
export const mostBytesOfBody = 64 * 1024 * 1024;

/**
 * Turns what the SDK answered into JSON: instants become ISO 8601 text, bytes base64, streams their text. It leaves
 * out `$metadata` and members without a value. It rejects where a body is longer than `mostBytesOfBody`.
 */
export async function plainOf(output: unknown): Promise<unknown> {
  if (!isRecord(output)) return {};
  const { $metadata: _metadata, ...members } = output;
  const body = members['Body'];
  return plain(isBody(body) ? { ...members, Body: await textOf(body) } : members);
}

async function textOf(body: Body): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    // Leaving the loop ends the connection.
    if (length > mostBytesOfBody) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function tooLarge(): Error {
  const error = new Error(`the object has more than ${String(mostBytesOfBody / 1024 / 1024)} MiB`);
  error.name = 'ObjectTooLarge';
  return error;
}

function plain(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(plain);
  if (!isRecord(value)) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined && member !== null);
  return Object.fromEntries(members.map(([name, member]) => [name, plain(member)]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isBody(value: unknown): value is Body {
  return isRecord(value) && typeof value['transformToString'] === 'function' && Symbol.asyncIterator in value;
}
