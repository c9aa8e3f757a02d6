import { createHmac } from 'node:crypto';
import { second, type Instant } from '../../model/instant.ts';

/** Named as other webhooks name theirs: the time and the signature of one attempt. */
export const signatureHeader = 'x-keywright-signature';

/**
 * Signs a body: `t=SECONDS,v1=HEX`, where HEX is the HMAC-SHA256 of `SECONDS.BODY`. Whoever checks it also refuses what
 * is older than five minutes, so that a request that was seen cannot be sent again later.
 */
export function signatureOf(body: string, secret: string, now: Instant): string {
  const at = Math.floor(now / second);
  const hex = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
  return `t=${at},v1=${hex}`;
}
