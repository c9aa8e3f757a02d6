import type { DaemonConfig } from '../../daemon/config/schema/index.ts';
import { destinationOf } from '../../daemon/http/destination.ts';
import { second } from '../../model/instant.ts';
import type { HttpClient } from '../../runtime/http-client.ts';
import type { Names } from '../../runtime/names.ts';
import type { KnownToken } from '../../server/access/known-token.ts';
import { createKeys } from '../../server/access/oidc/keys.ts';
import { holderBy } from '../../server/access/oidc/verify.ts';
import type { Host } from '../host.ts';

export interface OidcHost extends Pick<Host, 'clock'> {
  readonly http: HttpClient;
  readonly names: Names;
}

type Settings = NonNullable<DaemonConfig['api']['oidc']>;

/** More than any issuer has keys. */
const mostBytes = 256 * 1024;
const timeout = 5 * second;

/** Makes what knows the tokens of the issuer. Its keys come from one URL, without redirects. */
export function createOidc(
  settings: Settings,
  host: OidcHost,
  failed: (error: unknown) => void,
): (token: string) => Promise<KnownToken | undefined> {
  const now = (): number => host.clock.now();
  const keys = createKeys({ now, failed, fetch: () => keySetAt(settings, host) });
  return (token) => holderBy(token, { settings, keys, now });
}

async function keySetAt({ keysUrl, allow }: Settings, { http, names, clock }: OidcHost): Promise<unknown> {
  const to = await destinationOf(keysUrl, allow, names);
  if (!('address' in to)) throw new Error('refused' in to ? to.refused : to.unresolved);
  const [late, timer] = [new AbortController(), new AbortController()];
  void clock.sleep(timeout, timer.signal).then(() => {
    late.abort();
  });
  try {
    const headers = { accept: 'application/json', 'user-agent': 'keywright' };
    const { signal } = late;
    const answer = await http.send({ method: 'GET', ...to, headers, mostBytes, signal });
    if (answer.status !== 200) throw new Error(`the issuer answered with status ${String(answer.status)}`);
    return JSON.parse(answer.body ?? '') as unknown;
  } finally {
    timer.abort();
  }
}
