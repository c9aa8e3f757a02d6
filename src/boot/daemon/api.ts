import { createHash } from 'node:crypto';
import type { DaemonConfig } from '../../daemon/config/schema/index.ts';
import { createControl, type ControlParts } from '../../daemon/control/create.ts';
import type { Controller } from '../../daemon/controller.ts';
import { listenAddressOf } from '../../daemon/probe/address.ts';
import { everything } from '../../model/binding.ts';
import type { HttpListener, HttpServers } from '../../runtime/http-server.ts';
import { createGatekeeper } from '../../server/access/gatekeeper.ts';
import { createApp } from '../../server/app.ts';
import type { PageFile } from '../../server/parts.ts';
import type { Host } from '../host.ts';

export interface ApiRequest {
  readonly config: Pick<DaemonConfig, 'api'>;
  readonly version: string;
  readonly controllers: readonly Controller[];
  readonly calls: NonNullable<ControlParts['calls']>;
  /** True on the embedded AWS: a token for who started it is made, and another port is as good. */
  readonly isTrial: boolean;
  readonly page: ReadonlyMap<string, PageFile>;
  failed(error: unknown): void;
}

export interface ApiDoor {
  readonly listener: HttpListener;
  /** Where people open it. Of a trial with the token behind `#`, which no browser sends. */
  readonly url: string;
}

const limits = { patience: 30_000, connections: 512 };
const trialAddress = '127.0.0.1:9810';

/** Serves the API and the page; undefined where the operator wants none. Rejects if the address cannot be had. */
export async function openApi(
  { config, version, controllers, calls, isTrial, page, failed }: ApiRequest,
  { clock, entropy, servers }: Pick<Host, 'clock' | 'entropy'> & { readonly servers: HttpServers },
): Promise<ApiDoor | undefined> {
  const asked = config.api.address ?? (isTrial ? trialAddress : undefined);
  if (asked === undefined) return undefined;
  const address = listenAddressOf(asked);
  const token = isTrial ? entropy.hex(32) : undefined;
  const answer = createApp({
    version,
    page,
    failed,
    now: () => clock.now(),
    control: createControl({ controllers, now: () => clock.now(), newId: () => entropy.hex(8), calls }),
    gatekeeper: createGatekeeper(token === undefined ? [] : [trialToken(token)], () => clock.now()),
  });
  const listener = await servers
    .web(address, answer, limits)
    .catch((error: unknown) =>
      isTrial ? servers.web({ ...address, port: 0 }, answer, limits) : Promise.reject(error as Error),
    );
  const url = `http://${address.host}:${String(listener.port)}/`;
  return { listener, url: token === undefined ? url : `${url}#token=${token}` };
}

function trialToken(token: string): Parameters<typeof createGatekeeper>[0][number] {
  return {
    hash: createHash('sha256').update(token).digest('hex'),
    holder: { person: { id: 'person:trial', name: 'trial' }, bindings: everything },
  };
}
