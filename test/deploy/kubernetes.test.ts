import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readDaemonConfig } from '../../src/daemon/config/read.ts';
import { loadTokens } from '../../src/daemon/config/tokens/load.ts';
import { settings } from '../../src/daemon/config/settings.ts';
import { loadGuardrails } from '../../src/manifest/guardrails/load.ts';
import { deployment } from './pod.test-helper.ts';

const folder = join(import.meta.dirname, '../../deploy/kubernetes');

function text(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

const kustomization = z.object({
  resources: z.array(z.string()),
  patches: z.array(z.object({ path: z.string().optional() })).optional(),
  configMapGenerator: z.array(z.object({ name: z.string(), files: z.array(z.string()) })).optional(),
});

const workload = deployment.parse(load(text('base/deployment.yaml')));
const pod = workload.spec.template.spec;
const [container] = pod.containers;

describe('the manifests for Kubernetes', () => {
  it.each(['base', 'ha', 'api', 'monitoring', 'example'])(
    '%s names files that there are, and leaves none out but examples',
    (name) => {
      const {
        resources,
        patches = [],
        configMapGenerator = [],
      } = kustomization.parse(load(text(`${name}/kustomization.yaml`)));
      const named = [
        ...resources,
        ...patches.flatMap(({ path }) => path ?? []),
        ...configMapGenerator.flatMap(({ files }) => files),
      ];
      for (const file of named) expect(existsSync(join(folder, name, file)), file).toBe(true);
      const rest = readdirSync(join(folder, name)).filter((file) => !named.includes(file));
      expect(rest.filter((file) => !file.includes('.example.'))).toEqual(['kustomization.yaml']);
    },
  );

  it('runs with the strict fields of the restricted profile', () => {
    expect(text('base/namespace.yaml')).toContain('pod-security.kubernetes.io/enforce: restricted');
    expect(workload.spec.replicas).toBe(1);
    expect(workload.spec.strategy.type).toBe('Recreate');
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(10);
  });

  it('mounts each volume, and has a volume for each mount', () => {
    const mounted = container.volumeMounts.map(({ name }) => name).sort();
    expect(pod.volumes.map(({ name }) => name).sort()).toEqual(mounted);
    const writable = container.volumeMounts.filter(({ readOnly }) => readOnly !== true);
    expect(writable.map(({ mountPath }) => mountPath)).toEqual(['/data', '/tmp']);
  });

  it('sets variables of existing settings, and probes where the daemon answers', () => {
    const known = settings.map(({ variable }) => variable);
    for (const { name } of container.env) expect(known).toContain(name);
    const port = container.ports[0]?.containerPort;
    expect(container.env).toContainEqual({ name: 'KEYWRIGHT_PROBE_ADDRESS', value: `0.0.0.0:${port}` });
    expect(container.livenessProbe.httpGet).toEqual({ path: '/livez', port: 'probe' });
    expect(container.readinessProbe.httpGet).toEqual({ path: '/readyz', port: 'probe' });
  });

  it.each(['base', 'example'])('comes with valid settings and guardrails in each mode: %s', (name) => {
    const daemon = text(`${name}/daemon.yaml`);
    for (const mode of ['observe', 'enforce']) {
      const file = { path: 'daemon.yaml', text: daemon.replace('maxMode: observe', `maxMode: ${mode}`) };
      const variables = Object.fromEntries(container.env.map(({ name, value }) => [name, value]));
      const read = readDaemonConfig({ file, variables, flags: {}, sandbox: false, kinds: [] });
      expect(read).toMatchObject({ is: 'ok', config: { maxMode: mode, dataDir: '/data' } });
    }
    expect(loadGuardrails({ path: 'guardrails.yaml', text: text(`${name}/guardrails.yaml`) })).toMatchObject({
      is: 'ok',
    });
  });

  it('serves the API behind a proxy with valid settings and an example of its tokens', () => {
    const settingsOfApi = z.object({ name: z.string(), value: z.string() }).array();
    const [, env = ''] = text('api/settings.yaml').split(/ +env:\n| +ports:\n/u);
    const api = { env: settingsOfApi.parse(load(env)) };
    const variables = Object.fromEntries(
      [...container.env, ...api.env].map(({ name, value }) => [name, value]),
    );
    const file = { path: 'daemon.yaml', text: text('base/daemon.yaml') };
    expect(readDaemonConfig({ file, variables, flags: {}, sandbox: false, kinds: [] })).toMatchObject({
      is: 'ok',
      config: { api: { behindProxy: true, tokensFile: '/etc/keywright-secrets/tokens.yaml' } },
    });
    const { stringData } = load(text('api/secret.example.yaml')) as {
      readonly stringData: { readonly 'tokens.yaml': string };
    };
    const tokens = loadTokens(
      { path: 't', text: stringData['tokens.yaml'] },
      { now: Date.UTC(2026, 10, 30), kinds: [] },
    );
    expect(tokens).toMatchObject({ is: 'ok', tokens: [{ person: { id: 'person:alice' } }] });
  });

  it('finds each file of the settings in a mounted volume, and each secret in the example', () => {
    const paths = [...text('base/daemon.yaml').matchAll(/\/etc\/[\w./-]+/gu)].map(([path]) => path);
    const mounts = container.volumeMounts.map(({ mountPath }) => `${mountPath}/`);
    for (const path of paths)
      expect(
        mounts.some((mount) => path.startsWith(mount)),
        path,
      ).toBe(true);
    const example = load(text('base/secret.example.yaml')) as { readonly stringData: object };
    const secrets = paths.filter((path) => path.startsWith('/etc/keywright-secrets/'));
    expect(Object.keys(example.stringData).sort()).toEqual(
      secrets.map((path) => path.split('/').at(-1)).sort(),
    );
  });
});

const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0;

describe.skipIf(!hasKubectl)('rendered by kubectl (skipped where there is none)', () => {
  function rendered(name: string): string {
    const { status, stdout, stderr } = spawnSync('kubectl', ['kustomize', join(folder, name)], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    return stdout;
  }

  it('runs one replica with its own volume in base', () => {
    const out = rendered('base');
    expect(out).toContain('replicas: 1');
    expect(out).toContain('claimName: keywright-data');
    expect(out).toMatch(/name: keywright-config-[a-z0-9]+/u);
  });

  it('replaces the image, role and source of the base in example', () => {
    const out = rendered('example');
    expect(out).toContain('image: 444455556666.dkr.ecr.eu-central-1.amazonaws.com/keywright:0.1.0');
    expect(out).toContain('role-arn: arn:aws:iam::444455556666:role/keywright');
    expect(out).toContain('url: ssh://git@git.example.com/payments/keys.git');
    expect(out).not.toContain('111122223333');
    expect(out).not.toContain('registry.example.com');
  });

  it('runs two replicas in ha without a shared writable volume', () => {
    const out = rendered('ha');
    expect(out).toContain('replicas: 2');
    expect(out).not.toContain('PersistentVolumeClaim');
    expect(out).not.toContain('claimName');
  });
});
