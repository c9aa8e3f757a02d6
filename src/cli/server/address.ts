import { refused, type Refused } from '../refused.ts';

/**
 * Parses the URL of a daemon's API. The token goes there, so the way must be encrypted, except to this machine itself.
 */
export function serverAt(given: string): URL | Refused {
  const url = URL.parse(given);
  if (url === null) return wrong(`${given} is not a URL`);
  if (url.username !== '' || url.password !== '')
    return wrong('the URL of --server must not contain a password');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
    return wrong(`${url.protocol}//${url.host} is not encrypted: the token would be readable on the way`);
  if (url.search !== '' || url.hash !== '') return wrong(`${url.origin} must have no query and no fragment`);
  return url;
}

function wrong(message: string): Refused {
  return refused(
    'cli.usage',
    message,
    'pass the https URL of the API of a daemon, e.g. --server https://keywright.example.com',
  );
}

/** Tests for addresses of this machine. A name other than localhost may resolve to any address. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/u.test(host);
}
