import { describe, expect, it } from 'vitest';
import { hour, minute } from '../../model/instant.ts';
import { readDaemonConfig, type ConfigGiven } from './read.ts';
import { settings } from './settings.ts';

const file = [
  'apiVersion: keywright.dev/v1',
  'kind: Daemon',
  'metadata: { name: production }',
  'spec:',
  '  dataDir: /var/lib/keywright',
  '  sources:',
  '    - name: eu',
  '      git:',
  '        url: https://git.example.com/keys.git',
  '        tokenFile: /etc/keywright/token',
];

/** Appends lines below the spec of the file. */
function withLines(...lines: readonly string[]): ConfigGiven {
  return { ...nothing, file: { path: 'daemon.yaml', text: [...file, ...lines].join('\n') } };
}

const nothing: ConfigGiven = { variables: {}, flags: {}, sandbox: false, kinds: ['Bucket', 'Key'] };

/** Lists what was found, one line each. */
function wrong(given: ConfigGiven): readonly string[] {
  const read = readDaemonConfig(given);
  return read.is === 'ok'
    ? []
    : read.diagnostics.map(
        ({ code, message, span }) =>
          `${span === undefined ? '' : `${span.file}:${span.line}:${span.column} `}${code} ${message}`,
      );
}

describe('the settings of a daemon', () => {
  it('fills in every default', () => {
    const read = readDaemonConfig(withLines());
    expect(read).toMatchObject({
      is: 'ok',
      config: {
        maxMode: 'observe',
        cadence: { fast: 10 * minute, full: hour },
        share: 0.5,
        probe: { address: '127.0.0.1:9808', enabled: true },
        log: { level: 'info', to: 'stderr' },
        notify: { targets: [], groupWait: 30_000, repeat: 4 * hour },
        sources: [{ name: 'eu', git: { ref: 'main', interval: minute, allow: [] }, allowUnsigned: false }],
      },
    });
  });

  it.each([
    ['  cadence: { fast: 10 }', 'manifest.type spec.cadence.fast'],
    ["  cadence: { fast: '10' }", 'manifest.value spec.cadence.fast'],
  ])('names the units where a length of time has none: %s', (line, start) => {
    const [found = ''] = wrong(withLines(line));
    expect(found).toContain(`${start} must be a duration with a unit: 10s or 10m or 10h`);
  });

  it('shows the envelope of a bare spec', () => {
    const text = 'dataDir: /var/lib/keywright\nsources: []\n';
    expect(readDaemonConfig({ ...nothing, file: { path: 'daemon.yaml', text } })).toMatchObject({
      is: 'refused',
      diagnostics: [
        {
          code: 'manifest.envelope',
          hint: expect.stringContaining(
            '\napiVersion: keywright.dev/v1\nkind: Daemon\nmetadata: { name: main }\nspec:',
          ),
        },
      ],
    });
  });

  it('takes a flag before a variable, a variable before the file, and the file before the default', () => {
    const given = withLines('  cadence: { fast: 20m, full: 2h }', '  share: 0.3');
    const read = readDaemonConfig({
      ...given,
      variables: { KEYWRIGHT_CADENCE_FAST: '15m', KEYWRIGHT_SHARE: '0.2', KEYWRIGHT_LOG_LEVEL: '' },
      flags: { '--share': '0.1' },
    });
    expect(read).toMatchObject({
      config: { cadence: { fast: 15 * minute, full: 2 * hour }, share: 0.1, log: { level: 'info' } },
    });
  });

  it('needs no file: flags and variables describe one source', () => {
    const read = readDaemonConfig({
      ...nothing,
      variables: {
        KEYWRIGHT_SOURCE_GIT_URL: 'https://git.example.com/keys.git',
        KEYWRIGHT_SOURCE_GIT_ALLOW: 'private, loopback',
      },
      flags: { '--source-name': 'eu', '--source-allow-unsigned': 'true' },
    });
    expect(read).toMatchObject({
      config: { sources: [{ name: 'eu', allowUnsigned: true, git: { allow: ['private', 'loopback'] } }] },
    });
  });

  it('replaces the sources of the file by the one that flags describe', () => {
    const read = readDaemonConfig({ ...withLines(), flags: { '--source-directory': '/manifests' } });
    expect(read).toMatchObject({ config: { sources: [{ name: 'main', directory: '/manifests' }] } });
  });

  it.each<{ why: string; given: ConfigGiven; says: readonly string[] }>([
    {
      why: 'an unknown key, with the nearest name',
      given: withLines('  cadance: { fast: 5m }'),
      says: ['daemon.yaml:11:3 manifest.unknown-field spec has no field "cadance": did you mean "cadence"?'],
    },
    {
      why: 'an unknown key deep down',
      given: withLines('  notify:', '    targets:', '      - name: a', '        slak: {}'),
      says: [
        'daemon.yaml:14:9 manifest.unknown-field spec.notify.targets[0] has no field "slak": did you mean "slack"?',
      ],
    },
    {
      why: 'a wrong value with its place',
      given: withLines('  cadence: { fast: 5s }'),
      says: [
        'daemon.yaml:11:20 manifest.value spec.cadence.fast must be a duration such as 90s, 10m or 1h, from 10s to 1d',
      ],
    },
    {
      why: 'a wrong flag by its name',
      given: { ...withLines(), flags: { '--max-mode': 'enfroce' } },
      says: ['--max-mode must be observe, approve or enforce, got "enfroce": did you mean "enforce"?'].map(
        (text) => `manifest.value ${text}`,
      ),
    },
    {
      why: 'a variable that is no number by its name',
      given: { ...withLines(), variables: { KEYWRIGHT_SHARE: 'half' } },
      says: ['manifest.type KEYWRIGHT_SHARE must be a number, got "half"'],
    },
    {
      why: 'a misspelt variable',
      given: { ...withLines(), variables: { KEYWRIGHT_MAXMODE: 'enforce' } },
      says: [
        'settings.unknown-variable no setting matches the variable KEYWRIGHT_MAXMODE: did you mean "KEYWRIGHT_MAX_MODE"?',
      ],
    },
    { why: 'no source', given: nothing, says: ['settings.no-source no source of manifests is configured'] },
    {
      why: 'two documents',
      given: withLines('---', ...file),
      says: ['daemon.yaml:12:1 settings.one-document daemon.yaml: the file has two documents'],
    },
    {
      why: 'another kind',
      given: { ...nothing, file: { path: 'd.yaml', text: file.join('\n').replace('Daemon', 'Stack') } },
      says: ['d.yaml:2:7 manifest.unknown-kind unknown kind "Stack"'],
    },
    {
      why: 'writing without guardrails and without signatures',
      given: withLines('  maxMode: approve'),
      says: [
        'daemon.yaml:7:7 settings.guardrails-required the source eu may have mode approve, but has no guardrails',
        'daemon.yaml:7:7 settings.unsigned-source the source eu may have mode approve, but its manifests are unsigned',
      ],
    },
    {
      why: 'ssh without pinned hosts',
      given: { ...nothing, flags: { '--source-git-url': 'git@git.example.com:keys.git' } },
      says: [
        'source.setting sources[0].git.knownHostsFile is required: ssh connects only to hosts with a known key',
      ],
    },
    {
      why: 'a URL with a password, without showing it',
      given: { ...nothing, flags: { '--source-git-url': 'https://me:s3cr3t@git.example.com/keys.git' } },
      says: ['source.url sources[0].git.url contains a password; configure a token file or key file instead'],
    },
    {
      why: 'two sources of one name',
      given: withLines('    - name: eu', '      directory: /manifests'),
      says: ['daemon.yaml:11:13 settings.contradiction sources: the name eu is a duplicate'],
    },
    {
      why: 'a target that is neither webhook nor Slack',
      given: withLines('  notify: { targets: [{ name: a }] }'),
      says: ['daemon.yaml:11:23 settings.contradiction notify.targets[0] needs webhook or slack'],
    },
    {
      why: 'a fast cadence that is slower than the full one',
      given: withLines('  cadence: { fast: 2h }'),
      says: ['daemon.yaml:11:20 settings.contradiction cadence.fast is longer than cadence.full'],
    },
    {
      why: 'an address for webhooks that no source has a secret for',
      given: withLines("  webhook: { address: '0.0.0.0:9809' }"),
      says: [
        'daemon.yaml:11:23 settings.contradiction webhook.address is set, and no source has a git.webhookSecretFile',
      ],
    },
    {
      why: 'the secret of a webhook that nothing listens for',
      given: withLines('        webhookSecretFile: /secret'),
      says: [
        'daemon.yaml:11:28 settings.contradiction sources[0].git.webhookSecretFile is set, and webhook.address is not',
      ],
    },
    {
      why: 'tokens in plain text from other machines',
      given: withLines("  api: { address: '0.0.0.0:9810', tokensFile: /t }"),
      says: [
        'daemon.yaml:11:19 settings.plain-tokens api.address 0.0.0.0:9810 is reachable from other machines without TLS',
      ],
    },
    {
      why: 'a proxy without the https URL at which people reach it',
      given: withLines("  api: { address: '0.0.0.0:9810', tokensFile: /t, behindProxy: true }"),
      says: [
        'daemon.yaml:11:64 settings.contradiction api.behindProxy is set, and api.url is not an https URL',
      ],
    },
    {
      why: 'an API that nobody could use',
      given: withLines("  api: { address: '127.0.0.1:9810' }"),
      says: [
        'daemon.yaml:11:19 settings.contradiction api.address is set, and nobody can use the API: api.tokensFile is missing',
      ],
    },
    {
      why: 'trusted proxies where none is in front',
      given: withLines("  api: { address: '127.0.0.1:9810', tokensFile: /t, trustedProxies: [10.0.0.0/8] }"),
      says: [
        'daemon.yaml:11:69 settings.contradiction api.trustedProxies is set, and api.behindProxy is not',
      ],
    },
    ...['0.0.0.0/0', '::/0', '10.0.0.0/33', 'proxy.example.com'].map((network) => ({
      why: `as trusted proxies ${network}`,
      given: withLines(
        `  api: { address: '127.0.0.1:9810', tokensFile: /t, trustedProxies: ['${network}'] }`,
      ),
      says: [expect.stringContaining('must be a network such as 10.0.0.0/8') as string],
    })),
    {
      why: 'a kind that does not exist, for callers without a token',
      given: withLines(
        "  api: { address: '127.0.0.1:9810', anonymous: [{ role: viewer }, { role: viewer, kinds: [Key, Buckets] }] }",
      ),
      says: [
        'daemon.yaml:11:96 tokens.unknown-kind api.anonymous[1].kinds[1] names the kind Buckets, which does not exist: did you mean "Bucket"?',
      ],
    },
    {
      why: 'a kind that does not exist, for a group of the issuer',
      given: withLines(
        "  api: { address: '127.0.0.1:9810', oidc: { issuer: 'https://i.example', audience: k, keysUrl: 'https://i.example/k',",
        '    groups: [{ group: a, bindings: [{ role: viewer, kinds: [Kay] }] }] } }',
      ),
      says: [
        'daemon.yaml:12:61 tokens.unknown-kind api.oidc.groups[0].bindings[0].kinds[0] names the kind Kay, which does not exist: did you mean "Key"?',
      ],
    },
    {
      why: 'a write without a credential',
      given: withLines("  api: { address: '127.0.0.1:9810', anonymous: [{ role: operator }] }"),
      says: [expect.stringContaining('daemon.yaml:11:57 manifest.value') as string],
    },
  ])('refuses $why', ({ given, says }) => {
    expect(wrong(given)).toEqual(says);
  });

  it.each([
    "  api: { address: '127.0.0.1:9810', tokensFile: /t }",
    "  api: { address: '[::1]:9810', anonymous: [{ role: viewer, stacks: [a] }] }",
    "  api: { address: '0.0.0.0:9810', tokensFile: /t, behindProxy: true, url: 'https://keys.example.com' }",
    "  api: { address: '127.0.0.1:9810', tokensFile: /t, behindProxy: true, url: 'https://keys.example.com', trustedProxies: [10.0.0.0/8, 'fd00::/8', 192.0.2.1] }",
  ])('takes %s', (line) => {
    expect(wrong(withLines(line))).toEqual([]);
  });

  it('refuses a secret that stands in the file, and says where it belongs', () => {
    const read = readDaemonConfig(withLines('        token: abc'));
    expect(read).toMatchObject({
      is: 'refused',
      diagnostics: [{ hint: 'secrets are read from files: set sources[].git.tokenFile' }],
    });
  });

  it('refuses a URL with a password', () => {
    const lines = ['  notify:', '    targets:', '      - name: a', '        webhook:'];
    const webhook = ['          url: https://me:secret@example.com/', '          secretFile: /s'];
    expect(wrong(withLines(...lines, ...webhook))).toEqual([
      expect.stringContaining('daemon.yaml:15:16 manifest.value spec.notify.targets[0].webhook.url'),
    ]);
  });

  it('needs neither guardrails nor signatures on the embedded AWS', () => {
    expect(wrong({ ...withLines('  maxMode: enforce'), sandbox: true })).toEqual([]);
  });

  it('leaves the variables alone that Kubernetes sets for a Service named keywright', () => {
    const variables = {
      KEYWRIGHT_SERVICE_HOST: '10.0.0.1',
      KEYWRIGHT_SERVICE_PORT_METRICS: '9808',
      KEYWRIGHT_PORT: 'tcp://10.0.0.1:9808',
      KEYWRIGHT_PORT_9808_TCP_ADDR: '10.0.0.1',
      KEYWRIGHT_DEBUG: '1',
      PATH: '/bin',
    };
    expect(wrong({ ...withLines(), variables })).toEqual([]);
  });
});

describe('the table of settings', () => {
  it('has a sentence for each', () => {
    for (const setting of settings) expect(setting.description, setting.name).toMatch(/\.$/u);
  });

  it('has a flag and a variable once', () => {
    for (const key of ['flag', 'variable'] as const) {
      const all = settings.flatMap((setting) => setting[key] ?? []);
      expect(new Set(all).size).toBe(all.length);
    }
  });

  it('names them by one rule', () => {
    expect(settings.find(({ name }) => name === 'sources[].git.sshKeyFile')).toMatchObject({
      flag: '--source-git-ssh-key-file',
      variable: 'KEYWRIGHT_SOURCE_GIT_SSH_KEY_FILE',
    });
    expect(settings.find(({ name }) => name === 'notify.targets[].name')).not.toHaveProperty('flag');
  });
});
