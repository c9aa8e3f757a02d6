import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { account, region, stackText, type Estate } from '../../../src/simulator/estate.ts';
import { startProcess, type Process } from '../process.ts';

/** A machine with a Git repository and the data of a daemon. */
export interface Place {
  readonly repository: string;
  readonly dataDir: string;
  commit(estate: Estate): void;
  /** Starts the command line on a clock that is `factor` times as fast as the machine's. */
  reconcile(...args: readonly string[]): Process;
  /** The daemon that follows the repository and writes to the AWS at this URL. */
  daemon(url: string): Process;
  /** Runs the command line to its end; rejects if it does not end with 0. Gives what it printed. */
  done(...args: readonly string[]): Promise<string>;
  remove(): void;
}

const person = { NAME: 'Ada', EMAIL: 'ada@example.com' };

export function createPlace(factor: number, since: number): Place {
  const work = mkdtempSync(join(tmpdir(), 'killed-'));
  const repository = join(work, 'origin');
  const dataDir = join(work, 'data');
  const guardrails = join(work, 'guardrails.yaml');
  const cache = join(import.meta.dirname, '../../../node_modules/.cache/compile');
  const env = {
    PATH: process.env['PATH'],
    HOME: work,
    NO_COLOR: '1',
    AWS_ACCESS_KEY_ID: account,
    AWS_SECRET_ACCESS_KEY: 'sandbox',
    AWS_REGION: region,
    NODE_COMPILE_CACHE: cache,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: person.NAME,
    GIT_AUTHOR_EMAIL: person.EMAIL,
    GIT_COMMITTER_NAME: person.NAME,
    GIT_COMMITTER_EMAIL: person.EMAIL,
  };
  const git = (...args: readonly string[]): void =>
    void execFileSync('git', args, { cwd: repository, env, stdio: 'pipe' });
  mkdirSync(repository);
  git('init', '--quiet', '--initial-branch=main');
  writeFileSync(
    guardrails,
    'apiVersion: keywright.dev/v1\nkind: Guardrails\nmetadata: { name: shop }\nspec: { mode: enforce }\n',
  );

  const reconcile = (...args: readonly string[]): Process =>
    startProcess({
      command: process.execPath,
      args: [join(import.meta.dirname, 'hastened.ts'), String(factor), String(since), ...args],
      cwd: work,
      env,
    });

  return {
    repository,
    dataDir,
    commit(estate) {
      writeFileSync(join(repository, 'stack.yaml'), stackText(estate));
      git('add', '--all');
      git('commit', '--quiet', '--message', `Version ${String(estate.version)}`);
    },
    reconcile,
    daemon: (url) =>
      reconcile(
        'daemon',
        ...['--source-git-url', `file://${repository}`, '--source-git-allow', 'file'],
        ...['--source-allow-unsigned', 'true', '--max-mode', 'enforce', '--guardrails', guardrails],
        ...['--endpoint', url, '--data-dir', dataDir, '--probe-enabled', 'false'],
      ),
    async done(...args) {
      const run = reconcile(...args);
      const code = await run.ended();
      if (code !== 0) throw new Error(`${args.join(' ')} ended with ${String(code)}:\n${run.printed()}`);
      return run.printed();
    },
    remove: () => {
      rmSync(work, { recursive: true, force: true });
    },
  };
}
