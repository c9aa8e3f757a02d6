import { expect, it } from 'vitest';
import { settingsDigest } from './digest.ts';
import { daemonSchema, type DaemonConfig } from './schema/index.ts';

const config = daemonSchema.parse({ sources: [{ directory: '/manifests' }] });

it.each<[string, Partial<DaemonConfig>]>([
  ['keeps its data', { dataDir: '/data/b' }],
  ['answers probes', { probe: { address: '127.0.0.1:1', enabled: false } }],
  ['takes webhooks', { webhook: { address: '127.0.0.1:2' } }],
  ['serves the API', { api: { ...config.api, address: '127.0.0.1:3' } }],
  ['logs', { log: { level: 'debug', to: 'stdout', requests: 'all' } }],
  ['copies its history', { backup: { ...config.backup, directory: '/backup/b' } }],
  ['is asked', { control: { ...config.control, socket: '/run/b.sock' } }],
])('is the same for replicas where the place differs in which each %s', (_what, change) => {
  expect(settingsDigest({ ...config, ...change })).toBe(settingsDigest(config));
});

it.each<[string, Partial<DaemonConfig>]>([
  ['the mode', { maxMode: 'enforce' }],
  ['the sources', { sources: [] }],
  ['the people', { control: { people: [{ name: 'ann', uids: [1000], tokenHashes: [] }] } }],
  ['the share of quotas', { share: 0.1 }],
])('differs when %s change', (_what, change) => {
  expect(settingsDigest({ ...config, ...change })).not.toBe(settingsDigest(config));
});
