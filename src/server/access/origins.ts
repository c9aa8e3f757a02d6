import { refusal, type Refusal } from '../../daemon/control/control.ts';

/** By which names the server is reached. */
export interface Names {
  /** The address at which people open it, where that differs from the one it listens at. */
  readonly url?: string;
  /** The host that it listens at. */
  readonly host: string;
  /** More names, such as those of a Service in a cluster. */
  readonly hosts: readonly string[];
}

/** What a browser is not let into from elsewhere. */
export interface Origins {
  /** Refuses a request for another host, and one that another site sends. */
  check(request: Request): Refusal | undefined;
  /** Refuses a write by cookie that does not prove that our own page sent it. */
  checkCookieWrite(request: Request): Refusal | undefined;
  /** Returns true if the browser reaches us over https. */
  isSecure(request: Request): boolean;
}

const loopback = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Makes the checks of Host and Origin. An unknown Host is refused for reads too: a page of another site whose name was
 * pointed at this address would pass for ours (DNS rebinding). The port is free for loopback names, since a forwarded
 * port differs; rebinding changes the name.
 */
export function createOrigins({ url, host, hosts }: Names): Origins {
  const open = url === undefined ? undefined : new URL(url);
  const names = new Set([
    ...loopback,
    ...hosts,
    inBrackets(host),
    ...(open === undefined ? [] : [open.hostname]),
  ]);
  const hostOf = (request: Request): URL | null =>
    URL.parse(`http://${request.headers.get('host') ?? new URL(request.url).host}`);
  const isSecure = (request: Request): boolean =>
    open?.protocol === 'https:' && hostOf(request)?.hostname === open.hostname;
  /** The origin of our own page, as the browser that sent the request sees it. */
  const isOwn = (origin: string, request: Request): boolean =>
    origin === open?.origin ||
    (URL.parse(origin)?.host === hostOf(request)?.host &&
      origin === `${isSecure(request) ? 'https' : 'http'}://${hostOf(request)?.host ?? ''}`);
  return {
    isSecure,
    check(request) {
      const asked = hostOf(request);
      if (asked === null || asked.pathname !== '/' || asked.username !== '' || !names.has(asked.hostname))
        return wrongHost;
      const origin = request.headers.get('origin');
      if (origin !== null && !isOwn(origin, request)) return crossOrigin;
      return isApi(request) && isFromElsewhere(request) ? crossOrigin : undefined;
    },
    checkCookieWrite(request) {
      const isOurs = request.headers.has('origin') || request.headers.get('sec-fetch-site') === 'same-origin';
      if (!isOurs) return crossOrigin;
      return isJson(request) || request.method === 'DELETE' ? undefined : notJson;
    },
  };
}

const wrongHost = refusal('api.host', 'the daemon is not reached under this name');
const crossOrigin = refusal('api.cross-origin', 'this request comes from another site');
const notJson = refusal('api.content-type', 'the content type must be application/json');

function isApi({ url }: Request): boolean {
  return new URL(url).pathname.startsWith('/api/');
}

/** Tests what every present browser says of each request (Fetch Metadata). `none` is an address that a person typed. */
function isFromElsewhere({ headers }: Request): boolean {
  const site = headers.get('sec-fetch-site');
  return site !== null && site !== 'same-origin' && site !== 'none';
}

export function isJson({ headers }: Request): boolean {
  return /^application\/json\s*(?:;|$)/iu.test(headers.get('content-type') ?? '');
}

function inBrackets(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host.toLowerCase();
}
