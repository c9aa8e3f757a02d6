import type { DaemonConfig } from '../../daemon/config/schema/index.ts';
import { createControl } from '../../daemon/control/create.ts';
import { createIdentify } from '../../daemon/control/identify.ts';
import { serveControl } from '../../daemon/control/serve.ts';
import { socketBelow } from '../../daemon/control/socket-path.ts';
import { createBounds } from '../../daemon/control/speculate/bounds.ts';
import type { Speculating } from '../../daemon/control/speculate/speculate.ts';
import type { Controller } from '../../daemon/controller.ts';
import type { Publish } from '../../daemon/events.ts';
import { createMetrics, type Metrics } from '../../daemon/metrics/metrics.ts';
import { listenAddressOf } from '../../daemon/probe/address.ts';
import { createProbe } from '../../daemon/probe/probe.ts';
import { defaultTiming } from '../../engine/ports.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { HttpListener, HttpServers } from '../../runtime/http-server.ts';
import type { LocalHttp } from '../../runtime/local-http.ts';
import type { Usage } from '../../runtime/usage.ts';
import type { Host } from '../host.ts';
import { openApi, type ApiDoor } from './api.ts';
import type { OidcHost } from './oidc.ts';
import { pageFiles } from './page-files.ts';
import type { Troubles } from './trouble.ts';
import { openWebhook } from './webhook.ts';

/** What opens doors of a process: sockets of this machine. */
export interface DoorHost extends Pick<Host, 'clock' | 'entropy' | 'environment' | 'files'>, OidcHost {
  readonly servers: HttpServers;
  readonly local: LocalHttp;
  usage(): Usage;
  /** The user that this process runs as. */
  readonly user: number | undefined;
}

export interface DoorRequest {
  readonly config: DaemonConfig;
  readonly version: string;
  readonly dataDir: string;
  readonly controllers: readonly Controller[];
  readonly metrics: Metrics;
  /** True where another port is as good: on the embedded AWS nobody scrapes it by its number. */
  readonly anyPort: boolean;
  stopping(): boolean;
  readonly publish: Publish;
  /** Takes what is wrong with the tokens file. */
  readonly troubles: Pick<Troubles, 'set' | 'current'>;
  /** Where the built page is. */
  readonly pageDirectory: string;
}

export interface Doors {
  /** Where probes and metrics are; undefined where the operator wants none. */
  readonly probe: string | undefined;
  readonly socket: string;
  /** Where the API and the page are; undefined where the operator wants none. */
  readonly api: string | undefined;
  /** Of a trial: the token for whoever started it. No log has it. */
  readonly apiToken: string | undefined;
  /** Where webhooks of Git hosts are taken; undefined where the operator wants none. */
  readonly webhook: string | undefined;
  /** Told of every event of the daemon. */
  readonly listen: Publish;
  close(): Promise<void>;
}

export function metricsOf(
  { version, controllers }: Pick<DoorRequest, 'version' | 'controllers'>,
  host: Pick<DoorHost, 'clock' | 'usage' | 'environment'>,
): Metrics {
  return createMetrics({
    clock: host.clock,
    controllers,
    leaseTerm: defaultTiming.leaseTtl,
    version,
    node: host.environment.node,
    usage: host.usage,
  });
}

