import { second, type Duration } from '../../model/instant.ts';

/**
 * Gives the name of our cookie. Over https `__Host-` keeps other hosts of the domain from setting it (RFC 6265bis
 * §4.1.3.2). Cookies are shared by all ports of a host: over http the name has the port, so that two daemons of one
 * machine do not sign each other's people out.
 */
export function cookieName(isSecure: boolean, { headers, url }: Request): string {
  if (isSecure) return '__Host-keywright';
  const port = /:(?<port>\d{1,5})$/u.exec(headers.get('host') ?? new URL(url).host)?.groups?.['port'] ?? '80';
  return `keywright-${port}`;
}

/** Builds the value of Set-Cookie for a session. No script reads it, and no other site sends it. */
export function sessionCookie(id: string, lasts: Duration, isSecure: boolean, request: Request): string {
  const seconds = Math.floor(lasts / second);
  return `${cookieName(isSecure, request)}=${id}; Path=/; Max-Age=${String(seconds)}; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
}

/** Builds the value of Set-Cookie that ends it in the browser. */
export function clearedCookie(isSecure: boolean, request: Request): string {
  return sessionCookie('', 0, isSecure, request);
}
