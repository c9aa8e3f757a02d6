/** A body that the SDK hands out as a stream. */
interface Body {
  transformToString(): Promise<string>;
}

/**
 * What the SDK answered, as JSON: instants become ISO 8601 text, bytes base64, streams their text;
 * members without a value and `$metadata` are left out.
 */
export async function plainOf(output: unknown): Promise<unknown> {
  if (!isRecord(output)) return {};
  const { $metadata: _metadata, ...members } = output;
  const body = members['Body'];
  return plain(isBody(body) ? { ...members, Body: await body.transformToString() } : members);
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
  return isRecord(value) && typeof value['transformToString'] === 'function';
}
