/**
 * Shorter than any token: whoever sends a token here by mistake finds it in no log. Long enough for a UUID, and for the
 * ids of tracers and proxies.
 */
const mostOfId = 60;

/** Gives the form that an id of a caller has, for this file and for the document. */
export const requestIdPattern = `^[\\w.:=+/-]{1,${String(mostOfId)}}$`;

const wellFormed = new RegExp(requestIdPattern, 'u');

/** Takes the id that the caller gave a request, or makes one. Takes no other: it would be in logs and headers. */
export function requestIdOf({ headers }: Pick<Request, 'headers'>, newId: () => string): string {
  const given = headers.get('x-request-id');
  return given !== null && wellFormed.test(given) ? given : newId();
}
