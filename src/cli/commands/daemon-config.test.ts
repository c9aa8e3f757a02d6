import { describe, expect, it } from 'vitest';
import type { Environment } from '../../runtime/environment.ts';
import { memoryDisk } from '../../runtime/memory-files.ts';
import { virtualClock } from '../../runtime/virtual-clock.ts';
import { defaultOptions } from '../options.ts';
import { daemonConfigAsked, probeAddressAsked } from './daemon-config.ts';
import { daemonHealth } from './daemon-health.ts';

const config = `apiVersion: keywright.dev/v1
kind: Daemon
metadata: { name: eu }
spec:
  probe: { address: '0.0.0.0:9000' }
  sources: [{ name: eu, directory: /repo/manifests }]
`;

const contents: ReadonlyMap<string, string> = new Map([
  ['/etc/keywright/daemon.yaml', config],
  ['/repo/.git/HEAD', 'ref'],
  ['/repo/manifests/a.yaml', ''],
  ['/repo/ops/daemon.yaml', config],
]);

function ioOf(variables: Environment['variables'] = {}): Parameters<typeof daemonConfigAsked>[1] {
  return { files: memoryDisk({ contents }).files, environment: { variables } as Environment };
}

function asked(given: Readonly<Record<string, unknown>>, args: readonly string[] = []) {
  return { args, given, options: defaultOptions };
}

describe('the settings of a daemon from its command line', () => {
  it('keeps the sources of a file beside the embedded AWS', async () => {
    const given = asked({ config: '/etc/keywright/daemon.yaml' });
    const sandboxed = { ...given, options: { ...defaultOptions, sandbox: 'memory' } as const };
    expect(await daemonConfigAsked(sandboxed, ioOf())).toMatchObject({
      maxMode: 'enforce',
      sources: [{ name: 'eu', directory: '/repo/manifests' }],
    });
  });

  it('reads the file of --config or of KEYWRIGHT_CONFIG', async () => {
    const wanted = { sources: [{ name: 'eu' }], probe: { address: '0.0.0.0:9000' } };
    expect(await daemonConfigAsked(asked({ config: '/etc/keywright/daemon.yaml' }), ioOf())).toMatchObject(
      wanted,
    );
    const named = ioOf({ KEYWRIGHT_CONFIG: '/etc/keywright/daemon.yaml' });
    expect(await daemonConfigAsked(asked({}), named)).toMatchObject(wanted);
  });

  it('refuses a file that a commit to the manifests could change', async () => {
    expect(await daemonConfigAsked(asked({ config: '/repo/ops/daemon.yaml' }), ioOf())).toMatchObject({
      is: 'refused',
      diagnostics: [{ code: 'settings.inside-manifests' }],
    });
  });

  it('takes a directory as an argument', async () => {
    expect(await daemonConfigAsked(asked({}, ['/repo/manifests']), ioOf())).toMatchObject({
      sources: [{ name: 'main', directory: '/repo/manifests' }],
    });
  });
});

describe('a health check', () => {
  it.each<{ why: string; given: object; variables: Environment['variables']; address: string }>([
    {
      why: 'knows the default',
      given: {},
      variables: { KEYWRIGHT_SOURCE_GIT_URL: 'https://x/' },
      address: '127.0.0.1:9808',
    },
    {
      why: 'reads the file',
      given: { config: '/etc/keywright/daemon.yaml' },
      variables: {},
      address: '0.0.0.0:9000',
    },
    {
      why: 'reads the variable before the file',
      given: {},
      variables: { KEYWRIGHT_CONFIG: '/etc/keywright/daemon.yaml', KEYWRIGHT_PROBE_ADDRESS: '[::]:1' },
      address: '[::]:1',
    },
    {
      why: 'reads the flag before all',
      given: { probeAddress: '127.0.0.1:2' },
      variables: {},
      address: '127.0.0.1:2',
    },
  ])('$why', async ({ given, variables, address }) => {
    expect(await probeAddressAsked(asked({ ...given }), ioOf(variables))).toBe(address);
  });

  it.each<{ why: string; status: number | 'refused' | 'silence'; exit: number; says: string }>([
    { why: 'is live', status: 200, exit: 0, says: 'live\n' },
    {
      why: 'is not live',
      status: 503,
      exit: 1,
      says: 'not live: http://127.0.0.1:9808/livez returned 503\n',
    },
    {
      why: 'is gone',
      status: 'refused',
      exit: 1,
      says: 'not live: no response at http://127.0.0.1:9808/livez\n',
    },
    {
      why: 'hangs',
      status: 'silence',
      exit: 1,
      says: 'not live: no response at http://127.0.0.1:9808/livez\n',
    },
  ])('tells a daemon that $why', async ({ status, exit, says }) => {
    let said = '';
    const out = (text: string): void => void (said += text);
    const code = await daemonHealth(
      '0.0.0.0:9808',
      { clock: virtualClock(), terminal: { out } as never },
      {
        names: { addressesOf: async (host) => [host] },
        http: {
          send: ({ signal }) =>
            status === 'silence'
              ? new Promise((_resolve, reject) => {
                  signal.addEventListener('abort', () => {
                    reject(new Error('aborted'));
                  });
                })
              : status === 'refused'
                ? Promise.reject(new Error('ECONNREFUSED'))
                : Promise.resolve({ status, headers: {} }),
        },
      },
    );
    expect([code, said]).toEqual([exit, says]);
  });
});