/** Opens the socket of the control, and the address of probes and metrics. */
export async function openDoors(
  request: DoorRequest,
  host: DoorHost,
): Promise<Doors | { readonly refused: readonly Diagnostic[] }> {
  const { config, controllers, version } = request;
  const speculating = { bounds: createBounds(() => host.clock.now()), clock: host.clock };
  const socket = config.control.socket ?? socketBelow(request.dataDir);
  const control = await serveControl({
    http: host.local,
    socket,
    version,
    control: createControl({
      controllers,
      now: () => host.clock.now(),
      newId: () => host.entropy.hex(8),
      calls: request.metrics.calls,
      speculating,
    }),
    identify: createIdentify(config.control.people, host.user),
    failed: failedAt('answering at the control', request, host),
  });
  if ('refused' in control) return control;
  const probe = await probeOf(request, host);
  if (probe !== undefined && 'refused' in probe) {
    await control.close();
    return probe;
  }
  const webhook = await openWebhook(request, host).catch((error: unknown) =>
    refusedAddress(config.webhook.address ?? '', 'webhooks', error),
  );
  if (webhook !== undefined && 'refused' in webhook) {
    await Promise.all([control.close(), probe?.listener.close()]);
    return webhook;
  }
  const api = await apiOf(request, speculating, host).catch((error: unknown) =>
    refusedAddress(config.api.address ?? '', 'the API', error),
  );
  if (api !== undefined && 'refused' in api) {
    await Promise.all([control.close(), probe?.listener.close(), webhook?.close()]);
    return api;
  }
  return {
    socket,
    probe: probe?.url,
    api: api?.url,
    apiToken: api?.token,
    listen: (event) => api?.listen(event),
    webhook: webhook === undefined ? undefined : config.webhook.address,
    async close() {
      await Promise.all([control.close(), probe?.listener.close(), webhook?.close(), api?.listener.close()]);
    },
  };
}

/** Makes what tells of a fault of ours. */
function failedAt(during: string, { publish }: DoorRequest, { clock }: DoorHost): (error: unknown) => void {
  return (error) => {
    const diagnostic = { severity: 'error', code: 'daemon.failed', message: messageOf(error) } as const;
    publish({ source: '', at: clock.now(), is: 'failed', during, diagnostic });
  };
}

async function apiOf(
  request: DoorRequest,
  speculating: Speculating,
  host: DoorHost,
): Promise<ApiDoor | { readonly refused: readonly Diagnostic[] } | undefined> {
  const { config, version, controllers, metrics, anyPort, pageDirectory, publish, troubles } = request;
  const failed = failedAt('answering at the API', request, host);
  const page = await pageFiles(pageDirectory, host.files);
  return openApi(
    {
      config,
      version,
      controllers,
      calls: metrics.calls,
      speculating,
      isTrial: anyPort,
      page,
      failed,
      serves(load) {
        metrics.serves(() => ({ ...load(), isTokensFileBroken: troubles.current() !== undefined }));
      },
      answered(answered) {
        publish({ source: '', at: host.clock.now(), is: 'answered', answered });
      },
      noKeys: failedAt('fetching the keys of the OpenID Connect issuer', request, host),
      tokensTold: {
        refused(diagnostics, counting) {
          const at = host.clock.now();
          const [{ code } = { code: 'tokens.value' as const }] = diagnostics;
          const since = troubles.current()?.since ?? at;
          troubles.set({ since, mistakes: diagnostics.length, code, counting });
          const told = { source: '', at, is: 'failed', during: 'reading the tokens file' } as const;
          for (const diagnostic of diagnostics) publish({ ...told, diagnostic });
        },
        mended() {
          troubles.set(undefined);
        },
      },
    },
    host,
  );
}

function refusedAddress(
  address: string,
  use: string,
  error: unknown,
): { readonly refused: readonly Diagnostic[] } {
  const message = `the address ${address} for ${use} is not available: ${messageOf(error)}`;
  return { refused: [{ severity: 'error', code: 'daemon.address', message }] };
}

async function probeOf(
  { config, controllers, metrics, stopping, anyPort }: DoorRequest,
  { servers }: DoorHost,
): Promise<
  | { readonly listener: HttpListener; readonly url: string }
  | { readonly refused: readonly Diagnostic[] }
  | undefined
> {
  if (!config.probe.enabled) return undefined;
  const answer = createProbe({ controllers, metrics, stopping });
  const address = listenAddressOf(config.probe.address);
  try {
    const listener = await servers
      .serve(address, answer)
      .catch((error: unknown) =>
        anyPort ? servers.serve({ ...address, port: 0 }, answer) : Promise.reject(error as Error),
      );
    return { listener, url: `http://${address.host}:${String(listener.port)}` };
  } catch (error) {
    return refusedAddress(config.probe.address, 'probes', error);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
