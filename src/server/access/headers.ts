import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Gatekeeper } from '../parts.ts';

/**
 * Sets the headers by which a browser guards the page. Strict-Transport-Security is sent over https only: browsers
 * ignore it elsewhere (RFC 6797 §8.1), and a forwarded port of a loopback address must stay reachable.
 */
export function securedBy({ isSecure }: Pick<Gatekeeper, 'isSecure'>): MiddlewareHandler {
  const [plain, secure] = [withHeaders(false), withHeaders('max-age=31536000')];
  return (context, next) => (isSecure(context.req.raw) ? secure : plain)(context, next);
}

function withHeaders(strictTransportSecurity: string | false): MiddlewareHandler {
  return secureHeaders({
    strictTransportSecurity,
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
    permissionsPolicy: Object.fromEntries(unused.map((name) => [name, []])),
    xFrameOptions: 'DENY',
    referrerPolicy: 'no-referrer',
    // A filter that browsers removed, since it opened holes itself.
    xXssProtection: false,
    xDownloadOptions: false,
  });
}

/** What the page never asks of a browser. */
const unused = ['camera', 'geolocation', 'microphone', 'payment', 'usb'] as const;
