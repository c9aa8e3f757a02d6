import { refused, type Refused } from '../refused.ts';

/** A daemon's API by the URL of whatever serves it: a reverse proxy may have it below a path. */
export interface ServerAddress {
  readonly url: URL;
  /** The URL as messages name it. */
  readonly name: string;
}

/**
 * Parses the URL of a daemon. The token goes there, so the way must be encrypted, except to this machine itself. Nothing
 * is repeated in a message that may hold a password or a token.
 */
export function serverAt(given: string): ServerAddress | Refused {
  const url = URL.parse(given);
  if (url === null || !/^(?:https?|ftp|wss?):\/\//iu.test(given))
    return wrong('--server needs a URL with https://');
  if (url.username !== '' || url.password !== '')
    return wrong(
      'the URL of --server must not contain a password',
      'put the token into a file for --token-file',
    );
  const clean = `${url.origin}${url.pathname.replace(/\/+$/u, '')}`;
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
    return wrong(`${url.protocol}//${url.host} is not encrypted: the token would be readable on the way`);
  if (url.search !== '' || url.hash !== '')
    return wrong(`the URL of --server must have no query and no fragment`, `pass --server ${clean}`);
  const [, base] = /^(?<base>.*?)\/api(?:\/.*)?$/u.exec(clean.slice(url.origin.length)) ?? [];
  if (base !== undefined)
    return wrong(
      `${clean} is the API itself, and --server adds its path`,
      `pass --server ${url.origin}${base}`,
    );
  return { url: new URL(clean), name: clean };
}

function wrong(
  message: string,
  hint = 'pass the https URL of a daemon, e.g. --server https://keywright.example.com',
): Refused {
  return refused('cli.usage', message, hint);
}

/** Tests for addresses of this machine. A name other than localhost may resolve to any address. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/u.test(host);
}
