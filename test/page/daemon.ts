import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProcess, type Process } from '../processes/process.ts';

export interface Trial {
  readonly process: Process;
  /** The page, without the token. */
  readonly origin: string;
  readonly token: string;
  /** Where the embedded AWS answers. */
  readonly aws: string;
  /** Runs a command against it, e.g. `sync`, to its end. */
  run(...args: readonly string[]): Promise<void>;
  end(): Promise<void>;
}

/** Starts a daemon on the embedded AWS, and waits until the example estate exists. */
export async function startTrial(checkout: string): Promise<Trial> {
  const data = mkdtempSync(join(tmpdir(), 'page-'));
  const env = { ...process.env, NO_COLOR: '1' };
  const command = (...args: readonly string[]): Process =>
    startProcess({
      command: process.execPath,
      args: [join(checkout, 'bin/reconcile.js'), ...args],
      cwd: checkout,
      env,
    });
  const daemon = command('daemon', '--sandbox', 'manifests', '--data-dir', data);
  const [, origin = '', token = ''] = await daemon.line(/page +(http:\S+)\/#token=(\w+)/u);
  const [, aws = ''] = await daemon.line(/The embedded AWS answers at (http:\S+)\. /u);
  return {
    process: daemon,
    origin,
    token,
    aws,
    async run(...args) {
      const asked = command(...args, '--data-dir', data);
      if ((await asked.ended()) !== 0) throw new Error(asked.printed());
    },
    async end() {
      daemon.signal('SIGTERM');
      await daemon.ended(20_000).catch(() => daemon.signal('SIGKILL'));
      rmSync(data, { recursive: true, force: true });
    },
  };
}
