/** Collects a body as text, counted while it arrives. Returns undefined if it is longer than allowed. */
export async function textWithin(request: Request, most: number): Promise<string | undefined> {
  if (isAnnouncedOver(request, most)) return undefined;
  if (request.body === null) return '';
  const reader = (request.body as ReadableStream<Uint8Array>).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.byteLength;
    // The rest stays unread: to cancel the body would end the connection before the client has the answer.
    if (length > most) return undefined;
    parts.push(next.value);
  }
  return new TextDecoder().decode(Buffer.concat(parts));
}

/** Returns true if the client announces more than allowed. */
export function isAnnouncedOver({ headers }: Request, most: number): boolean {
  return Number(headers.get('content-length') ?? 0) > most;
}
