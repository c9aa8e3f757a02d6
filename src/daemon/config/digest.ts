import { digestOf } from '../../model/digest.ts';
import type { DaemonConfig } from './schema/index.ts';

/**
 * Gives the digest of the settings that all replicas share, which tells a change of settings (authority.md §4.19).
 * Where one process keeps its data, listens and logs differs between replicas, and decides nothing.
 */
export function settingsDigest({
  dataDir: _dataDir,
  probe: _probe,
  webhook: _webhook,
  api: _api,
  log: _log,
  backup: _backup,
  control: { people },
  ...shared
}: DaemonConfig): string {
  return digestOf(JSON.stringify({ ...shared, people }));
}
