import type { Place, Role, Service } from '../../model/call.ts';
import type { Provider } from './credentials.ts';
import type { EndpointOf } from './endpoints.ts';
import type { Network } from './network.ts';
import { loadService, type SdkClient, type SdkService } from './services.ts';

/** What is below a client: the network, or the embedded AWS. */
export interface RequestHandler {
  handle(request: object, options?: { readonly abortSignal?: unknown }): Promise<unknown>;
  destroy?(): void;
}

export interface ClientParts {
  readonly handler: RequestHandler;
  /** Other endpoints than AWS's own, e.g. of an emulator. */
  readonly endpoint?: EndpointOf;
  /** Which of AWS's endpoints; the plain ones unless given. */
  readonly network?: Pick<Network, 'fips' | 'dualStack'>;
  /** Appears in CloudTrail as the user agent, besides Keywright's name. */
  readonly userAgent: readonly (readonly [string, string])[];
  readonly mostClients?: number;
}

export interface Clients {
  get(
    service: Service,
    at: Place,
    role: Role,
    credentials: Provider,
    source?: string,
  ): Promise<{ readonly client: SdkClient; readonly service: SdkService }>;
}

interface Kept {
  readonly client: SdkClient;
  readonly source: string | undefined;
}

/**
 * Creates one client per service, account, Region and role, and drops the least recently used. A client keeps its
 * credentials, so another source identity gets another client.
 */
export function createClients(parts: ClientParts): Clients {
  const clients = new Map<string, Kept>();
  return {
    async get(service, at, role, credentials, source) {
      const loaded = await loadService(service);
      const key = `${service} ${at.account} ${at.region} ${role}`;
      const before = clients.get(key);
      const client =
        before !== undefined && before.source === source
          ? before.client
          : new loaded.Client(configuration(parts, service, at.region, credentials));
      clients.delete(key);
      clients.set(key, { client, source });
      if (clients.size > (parts.mostClients ?? 128)) {
        // Not destroyed: its connections belong to the handler that all clients share.
        const [oldest] = clients.keys();
        if (oldest !== undefined) clients.delete(oldest);
      }
      return { client, service: loaded };
    },
  };
}

/**
 * Pins every value that the SDK would otherwise look for in files or variables. So two machines behave alike, and the
 * first call reads no files.
 */
export function configuration(
  parts: ClientParts,
  service: Service,
  region: string,
  credentials: Provider | undefined,
): object {
  const endpoint = parts.endpoint?.(service)?.replaceAll(regionHere, region);
  // The SDK refuses both together with an endpoint that is named.
  const { fips = false, dualStack = false } = endpoint === undefined ? (parts.network ?? {}) : {};
  return {
    region,
    ...(credentials === undefined ? {} : { credentials: asking(credentials) }),
    ...(endpoint === undefined ? { ignoreConfiguredEndpointUrls: true } : { endpoint, forcePathStyle: true }),
    requestHandler: parts.handler,
    customUserAgent: parts.userAgent.map((entry) => [...entry]),
    // Our own retries know which calls must not be sent twice.
    maxAttempts: 1,
    retryMode: 'standard',
    defaultsMode: 'standard',
    useDualstackEndpoint: dualStack,
    useFipsEndpoint: fips,
    userAgentAppId: async () => undefined,
    authSchemePreference: async () => [],
    sigv4aSigningRegionSet: async () => undefined,
    disableRequestCompression: true,
    requestMinCompressionSizeBytes: 10_240,
    requestChecksumCalculation: 'WHEN_SUPPORTED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    followRegionRedirects: false,
    useArnRegion: false,
    disableS3ExpressSessionAuth: true,
    disableMultiregionAccessPoints: true,
    disableClockSkewCorrection: false,
  };
}

/** Stands for the Region in the URL of an endpoint: a run may ask several. */
const regionHere = '{region}';

/**
 * Makes the SDK ask for credentials each time, by an expiry in the past. Our own memo decides when they are renewed.
 */
function asking(credentials: Provider): Provider {
  return async () => ({ ...(await credentials()), expiration: new Date(0) });
}
