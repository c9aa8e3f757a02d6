/**
 * Reads a body as text; undefined if it is longer than allowed. Its announced length decides at once, and a body in
 * chunks is counted while it arrives. What is too long stays unread: to cancel it would end the connection before the
 * client has the answer.
 */
export async function textWithin(request: Request, most: number): Promise<string | undefined> {
  if (isAnnouncedOver(request, most)) return undefined;
  if (request.body === null) return '';
  const reader = request.body.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.byteLength;
    if (length > most) return undefined;
    parts.push(next.value);
  }
  return new TextDecoder().decode(Buffer.concat(parts));
}

/** Returns true if the client announces more than allowed. */
export function isAnnouncedOver({ headers }: Request, most: number): boolean {
  return Number(headers.get('content-length') ?? 0) > most;
}
