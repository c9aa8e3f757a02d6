import { createHash, randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { everything } from '../../src/model/binding.ts';
import { startProcess, type Process } from '../processes/process.ts';

export interface Trial {
  readonly process: Process;
  /** The page, without the token. */
  readonly origin: string;
  /** Is in the tokens file, so that it outlives a restart. */
  readonly token: string;
  /** Where the embedded AWS answers. */
  readonly aws: string;
  /** Runs a command against it, e.g. `sync`, to its end. */
  run(...args: readonly string[]): Promise<void>;
  /** Adds a manifest. */
  declare(name: string, text: string): void;
  /** Ends the daemon; what it stored stays. */
  stop(): Promise<void>;
  /** Starts it again at the same address. */
  start(): Promise<void>;
  end(): Promise<void>;
}

/** Starts a daemon on the embedded AWS with a copy of the example estate. */
export async function startTrial(checkout: string): Promise<Trial> {
  const root = mkdtempSync(join(tmpdir(), 'page-'));
  const [data, manifests, tokens] = ['data', 'manifests', 'tokens.yaml'].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ];
  cpSync(join(checkout, 'manifests'), manifests, { recursive: true });
  mkdirSync(data);
  const token = `kw_${randomBytes(32).toString('hex')}`;
  writeFileSync(tokens, tokensOf(token), { mode: 0o600 });
  const env = { ...process.env, NO_COLOR: '1' };
  const command = (...args: readonly string[]): Process =>
    startProcess({
      command: process.execPath,
      args: [resolve(checkout, 'bin/reconcile.js'), ...args],
      // From here the manifests have a short path, which a picture may show.
      cwd: root,
      env,
    });
  const daemonAt = (...address: readonly string[]): Process =>
    command(
      'daemon',
      `--sandbox=${join(root, 'aws')}`,
      'manifests',
      '--data-dir',
      data,
      '--api-tokens-file',
      tokens,
      ...address,
    );
  const running = { daemon: daemonAt() };
  const [, origin = ''] = await running.daemon.line(/page +(http:\S+)\/#token=/u);
  const [, aws = ''] = await running.daemon.line(/The embedded AWS answers at (http:\S+)\. /u);
  async function stop(): Promise<void> {
    running.daemon.signal('SIGTERM');
    await running.daemon.ended(20_000).catch(() => running.daemon.signal('SIGKILL'));
  }
  return {
    get process() {
      return running.daemon;
    },
    origin,
    token,
    aws,
    async run(...args) {
      const asked = command(...args, '--data-dir', data);
      if ((await asked.ended()) !== 0) throw new Error(asked.printed());
    },
    declare: (name, text) => writeFileSync(join(manifests, name), text),
    stop,
    async start() {
      running.daemon = daemonAt('--api-address', new URL(origin).host);
      await running.daemon.line(/page +http:\S+\/#token=/u);
    },
    async end() {
      await stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function tokensOf(token: string): string {
  const hash = createHash('sha256').update(token).digest('hex');
  const expires = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  return `apiVersion: keywright.dev/v1
kind: Tokens
metadata: { name: page }
spec:
  tokens:
    - name: ann-laptop
      subject: ann
      hash: ${hash}
      expires: ${expires}
      bindings: ${JSON.stringify(everything)}
`;
}
