import type { DaemonConfig } from '../../daemon/config/schema/index.ts';
import { createControl, type ControlParts } from '../../daemon/control/create.ts';
import { createHub } from '../../daemon/control/live/hub.ts';
import { createStanding } from '../../daemon/control/standing.ts';
import type { Controller } from '../../daemon/controller.ts';
import { listenAddressOf } from '../../daemon/probe/address.ts';
import { everything } from '../../model/binding.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Instant } from '../../model/instant.ts';
import type { Publish } from '../../daemon/events.ts';
import type { Answered } from '../../model/answered.ts';
import type { HttpListener, HttpServers } from '../../runtime/http-server.ts';
import { createGatekeeper } from '../../server/access/gatekeeper.ts';
import { hashOfToken, type KnownToken } from '../../server/access/known-token.ts';
import { createApp, type App } from '../../server/app.ts';
import type { PageFile } from '../../server/parts.ts';
import type { Host } from '../host.ts';
import { createClientAddress } from './forwarded.ts';
import { createOidc, type OidcHost } from './oidc.ts';
import { treesOf } from './source.ts';
import { openTokens, type TokensTold } from './tokens.ts';

export interface ApiRequest {
  readonly config: Pick<DaemonConfig, 'api' | 'sources'>;
  readonly version: string;
  readonly controllers: readonly Controller[];
  readonly calls: NonNullable<ControlParts['calls']>;
  readonly speculating: NonNullable<ControlParts['speculating']>;
  /** True on the embedded AWS: a token for who started it is made, and another port is as good. */
  readonly isTrial: boolean;
  readonly page: ReadonlyMap<string, PageFile>;
  failed(error: unknown): void;
  /** Told what tells how busy the API is. */
  serves(load: App['load']): void;
  /** Told of each request that was answered. */
  answered(request: Answered): void;
  /** Told why the keys of the issuer are not known. */
  noKeys(error: unknown): void;
  /** Told how the tokens file stands while it is in use. */
  readonly tokensTold: TokensTold;
}

export interface ApiDoor {
  readonly listener: HttpListener;
  /** Where people open it. */
  readonly url: string;
  /** Of a trial: what signs in whoever started it. It is printed for them, and never logged. */
  readonly token?: string;
  /** Told of every event of the daemon, for live updates. */
  readonly listen: Publish;
}

const limits = { patience: 30_000, connections: 512 };
const trialAddress = '127.0.0.1:9810';

/** Serves the API and the page; undefined where the operator wants none. Rejects if the address cannot be had. */
export async function openApi(
  request: ApiRequest,
  host: Pick<Host, 'clock' | 'entropy' | 'files'> & OidcHost & { readonly servers: HttpServers },
): Promise<ApiDoor | { readonly refused: readonly Diagnostic[] } | undefined> {
  const { config, version, controllers, calls, speculating, isTrial, page, failed, noKeys, answered } =
    request;
  const { clock, entropy, servers } = host;
  const asked = config.api.address ?? (isTrial ? trialAddress : undefined);
  if (asked === undefined) return undefined;
  const address = listenAddressOf(asked);
  const token = isTrial ? entropy.hex(32) : undefined;
  const tokens = await tokensOf(request, token, host);
  if ('refused' in tokens) return tokens;
  const { url: publicUrl, hosts, anonymous } = config.api;
  const clientOf = createClientAddress(config.api);
  const newId = (): string => entropy.hex(8);
  const hub = createHub({ controllers, now: () => clock.now(), newId });
  const now = (): Instant => clock.now();
  const app = createApp({
    standing: createStanding({ controllers, now, calls }),
    live: { hub, clock },
    version,
    page,
    failed,
    now: () => clock.now(),
    newId,
    answered,
    control: createControl({ controllers, now: () => clock.now(), newId, calls, speculating }),
    gatekeeper: createGatekeeper({
      names: { ...(publicUrl === undefined ? {} : { url: publicUrl }), host: address.host, hosts },
      tokens: tokens.current,
      ...(config.api.oidc === undefined ? {} : { oidc: createOidc(config.api.oidc, host, noKeys) }),
      anonymous,
      now: () => clock.now(),
      newId: () => entropy.hex(32),
    }),
  });
  request.serves(app.load);
  const answer = (received: Request, from: string): Promise<Response> =>
    app.answer(received, clientOf(received, from));
  const listener = await servers
    .web(address, answer, limits)
    .catch((error: unknown) =>
      isTrial ? servers.web({ ...address, port: 0 }, answer, limits) : Promise.reject(error as Error),
    );
  const url = publicUrl ?? `http://${address.host}:${String(listener.port)}/`;
  const listen: Publish = (event) => {
    hub.listen(event);
    // Without requests nobody would read the tokens file, or learn that it is broken.
    if (event.is === 'looked' || event.is === 'passed') void tokens.current();
  };
  return { listener, listen, url, ...(token === undefined ? {} : { token }) };
}

/** Gives what reads the tokens that count: those of the file, and the one of a trial. */
async function tokensOf(
  { config: { api, sources }, tokensTold }: ApiRequest,
  trial: string | undefined,
  host: Pick<Host, 'clock' | 'files'>,
): Promise<
  { readonly current: () => Promise<readonly KnownToken[]> } | { readonly refused: readonly Diagnostic[] }
> {
  const own = trial === undefined ? [] : [trialToken(trial)];
  if (api.tokensFile === undefined) return { current: () => Promise.resolve(own) };
  const file = await openTokens(api.tokensFile, sources.flatMap(treesOf), host, tokensTold);
  return 'refused' in file ? file : { current: async () => [...own, ...(await file.current())] };
}

function trialToken(token: string): KnownToken {
  return { hash: hashOfToken(token), person: { id: 'person:trial', name: 'trial' }, bindings: everything };
}
