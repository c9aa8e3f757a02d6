import { endpointsIn, wrongEndpointsIn } from '../aws/sdk/endpoints.ts';
import { networkIn, proxyNamed, supportsProxies, wrongProxiesIn } from '../aws/sdk/network.ts';
import { createSdkTransport } from '../aws/sdk/transport.ts';
import { createDirectoryStore } from '../store/directory/store.ts';
import { storeFiles } from '../store/files.ts';
import { stateDirectory } from '../store/location.ts';
import { heldToKnownPlace } from '../store/known-place.ts';
import { createS3Journal, type S3Journal } from '../store/s3/journal.ts';
import type { Store } from '../store/store.ts';
import type { Aws } from '../model/call.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Journal } from '../model/journal.ts';
import type { Coordination } from '../model/resource.ts';
import { second } from '../model/instant.ts';
import type { Opened } from './request.ts';
import type { Surroundings } from './request.ts';
import type { BootRequest } from './request.ts';
import type { Host } from './host.ts';

/** Clocks of two machines that apply one stack may differ by so much. A guess: NTP keeps them far closer. */
const clockSkew = 5 * second;

type InBucket = Extract<Coordination, { readonly is: 's3' }>;

/** Opens AWS itself, or what answers at `--endpoint`, and the store in the user's state folder or where the Stack says. */
export function openRealAws(
  { stack, options, version, stop, home: data, namesSource = false }: BootRequest,
  host: Host,
): Opened<Surroundings> {
  const { settings } = stack;
  const { clock } = host;
  const { endpoint } = options;
  const refused = endpoint === undefined ? wrongNetwork(host.environment) : [];
  if (refused.length > 0) return { refused };
  const transport = createSdkTransport({
    accounts: settings.accounts,
    stack: settings.name,
    version,
    clock,
    endpoint: endpoint === undefined ? endpointsIn(host.environment.variables) : () => endpoint,
    network: networkIn(host.environment.variables),
    ...host.below,
    namesSource,
    region: settings.accounts[0]?.regions[0] ?? 'us-east-1',
    ...(options.commit === undefined ? {} : { purpose: options.commit.slice(0, 12) }),
  });

  function openStore(aws: Aws): ReturnType<Surroundings['openStore']> {
    const { coordination } = settings;
    const home = data ?? stateDirectory(settings.name, settings.uid, host.environment.variables);
    const shared = coordination?.is === 'directory' ? coordination.path : undefined;
    const directory = options.stateDir ?? shared ?? home;
    if (directory === undefined) {
      return {
        refused: {
          severity: 'error',
          code: 'store.no-directory',
          message: 'no state directory is configured',
        },
      };
    }
    const files = storeFiles(host.files);
    const inDirectory = (path: string): Store => createDirectoryStore(files, path, settings, clock);
    const inBucket = ({ bucket, prefix, account, region }: InBucket): S3Journal =>
      createS3Journal({
        aws,
        place: { account, region },
        bucket,
        prefix,
        stack: settings,
        clock,
        clockSkew,
        stop,
      });
    const local = inDirectory(directory);
    const folder = options.stateDir ?? home;
    // Where nothing outlives the directory that the Stack names, nothing can know another.
    const held = (journal: Journal): Journal =>
      folder === undefined
        ? journal
        : heldToKnownPlace(journal, {
            files,
            folder,
            declared:
              coordination?.is === 'directory' && options.stateDir !== undefined ? undefined : coordination,
            written: coordination,
            at: (place) =>
              place?.is === 's3' ? inBucket(place) : inDirectory(place?.path ?? folder).journal,
          });
    if (coordination?.is !== 's3') return { ...local, journal: held(local.journal) };
    const journal = inBucket(coordination);
    const store: Store = {
      journal: held(journal),
      memory: local.memory,
      check: async () => [...(await journal.check()), ...(await local.check())],
    };
    return store;
  }

  return {
    clock,
    transport,
    notes: [],
    alone: settings.coordination?.is === 's3',
    firstStack: 'strictest',
    openStore,
    during: (work) => work,
    close: () => {
      transport.close();
      return Promise.resolve();
    },
  };
}

/** Finds what the environment says of the way to AWS and cannot be meant so. */
function wrongNetwork({ variables, node }: Host['environment']): readonly Diagnostic[] {
  const endpoints = wrongEndpointsIn(variables).map(({ variable, value }) => ({
    message: `${variable} is not a URL: ${JSON.stringify(value)}`,
    hint: `write it like http://127.0.0.1:4566, or use AWS: unset ${variable}`,
  }));
  const proxies = wrongProxiesIn(variables).map(({ variable }) => ({
    message: `${variable} must be the URL of an HTTP proxy`,
    hint: `write it as in http://proxy.example.com:3128, or reach AWS without a proxy: unset ${variable}`,
  }));
  const old =
    proxyNamed(variables) !== undefined && !supportsProxies(node)
      ? [
          {
            message: `a proxy needs Node 24.5 or newer, this is ${node}`,
            hint: 'install a newer Node, or reach AWS without a proxy: unset HTTPS_PROXY',
          },
        ]
      : [];
  return [...endpoints, ...proxies, ...old].map((each) => ({
    severity: 'error',
    code: 'cli.usage',
    ...each,
  }));
}
